import { TextInput } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { t } from '../../../src-shared/texts/translate';
import { useClinics } from '../../console/clinics/use-clinics';
import classes from './members.module.css';

/** How many clinics are offered at once; the others are found by their names. */
const offered = 50;

const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Picks clinics by their names. */
export function ClinicsPicker({
  picked,
  onPick,
  disabled = false,
}: {
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
  disabled?: boolean;
}) {
  const index = useClinics((state) => state.index);
  const version = useClinics((state) => state.version);
  const [search, setSearch] = useState('');
  const labelId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the index is the same object throughout
  const clinics = useMemo(
    () =>
      [...index.ids()]
        .flatMap((id) => index.get(id)?.row ?? [])
        .map(({ id, name }) => ({ id, name, plain: plain(name) }))
        .sort((a, b) => a.name.localeCompare(b.name)),
    [index, version],
  );
  const wanted = plain(search.trim());
  const found = clinics.filter((clinic) => clinic.plain.includes(wanted));
  const more = found.length - offered;
  const toggle = (id: string) => {
    const after = new Set(picked);
    if (!after.delete(id)) after.add(id);
    onPick(after);
  };
  return (
    <div className={classes.picker}>
      <p id={labelId} className={classes.pickerLabel}>
        {t('{count, plural, =0 {No clinic picked} one {# clinic picked} other {# clinics picked}}', {
          count: picked.size,
        })}
      </p>
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
        {found.slice(0, offered).map(({ id, name }) => (
          <label key={id}>
            <input type="checkbox" checked={picked.has(id)} onChange={() => toggle(id)} />
            <bdi>{name}</bdi>
          </label>
        ))}
        {found.length === 0 && <p className={classes.about}>{t('No clinic of that name.')}</p>}
        {more > 0 && (
          <p className={classes.about}>
            {t('{more, plural, one {# more clinic is} other {# more clinics are}} found by name.', { more })}
          </p>
        )}
      </fieldset>
    </div>
  );
}
