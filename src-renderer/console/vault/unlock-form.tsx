import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../src-shared/texts/translate';
import formClasses from '../../components/form.module.css';
import classes from './vault.module.css';

/** The passphrase of this profile. `wrong` is said until something else is typed. */
export function UnlockForm({
  busy,
  wrong,
  label = t('Open'),
  onSubmit,
}: {
  busy: boolean;
  wrong: boolean;
  label?: string;
  onSubmit: (passphrase: string) => void;
}) {
  const [passphrase, setPassphrase] = useState('');
  const [tried, setTried] = useState<string | null>(null);
  const stillWrong = wrong && (tried === null || tried === passphrase);
  return (
    <form
      className={`${formClasses.fields} ${classes.form}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (passphrase === '') return;
        setTried(passphrase);
        onSubmit(passphrase);
      }}
    >
      <PasswordInput
        label={t('Passphrase')}
        autoComplete="current-password"
        data-autofocus
        value={passphrase}
        error={
          stillWrong ? t('That passphrase does not open this console. Check Caps Lock and the keyboard layout.') : null
        }
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        disabled={busy}
      />
      <Button type="submit" disabled={busy || passphrase === ''}>
        {label}
      </Button>
    </form>
  );
}
