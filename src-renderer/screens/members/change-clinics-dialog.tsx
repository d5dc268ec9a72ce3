import { Button, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { listOf } from '../../../src-shared/list-words';
import type { Scope } from '../../../src-shared/shared-vault/scope';
import { t } from '../../../src-shared/texts/translate';
import type { KnownSecretView } from '../../../src-shared/vault/members';
import { voxanne } from '../../bridge';
import { BusyButton } from '../../components/busy-button';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { NoticeBox } from '../../components/notice';
import { useListedClinics } from '../../console/clinics/use-listed-clinics';
import { ClinicsPicker } from './clinics-picker';
import classes from './members.module.css';
import { ScopePicker } from './scope-picker';

const namesShown = 5;

export type Changing =
  | { who: 'member'; name: string; clinics: Scope }
  | { who: 'machine'; name: string; clinics: string[] };

type ChangeClinicsDialogProps = {
  /** Null while it is closed. */
  changing: Changing | null;
  onClose: () => void;
  /** `lost`: how many clinics; `known`: the secrets of those. */
  onChanged: (name: string, lost: number, known: readonly KnownSecretView[]) => void;
};

/** Changes which clinics a member or a receptionist reaches. What a loss means is said before it happens. */
export function ChangeClinicsDialog({ changing, onClose, onChanged }: ChangeClinicsDialogProps) {
  return (
    <Modal
      opened={changing !== null}
      onClose={onClose}
      title={t('Change clinics of {name}', { name: changing?.name ?? '' })}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {changing !== null && <Change changing={changing} onClose={onClose} onChanged={onChanged} />}
    </Modal>
  );
}

const change = (changing: Changing, clinics: Scope) =>
  changing.who === 'member'
    ? voxanne.members.changeClinics({ name: changing.name, clinics, seen: changing.clinics })
    : voxanne.machines.changeClinics({
        name: changing.name,
        clinics: clinics === 'all' ? [] : clinics,
        seen: changing.clinics,
      });

function Change({ changing, onClose, onChanged }: ChangeClinicsDialogProps & { changing: Changing }) {
  // What was seen when it opened: a change of another member meanwhile is told, and not overwritten.
  const [seen] = useState(changing);
  const { who, name, clinics: before } = seen;
  const listed = useListedClinics();
  const [isAll, setIsAll] = useState(before === 'all');
  const [picked, setPicked] = useState<ReadonlySet<string>>(
    () => new Set(before === 'all' ? listed.map(({ id }) => id) : before),
  );
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);

  const had = (id: string) => before === 'all' || before.includes(id);
  const has = (id: string) => isAll || picked.has(id);
  const lost = listed.filter(({ id }) => had(id) && !has(id));
  const gained = listed.filter(({ id }) => !had(id) && has(id));
  const isSame = (before === 'all') === isAll && lost.length + gained.length === 0;
  const isComplete = !isSame && (isAll || listed.some(({ id }) => picked.has(id)));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !isComplete) return;
    setBusy(true);
    setError(null);
    const answer = await change(seen, isAll ? 'all' : [...picked]);
    setBusy(false);
    if (answer.ok) onChanged(name, lost.length, answer.value.known);
    else setError(answer.error);
  };
  return (
    <form className={classes.dialog} noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
      {who === 'member' ? (
        <ScopePicker isAll={isAll} onAll={setIsAll} picked={picked} onPick={setPicked} disabled={busy} />
      ) : (
        <ClinicsPicker picked={picked} onPick={setPicked} disabled={busy} />
      )}
      <div className={classes.dialog} role="status">
        {gained.length > 0 && (
          <p>
            {t('{name} gains {count, plural, one {# clinic} other {# clinics}}: {clinics}.', {
              name,
              count: gained.length,
              clinics: namesOf(gained),
            })}
          </p>
        )}
        {before === 'all' && !isAll && (
          <p>
            {t('{name} may no longer invite, admit and remove others, and gets no clinic that is added later.', {
              name,
            })}
          </p>
        )}
        {lost.length > 0 && (
          <NoticeBox
            tone="warning"
            title={t('{name} loses {count, plural, one {# clinic} other {# clinics}}', { name, count: lost.length })}
          >
            <p dir="auto">{namesOf(lost)}</p>
            <p>
              {who === 'member'
                ? t(
                    '{count, plural, one {It is sealed again under keys that {name} does not have.} other {They are sealed again under keys that {name} does not have, which takes a while for many.}}',
                    { name, count: lost.length },
                  )
                : t(
                    '{count, plural, one {What was delivered of it ends at once.} other {What was delivered of them ends at once.}}',
                    { count: lost.length },
                  )}{' '}
              {t(
                'That alone makes nothing safe: what {name} knew of {count, plural, one {it} other {them}} stays known. You get the list, to replace each at its provider.',
                { name, count: lost.length },
              )}
            </p>
          </NoticeBox>
        )}
      </div>
      {error !== null && <FocusedError error={error} />}
      <DialogFooter>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <BusyButton type="submit" busy={busy} busyLabel={t('Changing…')} disabled={!isComplete}>
          {t('Change clinics')}
        </BusyButton>
      </DialogFooter>
    </form>
  );
}

function namesOf(clinics: readonly { name: string }[]): string {
  const names = clinics.slice(0, namesShown).map(({ name }) => name);
  const more = clinics.length - names.length;
  return more > 0
    ? t('{names} and {more, plural, one {# more clinic} other {# more clinics}}', { names: names.join(', '), more })
    : listOf(names);
}
