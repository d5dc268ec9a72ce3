import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import { BusyButton } from '../../components/busy-button';
import { Card } from '../../components/card';
import { DialogFooter } from '../../components/dialog-footer';
import { ErrorNotice } from '../../components/error-notice';
import { resetPractice } from '../../console/practice';
import { Setting } from './setting';

/** While one practises: to begin anew. */
export function PracticeCard() {
  const [asking, setAsking] = useState(false);
  return (
    <Card title={t('Practice')}>
      <Setting
        label={t('Begin anew')}
        help={t(
          'What you practised is kept when the console closes. Here you delete it, and practise from the beginning.',
        )}
      >
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('Reset practice…')}
        </Button>
      </Setting>
      <ResetDialog opened={asking} onClose={() => setAsking(false)} />
    </Card>
  );
}

function ResetDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const reset = async () => {
    if (busy) return;
    setBusy(true);
    setError(await resetPractice());
    setBusy(false);
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('Reset practice?')}
      closeButtonProps={{ 'aria-label': t('Close') }}
      closeOnClickOutside={!busy}
      closeOnEscape={!busy}
    >
      <p>
        {t(
          'All practice clinics, their sign-ins, tests and activity are deleted, and the simulated accounts are as in the beginning. Your real clinics stay as they are.',
        )}
      </p>
      {error !== null && <ErrorNotice error={error} />}
      <DialogFooter apart>
        <Button variant="default" disabled={busy} onClick={onClose}>
          {t('Cancel')}
        </Button>
        <BusyButton color="red" busy={busy} busyLabel={t('Resetting…')} onClick={reset}>
          {t('Reset practice')}
        </BusyButton>
      </DialogFooter>
    </Modal>
  );
}
