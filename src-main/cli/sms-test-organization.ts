/** The SMS test of a clinic with its stored credentials; recorded in its history like one from the window. */
import { smsTestRunSchema } from '../../src-shared/messaging/sms-test';
import type { Workspace } from '../compose';
import type { Publish } from '../events';
import type { CommandContext } from './command';
import { withWorkspace } from './open-workspace';
import type { SmsTestOutcome, SmsTestProgress } from './sms-test';
import { type SmsTestOptions, sends } from './sms-test-options';
import { usageError } from './terminal';

/** @throws AppError `organization.*`, `credentials.*`, `phone-number.*`, `vault.*` before anything was sent */
export function smsTestOfOrganization(
  idOrName: string,
  options: SmsTestOptions,
  context: CommandContext,
  progress: SmsTestProgress,
): Promise<SmsTestOutcome> {
  const { env, signal } = context;
  const publish: Publish = (event, payload) => {
    // The run's own steps only: what is found out about earlier ones is in the history.
    if (event !== 'smsTest.progress') return;
    const run = smsTestRunSchema.parse(payload);
    if (run.id === runId) for (const step of run.steps) progress.step(step);
  };
  let runId: string | null = null;
  const work = async (workspace: Workspace): Promise<SmsTestOutcome> => {
    const { organizations } = workspace.services();
    const { smsTests } = await workspace.connections();
    const { simulated } = workspace.endpoints.twilio;
    const { id } = await organizations.find(idOrName);
    const recipient = options.to ?? env.TEST_PHONE_NUMBER ?? null;
    if (recipient === null && sends(options.only))
      throw usageError('There is no recipient for the test messages.', 'Give --to +E164, or set TEST_PHONE_NUMBER.');
    if (options.dryRun || recipient === null || !sends(options.only)) {
      const { result, from, to, messages } = await smsTests.rehearse(id, recipient, options.only, signal);
      const head = { from, to, simulated };
      progress.begin(head);
      return { head, steps: result.steps, stopped: result.stopped, messages };
    }
    // Where no window ever opens, this is the start at which earlier tests that were cut off are looked after.
    await smsTests.recoverInterrupted(id);
    const run = await smsTests.start(id, recipient, options.only, options.deliveryTimeoutMs);
    runId = run.id;
    progress.begin({ from: run.from, to: run.to, simulated });
    const stop = () => void smsTests.stop(id, run.id);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const ended = await smsTests.waitFor(id, run.id).finally(() => signal.removeEventListener('abort', stop));
    return {
      head: { from: ended.from, to: ended.to, simulated },
      steps: ended.steps,
      stopped: ended.state === 'stopped',
      messages: null,
    };
  };
  return withWorkspace(context, true, work, publish);
}
