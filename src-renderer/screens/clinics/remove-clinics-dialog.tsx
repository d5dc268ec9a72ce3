import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { allProviders } from '../../../src-shared/providers';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { BusyButton } from '../../components/busy-button';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { formatCount } from '../../components/number-words';
import { Said } from '../../components/said';
import { useClinics } from '../../console/clinics/use-clinics';
import { removalPhrase } from '../../console/removal-phrase';
import { toast } from '../../console/toast';
import classes from './remove-clinics-dialog.module.css';

/** How many names are shown; of the others the number. */
const namesShown = 8;

type RemoveClinicsDialogProps = { ids: readonly string[]; onClose: () => void };

/** Removes clinics for good, once it was confirmed in writing. */
export function RemoveClinicsDialog({ ids, onClose }: RemoveClinicsDialogProps) {
  const [clinics] = useState(() => {
    const { index } = useClinics.getState();
    return ids.flatMap((id) => index.get(id)?.row ?? []);
  });
  const [busy, setBusy] = useState(false);
  const isOne = clinics.length === 1;
  return (
    <Modal
      opened
      onClose={() => !busy && onClose()}
      title={isOne ? t('Remove this clinic?') : t('Remove {count} clinics?', { count: formatCount(clinics.length) })}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Confirmation clinics={clinics} busy={busy} onBusy={setBusy} onClose={onClose} />
    </Modal>
  );
}

type Clinic = { id: string; name: string; connections: object };
type Left = { clinic: Clinic; error: AppErrorData };

function Confirmation({
  clinics,
  busy,
  onBusy,
  onClose,
}: {
  clinics: readonly Clinic[];
  busy: boolean;
  onBusy: (busy: boolean) => void;
  onClose: () => void;
}) {
  const [typed, setTyped] = useState('');
  const [done, setDone] = useState(0);
  /** The clinics that could not be removed, and why. */
  const [left, setLeft] = useState<readonly Left[]>([]);
  const stopped = useRef(false);
  const [only] = clinics.length === 1 ? clinics : [];
  const all = t('remove {count} clinics', { count: clinics.length });
  const { phrase, label } = only
    ? removalPhrase(only.name)
    : { phrase: all, label: t('Type “{phrase}” to confirm', { phrase: all }) };
  const isConfirmed = typed.trim() === phrase;
  const [first] = left;
  /** Every provider that is left could not be told: what stays there was said, and a second click means it. */
  const leavesAccess = first !== undefined && left.every(({ error }) => error.code === accessNotWithdrawn);
  const concerned = allProviders.filter(({ id }) => clinics.some(({ connections }) => id in connections));

  const remove = async (leaveAccess: boolean) => {
    if (busy || !isConfirmed) return;
    onBusy(true);
    stopped.current = false;
    const failures: Left[] = [];
    setDone(0);
    for (const clinic of left.length > 0 ? left.map((each) => each.clinic) : clinics) {
      if (stopped.current) break;
      const { id: organizationId, name: confirmName } = clinic;
      const result = await voxanne.organizations.remove({ organizationId, confirmName, leaveAccess });
      if (!result.ok && result.error.code !== 'organization.unknown') failures.push({ clinic, error: result.error });
      setDone((before) => before + 1);
    }
    onBusy(false);
    if (failures.length > 0) return setLeft(failures);
    if (!stopped.current)
      toast({
        tone: 'good',
        title: only
          ? t('{name} was removed', { name: only.name })
          : t('{count} clinics were removed', { count: formatCount(clinics.length) }),
      });
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void remove(leavesAccess);
  };

  return (
    <form className={classes.form} noValidate autoComplete="off" onSubmit={submit}>
      {first === undefined && (
        <>
          <p className={classes.explain}>
            {only ? (
              <Said
                text="The credentials, tests and texts of <clinic>{name}</clinic> are destroyed on this computer, and cannot be brought back."
                values={{ name: only.name }}
                parts={{ clinic: (name) => <strong dir="auto">{name}</strong> }}
              />
            ) : (
              t(
                'The credentials, tests and texts of these clinics are destroyed on this computer, and cannot be brought back.',
              )
            )}
          </p>
          {only === undefined && <Names names={clinics.map(({ name }) => name)} />}
          {concerned.length > 0 && (
            <ul className={classes.list} aria-label={t('At the providers')}>
              {concerned.map(({ id, name, ending }) => (
                <li key={id}>
                  <strong>{name}:</strong> {ending.isTold && t('the access is withdrawn there first.')}{' '}
                  {t(ending.remains)}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      <TextInput
        label={label}
        placeholder={phrase}
        value={typed}
        autoComplete="off"
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {first !== undefined && !busy && (
        <>
          {left.length > 1 && (
            <p className={classes.explain}>
              {t('{count} clinics were not removed. The first of them:', { count: formatCount(left.length) })}
            </p>
          )}
          <FocusedError error={first.error} {...(leavesAccess ? { onRetry: () => void remove(false) } : {})} />
        </>
      )}
      <DialogFooter>
        {busy && clinics.length > 1 && (
          <span className={classes.progress} role="status">
            {t('Removed {done} of {total}', {
              done: formatCount(done),
              total: formatCount(left.length > 0 ? left.length : clinics.length),
            })}
          </span>
        )}
        <Button
          variant="default"
          onClick={() => {
            if (busy) stopped.current = true;
            else onClose();
          }}
        >
          {busy ? t('Stop') : t('Cancel')}
        </Button>
        <BusyButton type="submit" color="red" busyLabel={t('Removing…')} busy={busy} disabled={!isConfirmed}>
          {leavesAccess
            ? t('Remove anyway')
            : only
              ? t('Remove clinic')
              : t('Remove {count} clinics', { count: formatCount(clinics.length) })}
        </BusyButton>
      </DialogFooter>
    </form>
  );
}

const accessNotWithdrawn = 'organization.access-not-withdrawn';

function Names({ names }: { names: readonly string[] }) {
  const more = names.length - namesShown;
  return (
    <ul className={classes.list} aria-label={t('Clinics')}>
      {names.slice(0, namesShown).map((name, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names may be equal, and the list does not change
        <li key={index} dir="auto">
          {name}
        </li>
      ))}
      {more > 0 && <li>{t('and {more} more', { more: formatCount(more) })}</li>}
    </ul>
  );
}
