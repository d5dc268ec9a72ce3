import { useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import type { TestRun, TestStep } from '../../../src-shared/tests/test-run';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { BusyButton } from '../busy-button';
import { FocusedError } from '../focused-error';
import classes from './tests.module.css';

type LookUpDeliveryProps = { run: Pick<TestRun, 'id' | 'organizationId'>; step: TestStep; label: string };

/** True for a message that may have arrived since it was looked at last. */
export const canBeLookedUp = (run: Pick<TestRun, 'state'>, step: TestStep): boolean =>
  run.state !== 'running' && step.state === 'unconfirmed' && step.delivery.length > 0;

/** Asks the provider again what became of a message. It sends nothing; a change reports itself to the window. */
export function LookUpDelivery({ run, step, label }: LookUpDeliveryProps) {
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const lookUp = async () => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const { id: runId, organizationId } = run;
    const answer = await voxanne.messages.lookUpDelivery({ organizationId, runId, step: step.id });
    setBusy(false);
    setAsked(answer.ok);
    if (!answer.ok) setError(answer.error);
  };
  return (
    <>
      <div className={classes.lookUp}>
        <BusyButton
          variant="default"
          size="compact-sm"
          aria-label={t('Look up delivery: {label}', { label })}
          busy={busy}
          busyLabel={t('Looking it up…')}
          onClick={() => void lookUp()}
        >
          {t('Look up delivery')}
        </BusyButton>
        <span role="status" className={classes.quiet}>
          {asked && !busy && t('Looked up just now: still without a receipt. Nothing was sent.')}
        </span>
      </div>
      {error !== null && <FocusedError error={error} onRetry={() => void lookUp()} />}
    </>
  );
}
