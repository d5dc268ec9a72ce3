import { TextInput } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { folded } from '../../src-shared/folded';
import { t } from '../../src-shared/texts/translate';
import classes from './clinic-checks.module.css';

/** How many clinics are offered at once; the others are found by their names. */
const offered = 50;

type OfferedClinic = {
  id: string;
  name: string;
  /** A word beside the name. */
  note?: string;
};

type ClinicChecksProps = {
  clinics: readonly OfferedClinic[];
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
  disabled?: boolean;
};

/** Picks clinics by their names: one by one, or all that a search found. */
export function ClinicChecks({ clinics, picked, onPick, disabled = false }: ClinicChecksProps) {
  const [search, setSearch] = useState('');
  const labelId = useId();
  const sorted = useMemo(
    () =>
      clinics.map((clinic) => ({ ...clinic, plain: folded(clinic.name) })).sort((a, b) => a.name.localeCompare(b.name)),
    [clinics],
  );
  const wanted = folded(search).trim();
  const found = sorted.filter((clinic) => clinic.plain.includes(wanted));
  const more = found.length - offered;
  const pickedOfFound = found.filter(({ id }) => picked.has(id)).length;
  const areAll = found.length > 0 && pickedOfFound === found.length;
  const toggle = (ids: readonly string[], isIn: boolean) => {
    const after = new Set(picked);
    for (const id of ids) isIn ? after.add(id) : after.delete(id);
    onPick(after);
  };
  return (
    <div className={classes.picker}>
      <div className={classes.head}>
        <p id={labelId} className={classes.label}>
          {t('{count, plural, =0 {No clinic picked} one {# clinic picked} other {# clinics picked}}', {
            count: sorted.filter(({ id }) => picked.has(id)).length,
          })}
        </p>
        {found.length > 1 && (
          <label className={classes.all}>
            <input
              type="checkbox"
              checked={areAll}
              disabled={disabled}
              ref={(box) => {
                if (box !== null) box.indeterminate = pickedOfFound > 0 && !areAll;
              }}
              onChange={() =>
                toggle(
                  found.map(({ id }) => id),
                  !areAll,
                )
              }
            />
            {wanted === ''
              ? t('Select all {count, number}', { count: found.length })
              : t('Select all {count, number} found', { count: found.length })}
          </label>
        )}
      </div>
      <TextInput
        aria-label={t('Find a clinic')}
        placeholder={t('Find a clinic')}
        value={search}
        disabled={disabled}
        autoComplete="off"
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <fieldset className={classes.offered} aria-labelledby={labelId} disabled={disabled}>
        {found.slice(0, offered).map(({ id, name, note }) => (
          <label key={id}>
            <input type="checkbox" checked={picked.has(id)} onChange={() => toggle([id], !picked.has(id))} />
            <bdi className={classes.name}>{name}</bdi>
            {note !== undefined && <span className={classes.note}>{note}</span>}
          </label>
        ))}
        {found.length === 0 && (
          <p className={classes.about}>
            {sorted.length === 0 ? t('There is no clinic yet.') : t('No clinic of that name.')}
          </p>
        )}
        {more > 0 && (
          <p className={classes.about}>
            {t('{more, plural, one {# more clinic is} other {# more clinics are}} found by name.', { more })}
          </p>
        )}
      </fieldset>
    </div>
  );
}
