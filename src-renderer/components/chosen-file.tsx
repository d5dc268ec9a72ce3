import { Button } from '@mantine/core';
import { t } from '../../src-shared/texts/translate';
import classes from './chosen-file.module.css';

type ChosenFileProps = {
  /** Its name; null before one is chosen. */
  file: string | null;
  /** The button's words while there is none. */
  label: string;
  onChoose: () => void;
  disabled: boolean;
};

/** Opens the system's dialog for a file, and names what was chosen. */
export function ChosenFile({ file, label, onChoose, disabled }: ChosenFileProps) {
  return (
    <div className={classes.chosen}>
      <Button variant="default" onClick={onChoose} disabled={disabled} data-autofocus>
        {file === null ? label : t('Choose another…')}
      </Button>
      {file !== null && <span className={classes.file}>{file}</span>}
    </div>
  );
}
