import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { BusyButton } from '../../components/busy-button';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { NoticeBox } from '../../components/notice';
import { SidText } from '../../components/sid-text';
import { usePlace } from '../../console/vault/place-store';
import classes from './settings-screen.module.css';

type CreateVaultDialogProps = { opened: boolean; onClose: () => void; onJoin: () => void };

const provision = 'voxanne-console --cli vault provision --database-url-file database-url.txt --ca-file ca.pem';
const invite = 'voxanne-console --cli vault invite "NAME" --out vault.invitation';

/** What an administrator of the database does once. The window itself never connects with such rights. */
export function CreateVaultDialog({ opened, onClose, onJoin }: CreateVaultDialogProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const [isStill, setIsStill] = useState(false);
  const lookAgain = async () => {
    setBusy(true);
    setError(null);
    setIsStill(false);
    const answer = await voxanne.vault.lookAgain({});
    setBusy(false);
    if (!usePlace.getState().take(answer)) return setError(answer.ok ? null : answer.error);
    if (answer.ok && answer.value.place === 'shared') onClose();
    else setIsStill(true);
  };
  return (
    <Modal
      opened={opened}
      onClose={() => !busy && onClose()}
      title={t('Create a shared vault')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <div className={classes.dialog}>
        <p>
          {t(
            'It takes an empty database on PostgreSQL 15.14, 16.10, 17.6, 18 or newer. Whoever administers it makes the vault there once, on the command line: this window never connects with such rights.',
          )}
        </p>
        <ol className={classes.steps}>
          <li>
            <p>
              {t(
                'They write how they connect, like postgres://user:password@host:5432/database, into a file that they alone may read, and make the vault with it. Their computer is its first member.',
              )}
            </p>
            <SidText whole value={provision} name={t('Command that makes the vault')} />
          </li>
          <li>
            <p>{t('Then they invite you, send you the file, and say its code by telephone.')}</p>
            <SidText whole value={invite} name={t('Command that invites')} />
          </li>
          <li>
            <p>{t('You open that invitation here.')}</p>
            <Button variant="default" size="compact-md" onClick={onJoin}>
              {t('Join with an invitation')}
            </Button>
          </li>
        </ol>
        <p className={classes.help}>
          {t('Was the first command run on this computer, for this profile? Then nobody has to invite it.')}
        </p>
        {isStill && (
          <NoticeBox tone="info" role="status" title={t('This profile still belongs to no shared vault')}>
            {t('The command has not ended well yet, or was run for another profile.')}
          </NoticeBox>
        )}
        {error !== null && <FocusedError error={error} onRetry={() => void lookAgain()} />}
        <DialogFooter>
          <Button variant="default" onClick={onClose}>
            {t('Close')}
          </Button>
          <BusyButton variant="default" busy={busy} busyLabel={t('Looking…')} onClick={() => void lookAgain()}>
            {t('Look again')}
          </BusyButton>
        </DialogFooter>
      </div>
    </Modal>
  );
}
