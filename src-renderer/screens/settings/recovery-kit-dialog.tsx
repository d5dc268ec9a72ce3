import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { ErrorNotice } from '../../components/error-notice';
import { toast } from '../../console/toast';
import { NewPassphraseForm } from '../../console/vault/new-passphrase-form';
import classes from './settings-screen.module.css';

/** Saves a recovery kit under a passphrase of its own. */
export function RecoveryKitDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const save = async (passphrase: string) => {
    setBusy(true);
    setError(null);
    const answer = await voxanne.recovery.export({ passphrase });
    setBusy(false);
    if (!answer.ok) setError(answer.error);
    else if (answer.value.savedTo !== null) {
      toast({ tone: 'good', title: t('Recovery kit saved'), message: answer.value.savedTo });
      onClose();
    }
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('Save a recovery kit')}
      closeOnClickOutside={!busy}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <div className={classes.dialog}>
        <p>
          {t(
            'Choose a passphrase for the kit. Without it nobody can open the file, and nobody can look it up for you.',
          )}
        </p>
        {error !== null && <ErrorNotice error={error} />}
        {busy && <Busy>{t('Sealing the kit; this takes a few seconds on purpose…')}</Busy>}
        <NewPassphraseForm
          submitLabel={t('Choose where to save…')}
          busy={busy}
          onSubmit={(passphrase) => void save(passphrase)}
          onCancel={onClose}
        />
      </div>
    </Modal>
  );
}
