import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import type { KnownSecretView } from '../../../src-shared/vault/members';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { BusyButton } from '../../components/busy-button';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { NoticeBox } from '../../components/notice';
import { InvitationCode } from './invitation-code';
import classes from './members.module.css';

/** Who is invited again, and whether its keys were withdrawn before. */
export type Returning = { name: string; isWithdrawn: boolean };

type InviteAgainDialogProps = {
  /** Null while it is closed. */
  returning: Returning | null;
  onClose: () => void;
  /** As soon as it happened, with the code still to be said. Without `hadKeys` they were withdrawn before. */
  onInvited: (name: string, known: readonly KnownSecretView[], hadKeys: boolean) => void;
};

/** Withdraws the keys of a member whose computer is lost, and invites the same member with other keys. */
export function InviteAgainDialog({ returning, onClose, onInvited }: InviteAgainDialogProps) {
  const [busy, setBusy] = useState(false);
  return (
    <Modal
      opened={returning !== null}
      // Closed meanwhile, it could not say the code.
      onClose={() => !busy && onClose()}
      title={t('Invite {name} again', { name: returning?.name ?? '' })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {returning !== null && (
        <InviteAgain returning={returning} busy={busy} onBusy={setBusy} onClose={onClose} onInvited={onInvited} />
      )}
    </Modal>
  );
}

type InviteAgainProps = Omit<InviteAgainDialogProps, 'returning'> & {
  returning: Returning;
  busy: boolean;
  onBusy: (busy: boolean) => void;
};

function InviteAgain({ returning, busy, onBusy, onClose, onInvited }: InviteAgainProps) {
  const { name } = returning;
  const [isWithdrawn, setIsWithdrawn] = useState(returning.isWithdrawn);
  const [error, setError] = useState<AppErrorData | null>(null);
  const [saved, setSaved] = useState<{ file: string; code: string } | null>(null);

  const invite = async () => {
    onBusy(true);
    setError(null);
    const answer = await voxanne.members.inviteAgain({ name });
    onBusy(false);
    if (!answer.ok) return setError(answer.error);
    if (answer.value.invited === null) return;
    const { file, code, error: notSaved, known, hadKeys } = answer.value.invited;
    setIsWithdrawn(true);
    setError(notSaved);
    if (code !== null) setSaved({ file, code });
    onInvited(name, known, hadKeys);
  };

  if (saved !== null) return <InvitationCode name={name} {...saved} onClose={onClose} />;
  return (
    <div className={classes.dialog}>
      {isWithdrawn ? (
        <p>
          {t(
            'The keys of {name} were withdrawn before. The invitation that they got opens nothing any more, and a new one takes its place.',
            { name },
          )}
        </p>
      ) : (
        <>
          <p>{t('For a member whose computer or keys are lost, or who changes to another computer.')}</p>
          <p>
            {t(
              'The keys of {name} open nothing any more, and their login is shut at once. Everything that they reached is sealed again. With the invitation they come back as the same member with the same clinics, once you admit them.',
              { name },
            )}
          </p>
          <NoticeBox tone="warning" title={t('That alone makes nothing safe')}>
            {t('What they knew, they know. You get the list of it, to replace each at its provider.')}
          </NoticeBox>
        </>
      )}
      {error !== null && <FocusedError error={error} />}
      {busy && <Busy>{t('Sealing the invitation; this takes a few seconds on purpose…')}</Busy>}
      <DialogFooter>
        <Button variant="default" onClick={onClose} disabled={busy} data-autofocus>
          {t('Cancel')}
        </Button>
        <BusyButton
          {...(isWithdrawn ? {} : { color: 'red' })}
          busy={busy}
          busyLabel={t('Inviting…')}
          onClick={() => void invite()}
        >
          {t('Choose where to save…')}
        </BusyButton>
      </DialogFooter>
    </div>
  );
}
