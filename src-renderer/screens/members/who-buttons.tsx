import { Button } from '@mantine/core';
import { t } from '../../../src-shared/texts/translate';
import classes from './members.module.css';

/** What is done with a member or a receptionist. */
export function WhoButtons(props: { name: string; onChange: () => void; onRemove: () => void }) {
  const { name, onChange, onRemove } = props;
  return (
    <div className={classes.buttons}>
      <Button
        variant="default"
        size="compact-md"
        aria-label={t('Change clinics of {name}', { name })}
        onClick={onChange}
      >
        {t('Change clinics')}
      </Button>
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
