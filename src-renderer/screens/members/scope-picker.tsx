import { SegmentedControl } from '@mantine/core';
import { t } from '../../../src-shared/texts/translate';
import { ClinicsPicker } from './clinics-picker';
import classes from './members.module.css';

/** Whether a member reaches all clinics, or which. */
export function ScopePicker(props: {
  isAll: boolean;
  onAll: (isAll: boolean) => void;
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
  disabled: boolean;
}) {
  const { isAll, onAll, picked, onPick, disabled } = props;
  return (
    <>
      <SegmentedControl
        aria-label={t('Clinics')}
        value={isAll ? 'all' : 'some'}
        disabled={disabled}
        onChange={(value) => onAll(value === 'all')}
        data={[
          { value: 'all', label: t('All clinics') },
          { value: 'some', label: t('Only some') },
        ]}
      />
      {isAll ? (
        <p className={classes.about}>
          {t('Also those that are added later. They may invite, admit and remove others.')}
        </p>
      ) : (
        <ClinicsPicker picked={picked} onPick={onPick} disabled={disabled} />
      )}
    </>
  );
}
