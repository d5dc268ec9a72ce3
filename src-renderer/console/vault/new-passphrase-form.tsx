import { Button, PasswordInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import formClasses from '../../components/form.module.css';
import classes from './vault.module.css';
import { passphraseProblem } from './vault-words';

type NewPassphraseFormProps = {
  submitLabel: string;
  busy: boolean;
  primary?: boolean;
  onSubmit: (passphrase: string) => void;
};

/** A new passphrase, typed twice. Enter submits; what is wrong is said beside its field. */
export function NewPassphraseForm({ submitLabel, busy, primary = true, onSubmit }: NewPassphraseFormProps) {
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [tried, setTried] = useState(false);
  const problem = tried ? passphraseProblem(passphrase, repeated) : null;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (passphraseProblem(passphrase, repeated) === null) onSubmit(passphrase);
  };
  return (
    <form className={`${formClasses.fields} ${classes.form}`} onSubmit={submit} noValidate>
      <PasswordInput
        label="Passphrase"
        data-autofocus
        description="At least 10 characters."
        autoComplete="new-password"
        value={passphrase}
        error={problem?.field === 'passphrase' ? problem.problem : null}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        disabled={busy}
      />
      <PasswordInput
        label="Repeat passphrase"
        autoComplete="new-password"
        value={repeated}
        error={problem?.field === 'repeated' ? problem.problem : null}
        onChange={(event) => setRepeated(event.currentTarget.value)}
        disabled={busy}
      />
      <Button type="submit" variant={primary ? 'filled' : 'default'} disabled={busy}>
        {submitLabel}
      </Button>
    </form>
  );
}
