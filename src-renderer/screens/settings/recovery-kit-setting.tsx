import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { t } from '../../../src-shared/texts/translate';
import { kitOfMember } from '../../../src-shared/vault/kit-words';
import { voxanne } from '../../bridge';
import { NoticeBox } from '../../components/notice';
import { RelativeTime } from '../../components/relative-time';
import { Said } from '../../components/said';
import { usePlace } from '../../console/vault/place-store';
import { Setting } from './setting';
import classes from './settings-screen.module.css';

type Known = { savedAt: string | null; warning: string | null };

/** @param isSaving the dialog that saves one is open; after it the age is read again */
export function RecoveryKitSetting({ isSaving, onSave }: { isSaving: boolean; onSave: () => void }) {
  const [known, setKnown] = useState<Known | null>(null);
  const isMember = usePlace(({ place }) => place?.place === 'shared');
  useEffect(() => {
    let isHere = true;
    if (!isSaving)
      void voxanne.notices.recoveryKit({}).then((answer) => {
        if (isHere && answer.ok) setKnown(answer.value);
      });
    return () => {
      isHere = false;
    };
  }, [isSaving]);
  return (
    <>
      <Setting
        label={t('Recovery kit')}
        help={t(
          'An encrypted file that opens your clinics on another computer, or here after the keychain was lost. Keep it apart from this computer, and its passphrase apart from it.',
        )}
      >
        <div className={classes.kit}>
          <Button variant="default" onClick={onSave}>
            {t('Save a recovery kit…')}
          </Button>
          {isMember && <p className={classes.help}>{t(kitOfMember)}</p>}
          {known !== null && (
            <p className={classes.help}>
              {known.savedAt === null ? t('None saved yet') : <Saved at={known.savedAt} />}
            </p>
          )}
        </div>
      </Setting>
      {known?.warning != null && (
        <NoticeBox tone="warning" title={known.warning}>
          {t('A new one knows the clinics that came since, and whoever keeps it knows where it is.')}
        </NoticeBox>
      )}
    </>
  );
}

const Saved = ({ at }: { at: string }) => (
  <Said text="Saved <when>then</when>" parts={{ when: () => <RelativeTime at={at} /> }} />
);
