import { Input } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { AppErrorData } from '../../../../src-shared/errors';
import type { TestRun } from '../../../../src-shared/tests/test-run';
import { type Text, t, text } from '../../../../src-shared/texts/translate';
import { voxanne } from '../../../bridge';
import { BusyButton } from '../../../components/busy-button';
import classes from './sms-test.module.css';

type CodeWords = { label: Text; where: Text; why: Text; confirm: Text };

export const codeWords: CodeWords = {
  label: text('Code from the phone'),
  where: text('The four digits in the test SMS'),
  why: text('The carrier has sent no receipt. The four digits in the message prove that it arrived.'),
  confirm: text('Confirm code'),
};
export const leadWords: CodeWords = {
  label: text('Lead number from the phone'),
  where: text('The four digits after “Lead #” in the hot-lead SMS'),
  why: text('The carrier has sent no receipt. The lead’s number in the message proves that it arrived.'),
  confirm: text('Confirm lead number'),
};

type CodeFromPhoneProps = {
  /** The run whose message carries the code. */
  run: Pick<TestRun, 'id' | 'organizationId'>;
  /** The step that sent it. */
  step: string;
  words: CodeWords;
  /** True when the carrier gives no receipt, so that only the code can prove arrival. */
  needed: boolean;
};

const codeLength = 4;

/** The four digits of a message, read from the phone: proof that it arrived. */
export function CodeFromPhone({ run, step, words, needed }: CodeFromPhoneProps) {
  const id = useId();
  const problemId = useId();
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const isWhole = code.length === codeLength;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(!isWhole);
    if (!isWhole || busy) return;
    setBusy(true);
    setError(null);
    // A right code changes the run, which reports itself to the window.
    const { id: runId, organizationId } = run;
    const result = await voxanne.messages.confirmCode({ organizationId, runId, step, code });
    setBusy(false);
    if (!result.ok) setError(result.error);
  };
  const problem = error !== null ? `${error.message} ${error.fix}` : asked ? t('The code has four digits.') : null;
  return (
    <form className={classes.code} data-needed={needed || undefined} noValidate onSubmit={submit}>
      {needed && <p className={classes.codeWhy}>{t(words.why)}</p>}
      <label htmlFor={id} className={classes.codeLabel}>
        {t(words.label)}
      </label>
      <Input
        id={id}
        className={classes.digits ?? ''}
        inputMode="numeric"
        autoComplete="off"
        placeholder="0000"
        title={t(words.where)}
        value={code}
        error={problem !== null}
        // As an attribute of its own: the field would replace it by what its wrapper knows.
        attributes={{ input: { 'aria-describedby': problem === null ? undefined : problemId } }}
        onChange={(event) => {
          setAsked(false);
          setCode(event.currentTarget.value.normalize('NFKC').replace(/\D/g, '').slice(0, codeLength));
        }}
      />
      <BusyButton type="submit" variant="default" busy={busy} busyLabel={t('Confirming…')}>
        {t(words.confirm)}
      </BusyButton>
      <p id={problemId} role="alert" className={classes.codeProblem}>
        {problem}
      </p>
    </form>
  );
}
