import { Button, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { type Text, t, text } from '../../../src-shared/texts/translate';
import { megabytes } from '../../../src-shared/updates/update-words';
import type { PutAside } from '../../../src-shared/vault/rescue';
import { voxanne } from '../../bridge';
import { BusyButton } from '../../components/busy-button';
import { Card } from '../../components/card';
import { DialogFooter } from '../../components/dialog-footer';
import { ErrorNotice } from '../../components/error-notice';
import { exactTime } from '../../components/time-words';
import { Setting } from './setting';
import classes from './settings-screen.module.css';

const kinds: Record<PutAside['kind'], Text> = {
  kept: text('Database before a restore'),
  damaged: text('Damaged database'),
  backups: text('Backups of a lost database'),
};

/** Databases that restores and rescues kept, until a person deletes them. Nothing where there are none. */
export function PutAsideCard() {
  const [files, setFiles] = useState<PutAside[]>([]);
  const [error, setError] = useState<AppErrorData | null>(null);
  const [asked, setAsked] = useState<PutAside | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let isHere = true;
    void voxanne.rescue.putAside({}).then((answer) => {
      if (!isHere) return;
      if (answer.ok) setFiles(answer.value.files);
      else setError(answer.error);
    });
    return () => {
      isHere = false;
    };
  }, []);

  const remove = async ({ name }: PutAside) => {
    setBusy(true);
    const answer = await voxanne.rescue.deletePutAside({ name });
    setBusy(false);
    setAsked(null);
    if (answer.ok) setFiles(answer.value.files);
    setError(answer.ok ? null : answer.error);
  };

  if (files.length === 0 && error === null) return null;
  return (
    <Card title={t('Kept files')}>
      {error !== null && <ErrorNotice error={error} />}
      <p className={classes.help}>
        {t(
          'A restore keeps what was there before. Credentials that you remove or replace are removed from these files too, as far as they can be read. Delete what nobody needs any more.',
        )}
      </p>
      {files.map((file) => (
        <Setting
          key={file.name}
          label={`${t(kinds[file.kind])}, ${exactTime(Date.parse(file.at))}`}
          help={`${file.place} (${megabytes(file.bytes)})`}
        >
          <Button
            variant="default"
            aria-label={t('Delete {name}…', { name: file.name })}
            onClick={() => setAsked(file)}
          >
            {t('Delete…')}
          </Button>
        </Setting>
      ))}
      <Modal
        opened={asked !== null}
        onClose={() => !busy && setAsked(null)}
        title={t('Delete this file for good?')}
        closeButtonProps={{ 'aria-label': t('Close') }}
      >
        {asked !== null && (
          <div className={classes.dialog}>
            <p>{t('What can be read only from it is gone then. The console itself does not need it.')}</p>
            <p className={classes.place}>{asked.place}</p>
            <DialogFooter>
              <Button variant="default" onClick={() => setAsked(null)} data-autofocus>
                {t('Cancel')}
              </Button>
              <BusyButton color="red" busy={busy} busyLabel={t('Deleting…')} onClick={() => void remove(asked)}>
                {t('Delete for good')}
              </BusyButton>
            </DialogFooter>
          </div>
        )}
      </Modal>
    </Card>
  );
}
