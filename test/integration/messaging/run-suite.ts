/** Runs the engine against a server, with short deadlines. */
import { memoryJournal } from '../../../src-main/messaging/journal';
import {
  type MessageSuiteOptions,
  type MessageSuiteResult,
  runMessageSuite,
} from '../../../src-main/messaging/message-suite';
import { createTwilioMessages } from '../../../src-main/providers/twilio/messages';
import {
  createTwilioApiFactory,
  type TwilioClientOptions,
  twilioCredentials,
} from '../../../src-main/providers/twilio/twilio-client';
import { createStepBoard } from '../../../src-main/tests/step-board';
import { messageProvider } from '../../../src-shared/providers/message-provider';
import type { TestStep } from '../../../src-shared/tests/test-run';
import { pace } from '../../fakes/pace';
import { accountSid, authToken, from, to } from './tiny-twilio';

export const quick: Omit<TwilioClientOptions, 'redirect'> = {
  retry: { attempts: 3, pauseMs: 20, maxPauseMs: 100, deadlineMs: 3000 * pace },
  lookUpTimeoutMs: 1000 * pace,
  sendTimeoutMs: 700 * pace,
};

export const apiOf = (origin: string, options = quick) =>
  createTwilioApiFactory({ redirect: origin, ...options })(twilioCredentials('auth-token', { accountSid, authToken }));

export type SuiteRun = MessageSuiteResult & {
  step(id: string): TestStep;
  seen: TestStep[];
  journal: ReturnType<typeof memoryJournal>;
};

export async function runSuite(
  origin: string,
  options: Partial<MessageSuiteOptions> = {},
  client = quick,
  /** Told each change of a step: what a person would wait for before clicking. */
  onStep: (step: TestStep) => void = () => undefined,
): Promise<SuiteRun> {
  const journal = memoryJournal();
  const seen: TestStep[] = [];
  const result = await runMessageSuite({
    account: createTwilioMessages(createTwilioApiFactory({ redirect: origin, ...client })).open('auth-token', {
      accountSid,
      authToken,
    }),
    board: createStepBoard(
      messageProvider.test.steps.map(({ id }) => id),
      (step) => {
        seen.push(step);
        onStep(step);
      },
      () => new Date(),
    ),
    from,
    to,
    texts: [
      { step: 'test-sms', body: 'Voxanne test. Code 4821.', code: '4821' },
      { step: 'hot-lead-sms', body: '🔥 Hot lead #7730', code: null },
    ],
    only: null,
    journal,
    deliveryTimeoutMs: 3000,
    send: true,
    signal: new AbortController().signal,
    confirmed: () => new AbortController().signal,
    now: () => new Date(),
    ...options,
  });
  const step = (id: string): TestStep => {
    const found = result.steps.find((candidate) => candidate.id === id);
    if (found === undefined) throw new Error(`no step ${id}`);
    return found;
  };
  return { ...result, step, seen, journal };
}
