import { Button, PasswordInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { t } from '../../../src-shared/texts/translate';
import { passphraseLimits } from '../../../src-shared/vault/passphrase-limits';
import { strengthWords } from '../../../src-shared/vault/passphrase-strength';
import { DialogFooter } from '../../components/dialog-footer';
import formClasses from '../../components/form.module.css';
import { usePassphraseStrength } from './use-passphrase-strength';
import classes from './vault.module.css';
import { passphraseProblem } from './vault-words';

type NewPassphraseFormProps = {
  submitLabel: string;
  busy: boolean;
  primary?: boolean;
  onSubmit: (passphrase: string) => void;
  /** Of the dialog that the form is in. */
  onCancel?: () => void;
};

/** A new passphrase, typed twice. Enter submits; what is wrong is said beside its field. */
export function NewPassphraseForm({ submitLabel, busy, primary = true, onSubmit, onCancel }: NewPassphraseFormProps) {
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [tried, setTried] = useState(false);
  const strength = usePassphraseStrength(passphrase);
  const problem = tried ? passphraseProblem(passphrase, repeated, strength) : null;
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    // Its strength is not known here yet: the main process decides.
    if (passphraseProblem(passphrase, repeated, strength) === null) onSubmit(passphrase);
  };
  const isLongEnough = passphrase.length >= passphraseLimits.shortest;
  const submit = (
    <Button type="submit" variant={primary ? 'filled' : 'default'} disabled={busy}>
      {submitLabel}
    </Button>
  );
  return (
    <form
      className={`${formClasses.fields} ${classes.form}`}
      {...(onCancel === undefined ? {} : { style: { maxWidth: 'none' } })}
      onSubmit={send}
      noValidate
    >
      <PasswordInput
        label={t('Passphrase')}
        data-autofocus
        description={
          <span role="status" className={classes.strength}>
            {isLongEnough && strength !== null ? strengthWords(strength) : t('At least 10 characters.')}
          </span>
        }
        autoComplete="new-password"
        value={passphrase}
        error={problem?.field === 'passphrase' ? problem.problem : null}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        disabled={busy}
      />
      <PasswordInput
        label={t('Repeat passphrase')}
        autoComplete="new-password"
        value={repeated}
        error={problem?.field === 'repeated' ? problem.problem : null}
        onChange={(event) => setRepeated(event.currentTarget.value)}
        disabled={busy}
      />
      {onCancel === undefined ? (
        submit
      ) : (
        <DialogFooter>
          <Button variant="default" disabled={busy} onClick={onCancel}>
            {t('Cancel')}
          </Button>
          {submit}
        </DialogFooter>
      )}
    </form>
  );
}
