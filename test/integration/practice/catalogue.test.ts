/**
 * Every failure that the console can explain happens in practice mode, through the services that the window calls: the
 * rehearsal that its row names leads to its code and no other. A row without a rehearsal fails here.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPracticeProviders } from '../../../src-main/practice/practice-providers';
import { noMemory } from '../../../src-main/simulator/memory';
import { conditionIds } from '../../../src-main/simulator/network/conditions';
import type { SignInOutcome } from '../../../src-shared/credentials/sign-in';
import type { AppErrorData } from '../../../src-shared/errors';
import { type CatalogueEntry, catalogue } from '../../../src-shared/errors-catalogue';
import type { CallResponse } from '../../../src-shared/ipc/contract';
import { networkGroup, updatesGroup } from '../../../src-shared/providers/error-rows';
import { type ProviderId, providerIds } from '../../../src-shared/providers/ids';
import type { TestRun } from '../../../src-shared/tests/test-run';
import { answerPage, type Decision } from '../google/person';
import { type OpenConsole, openConsole } from '../security/workspace';

let opened: OpenConsole;
/** A console of its own for the network that keeps one waiting longest. */
let patient: OpenConsole;
let timeout: Promise<(AppErrorData | null)[]>;
let scenarios: CallResponse<'practice.scenarios'>;

beforeAll(async () => {
  const open = async () => openConsole('', await startPracticeProviders(() => noMemory));
  [opened, patient] = await Promise.all([open(), open()]);
  scenarios = await opened.call('practice.scenarios', {});
  timeout = onNetwork(patient, 'network.timeout');
  timeout.catch(() => undefined);
}, 120_000);
afterAll(() => Promise.all([opened.close(), patient.close()]));

const newClinic = async (name: string, console_ = opened) =>
  (await console_.call('organizations.add', { name, timeZone: 'America/Los_Angeles', country: 'US' })).id;

