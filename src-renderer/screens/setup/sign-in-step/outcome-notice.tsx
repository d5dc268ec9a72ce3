import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { SignInOutcome } from '../../../../src-shared/credentials/sign-in';
import type { PageErrorDescriptor } from '../../../../src-shared/providers/descriptor';
import { t } from '../../../../src-shared/texts/translate';
import { BusyButton } from '../../../components/busy-button';
import { FocusedError } from '../../../components/focused-error';
import { NoticeBox } from '../../../components/notice';
import { Said } from '../../../components/said';
import classes from '../setup.module.css';
import { outcomeWords, repairLabel } from './outcome-words';
import own from './sign-in.module.css';

type OutcomeNoticeProps = {
  outcome: SignInOutcome;
  /** What the provider calls a client: `OAuth client`. */
  clientName: string;
  accepting: boolean;
  /** What the browser showed, where the page itself refused. */
  pageError: PageErrorDescriptor | null;
  /** The fix was begun already: the notice only explains. */
  isRepairing: boolean;
  onRetry: () => void;
  /** Goes to the fix of a refusal. */
  onRepair: (repair: PageErrorDescriptor['repair']) => void;
  /** Confirms the other account. */
  onAccept: () => void;
  onPutAway: () => void;
};

/**
 * How a sign-in ended that stored nothing, with the way on. It takes the focus, so that its buttons are the next stop.
 */
export function OutcomeNotice({
  outcome,
  clientName,
  accepting,
  pageError,
  isRepairing,
  onRetry,
  onRepair,
  onAccept,
  onPutAway,
}: OutcomeNoticeProps) {
  const box = useRef<HTMLDivElement>(null);
  const words = outcomeWords(outcome);
  useEffect(() => box.current?.focus(), []);
  if (outcome.kind === 'denied' || outcome.kind === 'policy' || outcome.kind === 'failed')
    return <FocusedError error={outcome.error} onRetry={onRetry} retryLabel={t('Sign in again')} />;
  if (outcome.kind === 'blocked') {
    const label = pageError === null || isRepairing ? null : repairLabel(pageError.repair, clientName);
    return (
      <FocusedError
        error={outcome.error}
        note={
          pageError === null
            ? t('The sign-in was ended here. Nothing was stored, and the page there has no effect any more.')
            : t(
                'The sign-in was ended here: the browser showed “{printed}”. Nothing was stored, and the page there has no effect any more.',
                { printed: pageError.printed },
              )
        }
        {...(isRepairing ? {} : { onRetry, retryLabel: t('Sign in again') })}
        {...(label === null || pageError === null
          ? {}
          : {
              action: (
                <Button size="compact-sm" variant="default" onClick={() => onRepair(pageError.repair)}>
                  {label}
                </Button>
              ),
            })}
      />
    );
  }
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
              <BusyButton
                size="compact-sm"
                variant="default"
                busyLabel={t('Saving…')}
                busy={accepting}
                onClick={onAccept}
              >
                {t('Yes, use {found}', { found: outcome.found })}
              </BusyButton>
            )}
            <Button size="compact-sm" variant="default" disabled={accepting} onClick={onRetry}>
              {words.retry}
            </Button>
            {isOther && (
              <Button size="compact-sm" variant="default" disabled={accepting} onClick={onPutAway}>
                {t('Keep {expected}', { expected: outcome.expected })}
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
                <Said
                  text="<permission>{label}</permission>: tick “{tickBox}”"
                  values={{ label, tickBox }}
                  parts={{ permission: (words) => <strong>{words}</strong> }}
                />
              </li>
            ))}
          </ul>
        )}
      </NoticeBox>
    </div>
  );
}
