/** Runs the engine against a server, with short deadlines. */
import { memoryJournal } from '../../../src-main/messaging/sms-journal';
import {
  runSmsTestSuite,
  type SmsTestSuiteOptions,
  type SmsTestSuiteResult,
} from '../../../src-main/messaging/sms-test-suite';
import {
  createTwilioApiFactory,
  type TwilioClientOptions,
  twilioCredentials,
} from '../../../src-main/providers/twilio/twilio-client';
import type { SmsTestStep, SmsTestStepId } from '../../../src-shared/messaging/sms-test';
import { accountSid, authToken, from, to } from './tiny-twilio';

export const quick: Omit<TwilioClientOptions, 'redirect'> = {
  retry: { attempts: 3, pauseMs: 20, maxPauseMs: 100, deadlineMs: 3000 },
  lookUpTimeoutMs: 1000,
  sendTimeoutMs: 700,
};

export const apiOf = (origin: string, options = quick) =>
  createTwilioApiFactory({ redirect: origin, ...options })(twilioCredentials('auth-token', { accountSid, authToken }));

export type SuiteRun = SmsTestSuiteResult & {
  step(id: SmsTestStepId): SmsTestStep;
  seen: SmsTestStep[];
  journal: ReturnType<typeof memoryJournal>;
};

export async function runSuite(
  origin: string,
  options: Partial<SmsTestSuiteOptions> = {},
  client = quick,
): Promise<SuiteRun> {
  const journal = memoryJournal();
  const seen: SmsTestStep[] = [];
  const result = await runSmsTestSuite({
    api: apiOf(origin, client),
    from,
    to,
    messages: { testSms: { body: 'Voxanne test. Code 4821.', code: '4821' }, hotLead: { body: '🔥 Hot lead #7730' } },
    only: null,
    journal,
    deliveryTimeoutMs: 3000,
    send: true,
    signal: new AbortController().signal,
    confirmed: new AbortController().signal,
    onStep: (step) => seen.push(step),
    now: () => new Date(),
    ...options,
  });
  const step = (id: SmsTestStepId): SmsTestStep => {
    const found = result.steps.find((candidate) => candidate.id === id);
    if (found === undefined) throw new Error(`no step ${id}`);
    return found;
  };
  return { ...result, step, seen, journal };
}