function accountOf(id: string) {
  const found = scenarios.credentials.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no account or client ${id}`);
  return { methodId: found.methodId, fields: found.fields };
}

/** The code of a failed call; null when it succeeded. */
const failure = async (...[channel, request]: Parameters<OpenConsole['answer']>): Promise<AppErrorData | null> => {
  const result = await opened.answer(channel, request);
  return result.ok ? null : result.error;
};

/** A clinic that is signed in to Twilio with the account that works sends its test to this number. */
async function textTo(number: string): Promise<AppErrorData | null> {
  const organizationId = await newClinic(number);
  const ref = { organizationId, provider: 'twilio' as const };
  const { verificationId } = await opened.call('credentials.verify', {
    ...ref,
    ...accountOf('credentials.full'),
    importId: null,
  });
  await opened.call('credentials.save', { ...ref, verificationId, choice: '+12125550123' });
  const run = await opened.call('test.start', { ...ref, to: number, only: ['test-sms'] });
  await (await opened.workspace.connections()).tests.waitFor(organizationId, 'twilio', run.id);
  const { runs } = await opened.call('test.history', { ...ref, limit: 1 });
  return runs[0]?.steps.find(({ id }) => id === 'test-sms')?.error ?? null;
}

const decisions: Record<string, Decision> = {
  'google.deny': { decision: 'deny' },
  'google.internal-only': { account: 'maple-street' },
  'google.not-test-user': { account: 'maple-street' },
};

async function signIn(organizationId: string, scenarioId: string): Promise<SignInOutcome> {
  const { signIns } = await opened.workspace.connections();
  const started = await signIns.start(
    { organizationId, provider: 'google', ...accountOf(scenarioId), importId: null },
    null,
  );
  if (started.state !== 'waiting') throw new Error(`not waiting: ${started.state}`);
  const answer = await answerPage(started.link, decisions[scenarioId]);
  if ('location' in answer) await fetch(answer.location);
  // Refused on the page itself: the person reads it to the console. Google prints one name for two refusals.
  else
    await signIns.reportPageError(
      organizationId,
      'google',
      scenarioId === 'google.not-test-user' ? 'not_test_user' : answer.error,
    );
  const ended = await signIns.waitFor(organizationId, 'google');
  if (ended?.state !== 'ended') throw new Error('not ended');
  return ended.outcome;
}

async function calendarTest(organizationId: string): Promise<TestRun | undefined> {
  const ref = { organizationId, provider: 'google' as const };
  const run = await opened.call('test.start', { ...ref, to: null, only: null });
  await (await opened.workspace.connections()).tests.waitFor(organizationId, 'google', run.id);
  return (await opened.call('test.history', { ...ref, limit: 1 })).runs.find(({ id }) => id === run.id);
}

/**
 * What a person meets who tries this client, from first to last: Verify, the sign-in, the connection, a check, the
 * calendar test.
 */
async function connectGoogle(scenarioId: string): Promise<AppErrorData | null> {
  const organizationId = await newClinic(scenarioId);
  const ref = { organizationId, provider: 'google' as const };
  const refused = await failure('credentials.verify', { ...ref, ...accountOf(scenarioId), importId: null });
  if (refused !== null) return refused;
  const outcome = await signIn(organizationId, scenarioId);
  if ('error' in outcome) return outcome.error;
  if (outcome.kind !== 'signed-in') throw new Error(`ended as ${outcome.kind}`);
  if (outcome.connection.problem !== null) return outcome.connection.problem;
  // Their access is over before a person could press the button.
  if (scenarioId === 'google.revoked' || scenarioId === 'google.session-policy')
    await expect.poll(() => failure('credentials.check', ref), { interval: 100 }).not.toBeNull();
  const ended = await failure('credentials.check', ref);
  if (ended !== null) return ended;
  return (await calendarTest(organizationId))?.steps.find(({ error }) => error !== null)?.error ?? null;
}

/** The same for a provider that is connected by its credentials alone, and has a test. */
async function connectByKey(provider: ProviderId, scenarioId: string): Promise<AppErrorData | null> {
  const ref = { organizationId: await newClinic(scenarioId), provider };
  const verified = await opened.answer('credentials.verify', { ...ref, ...accountOf(scenarioId), importId: null });
  if (!verified.ok) return verified.error;
  const { verificationId } = verified.value as { verificationId: string };
  const { problem } = await opened.call('credentials.save', { ...ref, verificationId, choice: null });
  if (problem !== null) return problem;
  const { id } = await opened.call('test.start', { ...ref, to: null, only: null });
  await (await opened.workspace.connections()).tests.waitFor(ref.organizationId, provider, id);
  const { runs } = await opened.call('test.history', { ...ref, limit: 1 });
  return runs[0]?.steps.find(({ error }) => error !== null)?.error ?? null;
}

async function onNetwork(console_: OpenConsole, id: string): Promise<(AppErrorData | null)[]> {
  const organizationId = await newClinic(id, console_);
  await console_.call('practice.chooseNetwork', { id });
  try {
    return await Promise.all(
      providerIds.map(async (provider) => {
        const account = scenarios.credentials.find((one) => one.provider === provider)?.id ?? '';
        const result = await console_.answer('credentials.verify', {
          organizationId,
          provider,
          ...accountOf(account),
          importId: null,
        });
        return result.ok ? null : result.error;
      }),
    );
  } finally {
    await console_.call('practice.chooseNetwork', { id: null });
  }
}

async function rehearse({ scenarioId, code, provider }: CatalogueEntry): Promise<(AppErrorData | null)[]> {
  if (scenarioId === null) throw new Error(`${code} has no rehearsal`);
  const [kind] = scenarioId.split('.');
  if (scenarioId === 'network.timeout') return timeout;
  if (kind === 'network') return onNetwork(opened, scenarioId);
  if (kind === 'google') return [await connectGoogle(scenarioId)];
  if (kind === 'recipient')
    return [await textTo(scenarios.recipients.find((one) => one.code === code)?.number ?? 'no such recipient')];
  if (kind === 'credentials')
    return [
      await failure('credentials.verify', {
        organizationId: await newClinic(scenarioId),
        provider: 'twilio',
        ...accountOf(scenarioId),
        importId: null,
      }),
    ];
  if (provider !== null) return [await connectByKey(provider, scenarioId)];
  throw new Error(`${scenarioId} is no rehearsal that this test knows`);
}

async function walk(code: string, entry: CatalogueEntry): Promise<void> {
  // Why a sign-in has ended is told by what is known of it.
  const cause = code === 'google.invalid_grant' ? expect.any(String) : entry.data.cause;
  for (const error of await rehearse(entry))
    expect(error).toMatchObject({ code, cause, fix: expect.any(String), helpUrl: expect.stringMatching(/^https:/) });
  expect(opened.faults).toEqual([]);
}

const rows = catalogue.map((entry) => [entry.code, entry] as const);
describe('every row of the providers', () => {
  // Side by side: each has a clinic of its own.
  test.concurrent.each(rows.filter(([, { provider }]) => provider !== null))('%s', walk, 60_000);
});
describe('every row of the network', () => {
  test.each(rows.filter(([, { group }]) => group === networkGroup.id))('%s', walk, 60_000);
});

test('every bad network is offered, and only updates of the console have no rehearsal', () => {
  expect(scenarios.networks?.map(({ id }) => id)).toEqual(conditionIds.map((id) => `network.${id}`));
  const unrehearsed = catalogue.filter(({ scenarioId }) => scenarioId === null);
  expect(new Set(unrehearsed.map(({ group }) => group))).toEqual(new Set([updatesGroup.id]));
});
