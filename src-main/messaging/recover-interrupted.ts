/** Finds out the outcome of a run that a crash or a power cut interrupted. Only look-ups: nothing is sent again. */

import type { TestDescriptor } from '../../src-shared/providers/descriptor';
import { hasEnded, type TestRun, type TestStep } from '../../src-shared/tests/test-run';
import { t } from '../../src-shared/texts/translate';
import type { MessageAccount } from '../providers/message-channel';
import type { MessageRecord, OrganizationScope } from '../storage/repositories';
import { endNote } from '../tests/live-run';
import { createMessageEndings, type MessageEnding } from './message-ending';
import { checksOfRun } from './run-checks';

export type RecoverDeps = {
  scope: OrganizationScope;
  test: TestDescriptor;
  run: TestRun;
  account: MessageAccount;
  now: () => Date;
  signal: AbortSignal;
  /** See {@link createMessageEndings}. */
  absenceProvesAfterMs: number | null;
  /** False when the clinic uses another number now: the run then proves nothing about it. */
  isCurrentNumber: boolean;
};

const interrupted = () => `${t('The console ended while this ran.')} `;

/**
 * Determines the outcome of each step of an interrupted run, and closes the run.
 * @returns the updated run; null when the provider could not be reached: the run then stays open for the next start
 */
export async function recoverRun({ run, test, ...deps }: RecoverDeps): Promise<TestRun | null> {
  const { scope, now, account } = deps;
  const { channel } = account;
  const messages = await scope.messages.ofRun(run.id);
  const { endAccepted, endLost } = createMessageEndings({ ...deps, runId: run.id });
  let inDoubt = false;

  const endingOf = async (record: MessageRecord | undefined): Promise<MessageEnding> => {
    if (record === undefined) return { outcome: 'skipped', detail: t('The console ended before this was done.') };
    if (record.state === 'not-sent') return { outcome: 'skipped', detail: `${interrupted()}${t('It was not sent.')}` };
    if (record.state === 'refused') {
      const error = channel.refusal(record.providerCode);
      return { outcome: 'failed', detail: error.message, error };
    }
    if (record.sid !== null) return endAccepted({ ...record, sid: record.sid }, interrupted());
    const { looked, ...ending } = await endLost(
      record,
      interrupted(),
      t('The console ended before {company}’s answer came.', { company: channel.company }),
    );
    if (looked === 'unreachable') inDoubt = true;
    return ending;
  };

  const steps: TestStep[] = [];
  for (const step of run.steps) {
    const record = messages.find((message) => message.step === step.id);
    const isOpen = !hasEnded(step) || (step.state === 'unconfirmed' && record?.state === 'unknown');
    if (!isOpen) {
      steps.push(step);
      continue;
    }
    const { outcome, ...ending } = await endingOf(record);
    const ended: TestStep = { ...step, ...ending, state: outcome };
    steps.push(ended);
    await scope.tests.updateStep(run.id, ended);
  }
  if (inDoubt) return null;

  const note = endNote(test, { ...run, steps, state: 'interrupted' });
  const closed = await scope.tests.finish(run.id, 'interrupted', now().toISOString(), note);
  const checks = deps.isCurrentNumber ? checksOfRun(channel, closed, now()) : [];
  if (checks.length > 0) await scope.readiness.record(checks, null);
  return closed;
}
