import { Button, Modal, PasswordInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { failed, ok } from '../../../src-shared/result';
import { t } from '../../../src-shared/texts/translate';
import { sameMemberTwice } from '../../../src-shared/vault/kit-words';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { DialogFooter } from '../../components/dialog-footer';
import { ErrorNotice } from '../../components/error-notice';
import { useClinics } from '../clinics/use-clinics';
import { toast } from '../toast';
import { useConsole } from '../use-console';
import { usePlace } from './place-store';
import { useVaultAction } from './use-vault-action';
import classes from './vault.module.css';

/** Brings back keys and credentials from a recovery kit: its passphrase here, its file in the system's own dialog. */
export function RestoreDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  const { words, error, run } = useVaultAction();
  const busy = words !== null;
  // Opened one step after it was rendered, so that the dialog can return the focus.
  const [shown, setShown] = useState(false);
  useEffect(() => setShown(opened), [opened]);
  const restore = () =>
    run(t('Choose the kit’s file, then wait while it is opened…'), async () => {
      const answer = await voxanne.recovery.restore({ passphrase });
      if (!answer.ok) return failed(answer.error);
      if (answer.value.vault === null) return ok(null);
      setPassphrase('');
      onClose();
      await useConsole.getState().load();
      void usePlace.getState().load();
      void useClinics.getState().load();
      toast({ tone: 'good', title: t('Restored from the recovery kit') });
      return ok(answer.value.vault);
    });
  return (
    <Modal
      opened={shown}
      onClose={onClose}
      title={t('Restore from a recovery kit')}
      closeOnClickOutside={!busy}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <form
        className={classes.form}
        style={{ maxWidth: 'none' }}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== '') void restore();
        }}
      >
        <p>
          {t(
            'A recovery kit is the file that was saved under Settings on the computer where the clinics were set up. It opens with the passphrase chosen then.',
          )}
        </p>
        <p>
          {t('A kit of a member of a shared vault makes this computer that member.')} {t(sameMemberTwice)}
        </p>
        <PasswordInput
          label={t('Passphrase of the kit')}
          autoComplete="off"
          data-autofocus
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          disabled={busy}
        />
        {error !== null && <ErrorNotice error={error} />}
        {busy && <Busy>{words}</Busy>}
        <DialogFooter>
          <Button variant="default" onClick={onClose} disabled={busy}>
            {t('Cancel')}
          </Button>
          <Button type="submit" disabled={busy || passphrase === ''}>
            {t('Choose file…')}
          </Button>
        </DialogFooter>
      </form>
    </Modal>
  );
}
