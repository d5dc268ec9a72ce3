/**
 * A provider whose answers are no longer what they were: fields gone, renamed, of another type, with values that mean
 * nothing or too much, unknown codes, odd statuses and headers. Whatever comes, each call ends in words, and the window
 * can draw what it is handed. A failing recipe is printed with its seed, which `VOXANNE_FUZZ_SEED` replays.
 */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type GoogleSimulator, practiceSignInClients, startGoogleSimulator } from '../../../src-main/simulator/google';
import { practiceScenarios, startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import type { CallChannel } from '../../../src-shared/ipc/channels';
import type { CallRequest, CallResponse } from '../../../src-shared/ipc/contract';
import type { Result } from '../../../src-shared/result';
import { signInAtPage } from '../google/person';
import { type Recipe, recipesFor, startChanging } from './mutations';
import {
  drawActivity,
  drawChoice,
  drawClinics,
  drawConnection,
  drawError,
  drawRuns,
  drawVerification,
  drawWeek,
} from './screens';
import { type OpenConsole, openConsole } from './workspace';

const seed = process.env.VOXANNE_FUZZ_SEED === undefined ? {} : { seed: Number(process.env.VOXANNE_FUZZ_SEED) };
const sender = '+12125550123';
const recipient = '+15105550100';

let twilio: TwilioSimulator;
let google: GoogleSimulator;
let ways: Record<'twilio' | 'google', Awaited<ReturnType<typeof startChanging>>>;
let opened: OpenConsole;
let organizationId: string;
const account = practiceScenarios().credentials[0];
const client = practiceSignInClients().find(({ id }) => id === 'google.testing');

beforeAll(async () => {
  [twilio, google] = await Promise.all([startTwilioSimulator({ clockSpeed: 100 }), startGoogleSimulator()]);
  ways = { twilio: await startChanging(twilio.origin), google: await startChanging(google.origin) };
  opened = await openConsole({ twilio: ways.twilio.origin, google: ways.google.origin });
  organizationId = (
    await opened.call('organizations.add', { name: 'Sunrise Dental', timeZone: 'America/Los_Angeles', country: 'US' })
  ).id;
  const ref = { organizationId, provider: 'twilio' as const };
  const { verificationId } = await opened.call('credentials.verify', {
    ...ref,
    methodId: account?.methodId ?? '',
    fields: account?.fields ?? {},
    importId: null,
  });
  await opened.call('credentials.save', { ...ref, verificationId, choice: sender });
  await signIn();
}, 120_000);
afterAll(async () => {
  await opened?.close();
  await Promise.all([ways?.twilio.close(), ways?.google.close()]);
  await Promise.all([twilio?.close(), google?.close()]);
});
afterEach(() => {
  ways.twilio.change(null);
  ways.google.change(null);
});

async function signIn(): Promise<void> {
  const { signIns } = await opened.workspace.connections();
  const started = await signIns.start(
    { organizationId, provider: 'google', methodId: null, fields: client?.fields ?? {}, importId: null },
    null,
  );
  if (started.state !== 'waiting') throw new Error(started.state);
  await signInAtPage(started.link);
  expect(await signIns.waitFor(organizationId, 'google')).toMatchObject({ outcome: { kind: 'signed-in' } });
}

/** A changed answer may have replaced the sign-in itself. */
async function mendGoogle(): Promise<void> {
  ways.google.change(null);
  const checked = await opened.answer('credentials.check', { organizationId, provider: 'google' });
  if (!checked.ok) await signIn();
}

async function ask<C extends CallChannel>(channel: C, request: CallRequest<C>): Promise<Result<CallResponse<C>>> {
  const result = (await opened.answer(channel, request)) as Result<CallResponse<C>>;
  if (!result.ok) {
    expect(result.error.code, `${channel} failed inside`).not.toBe('internal');
    drawError(result.error);
  }
  return result;
}

/** What a person sees of the clinic after all that. */
async function drawPages(): Promise<void> {
  const runs = await opened.call('test.history', { organizationId, provider: 'twilio', limit: 5 });
  drawRuns(runs.runs);
  for (const connection of (await opened.call('credentials.list', { organizationId })).connections)
    drawConnection(connection, runs.runs);
  drawClinics((await opened.call('organizations.list', {})).organizations);
  drawActivity(
    (await opened.call('audit.list', { organizationId, before: null, limit: 20, search: '', outcome: null })).entries,
  );
  expect(opened.faults).toEqual([]);
}

const recipe = (key: string, value: unknown, more: Partial<Recipe> = {}): Recipe => ({
  changes: [{ at: 0, kind: 'everywhere', key, value }],
  status: null,
  headers: {},
  skip: 0,
  only: '',
  ...more,
});
/** What broke something once, tried before all else. */
const onceBroken: Recipe[] = [
  recipe('status', 'constructor', { only: 'Messages' }),
  recipe('accessRole', 'toString'),
  recipe('refresh_token_expires_in', 1e308, { only: '/token' }),
  recipe('unknown', null, { headers: { date: 'Sat, 13 Sep 275760 00:00:00 GMT' } }),
  recipe('unknown', null, { status: 304, headers: { 'retry-after': '1e308' } }),
];

async function forEach(runs: number, parts: string[], run: (recipe: Recipe) => Promise<void>): Promise<void> {
  await fc.assert(fc.asyncProperty(recipesFor(...parts), run), {
    examples: onceBroken.map((each): [Recipe] => [each]),
    numRuns: runs,
    ...seed,
    interruptAfterTimeLimit: Number(process.env.FZ_MS ?? 50_000),
    endOnFailure: true,
  });
}

describe('changed answers never break a screen', () => {
  test('of Twilio, asked for credentials, numbers, recipients and registrations', async () => {
    const ref = { organizationId, provider: 'twilio' as const };
    await forEach(
      80,
      ['', 'IncomingPhoneNumbers', '.json', 'Balance', 'OutgoingCallerIds', '/v1/', 'Compliance'],
      async (recipe) => {
        ways.twilio.change(recipe);
        const verify = ask('credentials.verify', {
          ...ref,
          methodId: account?.methodId ?? '',
          fields: account?.fields ?? {},
          importId: null,
        });
        const [verified, , choice] = await Promise.all([
          verify,
          ask('credentials.check', ref),
          ask('credentials.options', ref),
          ask('credentials.choose', { ...ref, choice: sender }),
          ask('messages.recipients', ref),
        ]);
        drawVerification('twilio', verified);
        if (choice.ok) drawChoice(choice.value);
        await drawPages();
      },
    );
  }, 120_000);

  test('of Google, asked for tokens, calendars and busy times', async () => {
    const ref = { organizationId, provider: 'google' as const };
    await forEach(60, ['', '/token', 'freeBusy', 'calendarList'], async (recipe) => {
      await mendGoogle();
      ways.google.change(recipe);
      google.control.expireAccessTokens();
      const verify = ask('credentials.verify', {
        ...ref,
        methodId: client?.methodId ?? '',
        fields: client?.fields ?? {},
        importId: null,
      });
      const [verified, , choice, week] = await Promise.all([
        verify,
        ask('credentials.check', ref),
        ask('credentials.options', ref),
        ask('calendar.busyWeek', { organizationId }),
      ]);
      drawVerification('google', verified);
      if (choice.ok) drawChoice(choice.value);
      if (week.ok) drawWeek(week.value);
      await drawPages();
    });
  }, 120_000);

  test('of Google, while its calendar is tested', async () => {
    const ref = { organizationId, provider: 'google' as const };
    await forEach(15, ['', '/token', 'freeBusy', 'calendarList', '/events'], async (recipe) => {
      await mendGoogle();
      ways.google.change(recipe);
      const started = await ask('test.start', { ...ref, to: null, only: null });
      if (started.ok)
        await (await opened.workspace.connections()).tests.waitFor(organizationId, 'google', started.value.id);
      drawRuns((await opened.call('test.history', { ...ref, limit: 2 })).runs, 'google');
      await drawPages();
    });
  }, 120_000);

  test('of Twilio, while messages are sent: and none is sent twice', async () => {
    const { tests } = await opened.workspace.connections();
    const ref = { organizationId, provider: 'twilio' as const };
    await forEach(12, ['Messages', 'Messages/', 'IncomingPhoneNumbers'], async (recipe) => {
      ways.twilio.change(recipe);
      const before = twilio.control.messages().length;
      const run = await ask('test.start', { ...ref, to: recipient, only: null });
      if (run.ok) {
        const timer = setTimeout(() => void opened.call('test.stop', { ...ref, runId: run.value.id }), 300);
        await tests.waitFor(organizationId, 'twilio', run.value.id);
        clearTimeout(timer);
      }
      const sent = twilio.control.messages().slice(before);
      expect(new Set(sent.map(({ body }) => body)).size).toBe(sent.length);
      expect(sent.length).toBeLessThanOrEqual(2);
      await drawPages();
    });
  }, 120_000);
});
