/** Finds out what became of a run that a crash or a power cut ended. Only look-ups: nothing is sent again. */
import { describeProviderError } from '../../src-shared/errors-catalogue';
import { summarise } from '../../src-shared/messaging/report';
import type { DeliveryEvent, SmsTestRun, SmsTestStep, StepOutcome } from '../../src-shared/messaging/sms-test';
import type { TwilioApi, TwilioMessage } from '../providers/twilio/twilio-api';
import type { MessageRecord, OrganizationScope } from '../storage/repositories';
import { isFinal, outcomeUnknown, verdictOf } from './delivery-verdict';
import { findLostMessage } from './reconcile';
import { checksOfRun } from './run-proofs';
import { repositoryJournal } from './sms-journal';

export type RecoverDeps = { scope: OrganizationScope; run: SmsTestRun; api: TwilioApi; now: () => Date; signal: AbortSignal };

type Ending = { outcome: StepOutcome; detail: string; sid?: string | null; error?: SmsTestStep['error']; delivery?: DeliveryEvent[] };

const isOpen = (step: SmsTestStep) => step.state === 'waiting' || step.state === 'running';
const interrupted = 'The console ended while this ran. ';

/** Twilio's newest word on a message; what is recorded when Twilio can't be asked. */
async function latestOf(
  api: TwilioApi,
  record: MessageRecord & { sid: string },
  signal: AbortSignal,
): Promise<Pick<TwilioMessage, 'status' | 'errorCode' | 'errorMessage'>> {
  const known = { status: record.status, errorCode: record.providerCode, errorMessage: null };
  if (isFinal(record.status)) return known;
  return api.fetchMessage(record.sid, signal).then(
    (message) => (message.status === null ? known : message),
    () => known,
  );
}

/**
 * Gives every step of an interrupted run its ending, and closes the run.
 * @returns the run as it is now; null when a message is still in doubt because Twilio could not be asked: the run stays open for the next start
 */
export async function recoverRun({ scope, run, api, now, signal }: RecoverDeps): Promise<SmsTestRun | null> {
  const messages = await scope.smsTests.messages(run.id);
  const journal = repositoryJournal(scope.smsTests, run.id);
  const elapsed = (record: MessageRecord) => Math.max(0, now().getTime() - Date.parse(record.intendedAt));
  const event = (record: MessageRecord, status: string): DeliveryEvent => ({ status, at: now().toISOString(), elapsedMs: elapsed(record) });
  let inDoubt = false;

  const accepted = async (record: MessageRecord & { sid: string }, note: string): Promise<Ending> => {
    const latest = await latestOf(api, record, signal);
    const isNews = latest.status !== null && latest.status !== record.delivery.at(-1)?.status;
    const delivery = isNews ? [...record.delivery, event(record, latest.status ?? 'unknown')] : record.delivery;
    await journal.update(record.id, { state: 'accepted', sid: record.sid, status: latest.status, providerCode: latest.errorCode, delivery });
    // When it arrived is not known, only that it has: the time until now would be a lie.
    const verdict = verdictOf(latest, elapsed(record), isFinal(latest.status) ? 'final' : 'stopped');
    const detail = verdict.outcome === 'passed' ? 'Delivered; when exactly was not seen.' : verdict.detail;
    return { outcome: verdict.outcome, detail: note + detail, error: verdict.error, sid: record.sid, delivery };
  };

  const lost = async (record: MessageRecord): Promise<Ending> => {
    const found = await findLostMessage(
      api,
      { from: record.from, to: record.to, body: record.body, intendedAt: new Date(record.intendedAt), accounted: () => journal.accountedSids() },
      signal,
      [0],
    );
    if (found.message !== null) return accepted({ ...record, sid: found.message.sid }, `${interrupted}Its message was found at Twilio. `);
    if (found.looked === 'unreachable') inDoubt = true;
    await journal.update(record.id, { state: 'unknown' });
    const error = outcomeUnknown('The console ended before Twilio’s answer came.', found.looked === 'unreachable' ? 'unreachable' : 'not-listed');
    return {
      outcome: 'unconfirmed',
      detail: error.message,
      error,
      sid: null,
      delivery: [...record.delivery.filter(({ status }) => status !== 'unknown'), event(record, 'unknown')],
    };
  };

  const endingOf = async (record: MessageRecord | undefined): Promise<Ending> => {
    if (record === undefined) return { outcome: 'skipped', detail: 'The console ended before this was done.' };
    if (record.state === 'not-sent') return { outcome: 'skipped', detail: `${interrupted}It was not sent.` };
    if (record.state === 'refused') {
      const error = describeProviderError('twilio', record.providerCode);
      return { outcome: 'failed', detail: error.message, error };
    }
    return record.sid === null ? lost(record) : accepted({ ...record, sid: record.sid }, interrupted);
  };

  const steps: SmsTestStep[] = [];
  for (const step of run.steps) {
    const record = messages.find((message) => message.step === step.id);
    const isUnsettled = isOpen(step) || (step.state === 'unconfirmed' && record?.state === 'unknown');
    if (!isUnsettled) {
      steps.push(step);
      continue;
    }
    const { outcome, ...ending } = await endingOf(record);
    const ended: SmsTestStep = { ...step, ...ending, state: outcome };
    steps.push(ended);
    await scope.smsTests.updateStep(run.id, ended);
  }
  if (inDoubt) return null;

  const closed = await scope.smsTests.finish(run.id, 'interrupted', now().toISOString(), {
    action: 'sms-test.interrupted',
    outcome: 'failed',
    detail: `SMS test to ${run.to} was interrupted: ${summarise(steps)}`,
    simulated: run.simulated,
  });
  const checks = checksOfRun(closed, now().toISOString());
  if (checks.length > 0) await scope.readiness.record(checks, null);
  return closed;
}
