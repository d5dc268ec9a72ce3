import { Input } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { AppErrorData } from '../../../../src-shared/errors';
import { BusyButton } from '../busy-button';
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
  const id = useId();
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
      <Input.Wrapper
        id={id}
        label="Code from the phone"
        description={
          needed
            ? 'The carrier has sent no receipt. The four digits in the message prove that it arrived.'
            : 'Optional: the four digits in the message prove that it arrived.'
        }
        error={error !== null ? `${error.message} ${error.fix}` : asked ? 'The code has four digits.' : null}
      >
        <div className={classes.codeRow}>
          <Input
            id={id}
            inputMode="numeric"
            autoComplete="off"
            placeholder="0000"
            className={classes.digits ?? ''}
            value={code}
            onChange={(event) => {
              setAsked(false);
              setCode(event.currentTarget.value.replace(/\D/g, '').slice(0, codeLength));
            }}
          />
          <BusyButton type="submit" variant="default" busyLabel="Confirming…" busy={busy}>
            Confirm code
          </BusyButton>
        </div>
      </Input.Wrapper>
    </form>
  );
}
