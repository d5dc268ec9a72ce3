import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import { BusyButton } from '../../components/busy-button';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { useMoving } from '../../console/vault/moving-store';
import classes from './settings-screen.module.css';

type ForgetDialogProps = { opened: boolean; count: number; onClose: () => void };

/** Destroys what is kept on this computer of clinics that were moved. */
export function ForgetDialog({ opened, count, onClose }: ForgetDialogProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const close = () => {
    if (busy) return;
    setError(null);
    onClose();
  };
  const forget = async () => {
    setBusy(true);
    setError(null);
    const failure = await useMoving.getState().forget();
    setBusy(false);
    if (failure === null) onClose();
    else setError(failure);
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('Delete the copies on this computer?')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <div className={classes.dialog}>
        <p>
          {t(
            'Each clinic is opened in the shared vault first. Only when all are there, {count, plural, one {the copy of # clinic is} other {the copies of # clinics are}} destroyed on this computer: credentials, tests and texts. Nothing changes in the shared vault.',
            { count },
          )}
        </p>
        {error !== null && <FocusedError error={error} />}
        <DialogFooter>
          <Button variant="default" onClick={close} data-autofocus>
            {t('Cancel')}
          </Button>
          <BusyButton color="red" busy={busy} busyLabel={t('Deleting…')} onClick={() => void forget()}>
            {t('Delete {count, plural, one {# copy} other {# copies}}', { count })}
          </BusyButton>
        </DialogFooter>
      </div>
    </Modal>
  );
}
