import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { SignInOutcome } from '../../../../src-shared/credentials/sign-in';
import { NoticeBox } from '../../../components/notice';
import { BusyButton } from '../busy-button';
import { FocusedError } from '../focused-error';
import classes from '../setup.module.css';
import { outcomeWords } from './outcome-words';
import own from './sign-in.module.css';

type OutcomeNoticeProps = {
  outcome: SignInOutcome;
  accepting: boolean;
  onRetry: () => void;
  /** The other account is meant. */
  onAccept: () => void;
  onPutAway: () => void;
};

/** How a sign-in ended that stored nothing, with the way on. It takes the focus, so that its buttons are the next stop. */
export function OutcomeNotice({ outcome, accepting, onRetry, onAccept, onPutAway }: OutcomeNoticeProps) {
  const box = useRef<HTMLDivElement>(null);
  const words = outcomeWords(outcome);
  useEffect(() => box.current?.focus(), []);
  if (outcome.kind === 'denied' || outcome.kind === 'policy' || outcome.kind === 'failed')
    return <FocusedError error={outcome.error} onRetry={onRetry} retryLabel="Sign in again" />;
  if (words === null) return null;
  const isOther = outcome.kind === 'other-account';
  return (
    <div ref={box} tabIndex={-1} className={classes.error}>
      <NoticeBox
        tone={words.tone}
        title={words.title}
        role={words.tone === 'info' ? 'status' : 'alert'}
        actions={
          <>
            {isOther && (
              <BusyButton size="compact-sm" variant="default" busyLabel="Saving…" busy={accepting} onClick={onAccept}>
                Yes, use {outcome.found}
              </BusyButton>
            )}
            <Button size="compact-sm" variant="default" disabled={accepting} onClick={onRetry}>
              {words.retry}
            </Button>
            {isOther && (
              <Button size="compact-sm" variant="subtle" disabled={accepting} onClick={onPutAway}>
                Keep {outcome.expected}
              </Button>
            )}
          </>
        }
      >
        <p>{words.text}</p>
        {outcome.kind === 'missing-permissions' && (
          <ul className={own.missing}>
            {outcome.missing.map(({ label, tickBox }) => (
              <li key={label}>
                <strong>{label}</strong>: tick “{tickBox}”
              </li>
            ))}
          </ul>
        )}
      </NoticeBox>
    </div>
  );
}
