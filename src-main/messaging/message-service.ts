/**
 * Services of the SMS test beside the engine of tests: a clinic's texts, its recipients, and the code from the phone.
 */

import { e164Pattern } from '../../src-shared/e164';
import { defaultDrafts, type MessageDrafts } from '../../src-shared/messaging/drafts';
import type { ProviderId } from '../../src-shared/primitives';
import { providerDescriptors } from '../../src-shared/providers';
import type { TestRun } from '../../src-shared/tests/test-run';
import type { Publish } from '../events';
import type { Platform } from '../platform';
import type { Storage } from '../storage/repositories';
import { testRunUnknown } from '../storage/storage-errors';
import { notOffered } from '../tests/test-errors';
import type { TestService } from '../tests/test-service';
import { confirmEndedRun, messageOfCode } from './confirm-code';
import type { MessageTest } from './message-test';

export type MessageService = ReturnType<typeof createMessageService>;

export type MessageServiceDeps = {
  storage: Storage;
  tests: Pick<TestService, 'asShown' | 'adopt'>;
  /** One for each provider that text messages are sent through. */
  messageTests: ReadonlyMap<ProviderId, MessageTest>;
  platform: Platform;
  publish: Publish;
};

/** `verified`: the only numbers that a trial account reaches; null when they can't be told. */
export type Recipients = { recent: string[]; verified: { number: string; label: string }[] | null; trial: boolean };

export function createMessageService({ storage, tests, messageTests, platform, publish }: MessageServiceDeps) {
  const closing = new AbortController();
  const testOf = (provider: ProviderId): MessageTest => {
    const test = messageTests.get(provider);
    if (!test) throw notOffered(providerDescriptors[provider]);
    return test;
  };

  /** What was learned of a step, for the window and for a run that still goes on. */
  function tell(run: TestRun, stepId: string): void {
    for (const step of run.steps) if (step.id === stepId) tests.adopt(run, step);
    publish('test.progress', run);
    publish('organizations.changed', { organizationId: run.organizationId });
  }

  return {
    /**
     * The look-ups of a test and its texts, without sending or recording anything.
     * @throws AppError as the test itself would
     */
    rehearse: (provider: ProviderId, ...request: Parameters<MessageTest['rehearse']>) =>
      testOf(provider).rehearse(...request),

    /** Suggested recipients. If the provider does not answer, the recent ones remain. */
    async recipients(organizationId: string, provider: ProviderId): Promise<Recipients> {
      const scope = storage.forOrganization(organizationId);
      const recent = await scope.tests.recentRecipients(provider, 5);
      try {
        const { account } = await testOf(provider).connect(scope);
        const { limited, verified } = await account.recipients(closing.signal);
        return { recent, verified: verified?.filter(({ number }) => e164Pattern.test(number)) ?? null, trial: limited };
      } catch {
        return { recent, verified: null, trial: false };
      }
    },

    drafts: async (organizationId: string): Promise<MessageDrafts> =>
      (await storage.forOrganization(organizationId).drafts()) ?? defaultDrafts,

    async saveDrafts(organizationId: string, drafts: MessageDrafts): Promise<MessageDrafts> {
      await storage.forOrganization(organizationId).saveDrafts(drafts);
      return drafts;
    },

    /**
     * The four digits read from the phone. Proves arrival, also while the run is still waiting for a receipt.
     * @throws AppError `test.unknown`, `sms-test.no-code`, `sms-test.wrong-code`; nothing changes then
     */
    async confirmCode(organizationId: string, runId: string, step: string, typed: string): Promise<TestRun> {
      const scope = storage.forOrganization(organizationId);
      const run = await scope.tests.get(runId);
      if (run === null) throw testRunUnknown();
      const message = await messageOfCode(scope, runId, step, typed);
      const shown = tests.asShown(run);
      const test = testOf(run.provider);
      const isFollowed = shown.steps.some(({ id, state }) => id === message.step && state === 'running');
      if (isFollowed && test.confirm(runId, step)) return shown;
      // The other message may still be on its way: the run then continues with this result.
      const confirmed = await confirmEndedRun(scope, test.channel, shown, message, platform.now());
      tell(confirmed, message.step);
      return confirmed;
    },

    /**
     * Asks the provider again what became of a message that was left unconfirmed. Reads only: nothing is sent.
     * @throws AppError `test.unknown`, `credentials.*`, or why the provider could not be asked
     */
    async lookUpDelivery(organizationId: string, runId: string, step: string): Promise<TestRun> {
      const scope = storage.forOrganization(organizationId);
      const run = await scope.tests.get(runId);
      if (run === null) throw testRunUnknown();
      const shown = tests.asShown(run);
      if (shown.steps.every(({ id, state }) => id !== step || state !== 'unconfirmed')) return shown;
      const found = await testOf(run.provider).lookUp(scope, shown, step, closing.signal);
      tell(found, step);
      return found;
    },

    /** Aborts running requests. */
    close: () => closing.abort(),
  };
}
