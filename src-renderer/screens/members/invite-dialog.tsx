import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { longestActorName } from '../../../src-shared/actor-name';
import type { AppErrorData } from '../../../src-shared/errors';
import { cleanLine } from '../../../src-shared/pasted';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { BusyButton } from '../../components/busy-button';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { InvitationCode } from './invitation-code';
import classes from './members.module.css';
import { ScopePicker } from './scope-picker';

type InviteDialogProps = { opened: boolean; onClose: () => void; onInvited: () => Promise<void> };

/** Saves an invitation, and shows its code once: to be spoken, and kept nowhere. */
export function InviteDialog({ opened, onClose, onInvited }: InviteDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('Invite a member')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {opened && <Invite onClose={onClose} onInvited={onInvited} />}
    </Modal>
  );
}

function Invite({ onClose, onInvited }: Omit<InviteDialogProps, 'opened'>) {
  const [name, setName] = useState('');
  const [isAll, setIsAll] = useState(true);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const [saved, setSaved] = useState<{ file: string; code: string } | null>(null);
  const isComplete = cleanLine(name) !== '' && (isAll || picked.size > 0);

  const invite = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !isComplete) return;
    setBusy(true);
    setError(null);
    const answer = await voxanne.members.invite({ name: cleanLine(name), clinics: isAll ? 'all' : [...picked] });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    if (answer.value.saved === null) return;
    setSaved(answer.value.saved);
    await onInvited();
  };

  if (saved !== null) return <InvitationCode name={cleanLine(name)} {...saved} onClose={onClose} />;
  return (
    <form className={classes.dialog} noValidate autoComplete="off" onSubmit={(event) => void invite(event)}>
      <TextInput
        label={t('Name')}
        description={t('As other members see this person, with the computer where that matters.')}
        value={name}
        maxLength={longestActorName}
        disabled={busy}
        autoComplete="off"
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ScopePicker isAll={isAll} onAll={setIsAll} picked={picked} onPick={setPicked} disabled={busy} />
      {error !== null && <FocusedError error={error} />}
      {busy && <Busy>{t('Sealing the invitation; this takes a few seconds on purpose…')}</Busy>}
      <DialogFooter>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <BusyButton type="submit" busy={busy} busyLabel={t('Inviting…')} disabled={!isComplete}>
          {t('Choose where to save…')}
        </BusyButton>
      </DialogFooter>
    </form>
  );
}
