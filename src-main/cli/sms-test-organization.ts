/** The SMS test of a clinic with its stored credentials; recorded in its history like one from the window. */

import { messageProvider } from '../../src-shared/providers/message-provider';
import { testRunSchema } from '../../src-shared/tests/test-run';
import { t } from '../../src-shared/texts/translate';
import type { Workspace } from '../compose';
import type { Publish } from '../events';
import type { CommandContext } from './command';
import { withWorkspace } from './open-workspace';
import { sends } from './sms-steps';
import { recipientOf } from './sms-test-numbers';
import type { SmsTestOptions } from './sms-test-options';
import type { SmsTestOutcome, SmsTestProgress } from './sms-test-outcome';
import { usageError } from './terminal';

/** @throws AppError `organization.*`, `credentials.*`, `phone-number.*`, `vault.*` before anything was sent */
export function smsTestOfOrganization(
  idOrName: string,
  options: SmsTestOptions,
  context: CommandContext,
  progress: SmsTestProgress,
): Promise<SmsTestOutcome> {
  const { env, signal, terminal } = context;
  const publish: Publish = (event, payload) => {
    // Only this run's steps; results of earlier runs are in the history.
    if (event !== 'test.progress') return;
    const run = testRunSchema.parse(payload);
    if (run.id === runId) for (const step of run.steps) progress.step(step);
  };
  let runId: string | null = null;
  const work = async (workspace: Workspace): Promise<SmsTestOutcome> => {
    const { organizations } = workspace.services();
    const { tests, messages } = await workspace.connections();
    const provider = messageProvider.id;
    const { simulated } = workspace.endpoints[provider];
    const { id, country } = await organizations.find(idOrName);
    // What lies in the environment is read only where a text would go to it; a variable may be set and empty.
    const fromEnv = sends(options.only) ? env.TEST_PHONE_NUMBER?.trim() : undefined;
    const written = options.to ?? (fromEnv || null);
    if (written === null && sends(options.only))
      throw usageError(
        t('There is no recipient for the test messages.'),
        t('Give --to +E164, or set TEST_PHONE_NUMBER.'),
      );
    const isFromEnv = options.to === null;
    const name = isFromEnv ? 'TEST_PHONE_NUMBER' : '--to';
    const recipient =
      written === null
        ? null
        : recipientOf({ name, value: written }, country, isFromEnv && sends(options.only), terminal.say);
    if (options.dryRun || recipient === null || !sends(options.only)) {
      const { result, from, to, texts } = await messages.rehearse(provider, id, recipient, options.only, signal);
      const head = { from, to, simulated };
      progress.begin(head);
      return { head, steps: result.steps, stopped: result.stopped, isRehearsal: result.isRehearsal, texts };
    }
    // Follows up interrupted tests here, since on a server no window does.
    await tests.recover(id);
    const { only, deliveryTimeoutMs } = options;
    const run = await tests.start(id, provider, { to: recipient, only, deliveryTimeoutMs });
    runId = run.id;
    progress.begin({ from: run.subject, to: run.recipient, simulated });
    const stop = () => tests.stop(id, provider, run.id);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const ended = await tests.waitFor(id, provider, run.id).finally(() => signal.removeEventListener('abort', stop));
    return {
      head: { from: ended.subject, to: ended.recipient, simulated },
      steps: ended.steps,
      stopped: ended.state === 'stopped',
      // They are not stored: the provider lets them look nothing up.
      isRehearsal: false,
      texts: null,
    };
  };
  return withWorkspace(context, true, work, { publish });
}
