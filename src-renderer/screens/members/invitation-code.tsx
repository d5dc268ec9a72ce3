import { Button } from '@mantine/core';
import { t } from '../../../src-shared/texts/translate';
import { DialogFooter } from '../../components/dialog-footer';
import { NoticeBox } from '../../components/notice';
import classes from './members.module.css';

type InvitationCodeProps = { name: string; file: string; code: string; onClose: () => void };

/** Where an invitation lies, and its code: to be spoken, and kept nowhere. */
export function InvitationCode({ name, file, code, onClose }: InvitationCodeProps) {
  return (
    <div className={classes.dialog}>
      <p>{t('Send this file to {name}:', { name })}</p>
      <p className={classes.place}>{file}</p>
      <p>{t('Say this code by telephone. It opens the file, and is shown only now:')}</p>
      <p className={classes.code} lang="en">
        {code}
      </p>
      <NoticeBox tone="info" title={t('Don’t send the code with the file')}>
        {t('When they have joined, they read six words to you. Then press Admit.')}
      </NoticeBox>
      <DialogFooter>
        <Button onClick={onClose} data-autofocus>
          {t('I have said it')}
        </Button>
      </DialogFooter>
    </div>
  );
}
