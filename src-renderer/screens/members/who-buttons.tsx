import { Button } from '@mantine/core';
import { t } from '../../../src-shared/texts/translate';
import classes from './members.module.css';

type WhoButtonsProps = {
  name: string;
  /** Only with those who have keys: what the others reach is changed once they are back. */
  onChange?: () => void;
  /** Only with members. */
  onInviteAgain?: () => void;
  /** Only with receptionists, whose own program makes other keys. */
  onRenewKeys?: () => void;
  onRemove: () => void;
};

/** What is done with a member or a receptionist. */
export function WhoButtons({ name, onChange, onInviteAgain, onRenewKeys, onRemove }: WhoButtonsProps) {
  return (
    <div className={classes.buttons}>
      {onChange !== undefined && (
        <Button
          variant="default"
          size="compact-md"
          aria-label={t('Change clinics of {name}', { name })}
          onClick={onChange}
        >
          {t('Change clinics')}
        </Button>
      )}
      {onInviteAgain !== undefined && (
        <Button
          variant="default"
          size="compact-md"
          aria-label={t('Invite {name} again', { name })}
          onClick={onInviteAgain}
        >
          {t('Invite again')}
        </Button>
      )}
      {onRenewKeys !== undefined && (
        <Button
          variant="default"
          size="compact-md"
          aria-label={t('Renew keys of {name}', { name })}
          onClick={onRenewKeys}
        >
          {t('Renew keys')}
        </Button>
      )}
      <Button
        variant="default"
        size="compact-md"
        className={classes.danger ?? ''}
        aria-label={t('Remove {name}', { name })}
        onClick={onRemove}
      >
        {t('Remove')}
      </Button>
    </div>
  );
}
