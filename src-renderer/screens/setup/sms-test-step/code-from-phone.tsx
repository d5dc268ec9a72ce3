import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AppErrorData } from '../../../../src-shared/errors';
import classes from './sms-test.module.css';

type CodeFromPhoneProps = {
  /** True when the carrier gives no receipt, so that only the code can prove arrival. */
  needed: boolean;
  busy: boolean;
  error: AppErrorData | null;
  onConfirm: (code: string) => void;
};

const codeLength = 4;

/** The four digits of the test SMS, read from the phone: proof that it arrived. */
export function CodeFromPhone({ needed, busy, error, onConfirm }: CodeFromPhoneProps) {
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const isWhole = code.length === codeLength;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(!isWhole);
    if (isWhole && !busy) onConfirm(code);
  };
  return (
    <form className={classes.code} data-needed={needed || undefined} noValidate onSubmit={submit}>
      <TextInput
        label="Code from the phone"
        description={
          needed
            ? 'The carrier has sent no receipt. The four digits in the message prove that it arrived.'
            : 'Optional: the four digits in the message prove that it arrived.'
        }
        inputMode="numeric"
        autoComplete="off"
        placeholder="0000"
        classNames={{ input: classes.digits ?? '' }}
        value={code}
        error={error !== null ? `${error.message} ${error.fix}` : asked ? 'The code has four digits.' : null}
        onChange={(event) => {
          setAsked(false);
          setCode(event.currentTarget.value.replace(/\D/g, '').slice(0, codeLength));
        }}
      />
      <Button type="submit" variant="default" loading={busy}>
        Confirm code
      </Button>
    </form>
  );
}
