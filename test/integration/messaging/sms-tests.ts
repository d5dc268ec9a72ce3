/**
 * SMS tests of clinics as tests speak of them: one provider, its recipient and its steps. The services are the
 * program's own.
 */
import { createTests, type TestsDeps } from '../../../src-main/messaging/create-tests';
import type { TwilioApiFactory } from '../../../src-main/providers/twilio/twilio-api';
import { createTwilioProvider } from '../../../src-main/providers/twilio/twilio-provider';

const provider = 'twilio';

export type SmsTests = ReturnType<typeof createSmsTests>;

export function createSmsTests({
  createApi,
  ...deps
}: Omit<TestsDeps, 'providers' | 'foundInUse'> & { createApi: TwilioApiFactory }) {
  const { tests, messages } = createTests({
    ...deps,
    providers: { [provider]: createTwilioProvider(createApi) },
    foundInUse: async () => undefined,
  });
  return {
    start: (organizationId: string, to: string, only: readonly string[] | null, deliveryTimeoutMs?: number) =>
      tests.start(organizationId, provider, { to, only, deliveryTimeoutMs }),
    stop: async (organizationId: string, runId: string) => tests.stop(organizationId, provider, runId),
    waitFor: (organizationId: string, runId: string) => tests.waitFor(organizationId, provider, runId),
    history: (organizationId: string, limit: number) => tests.history(organizationId, provider, limit),
    recoverInterrupted: tests.recover,
    rehearse: (organizationId: string, to: string | null, only: readonly string[] | null, signal: AbortSignal) =>
      messages.rehearse(provider, organizationId, to, only, signal),
    recipients: (organizationId: string) => messages.recipients(organizationId, provider),
    drafts: messages.drafts,
    saveDrafts: messages.saveDrafts,
    confirmCode: messages.confirmCode,
    lookUpDelivery: messages.lookUpDelivery,
    async stopAll() {
      messages.close();
      await tests.stopAll();
    },
  };
}
