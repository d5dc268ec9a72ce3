import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import type { MembersView } from '../../../src-shared/vault/members';
import { voxanne } from '../../bridge';
import { BusyButton } from '../../components/busy-button';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import classes from './members.module.css';

type WithdrawDialogProps = { name: string | null; onClose: () => void; onWithdrawn: (view: MembersView) => void };

/** Takes an invitation back before anybody was admitted by it. */
export function WithdrawDialog({ name, onClose, onWithdrawn }: WithdrawDialogProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const close = () => {
    setError(null);
    onClose();
  };
  const withdraw = async () => {
    setBusy(true);
    setError(null);
    const answer = await voxanne.members.withdrawInvitation({ name: name ?? '' });
    setBusy(false);
    if (answer.ok) onWithdrawn(answer.value);
    else setError(answer.error);
  };
  return (
    <Modal
      opened={name !== null}
      onClose={() => !busy && close()}
      title={t('Withdraw this invitation?')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <div className={classes.dialog}>
        <p>{t('The file that {name} got opens nothing any more.', { name: name ?? '' })}</p>
        {error !== null && <FocusedError error={error} />}
        <DialogFooter>
          <Button variant="default" onClick={close} data-autofocus>
            {t('Cancel')}
          </Button>
          <BusyButton color="red" busy={busy} busyLabel={t('Withdrawing…')} onClick={() => void withdraw()}>
            {t('Withdraw')}
          </BusyButton>
        </DialogFooter>
      </div>
    </Modal>
  );
}
