/**
 * Every call of the contract under generated input, against the real services, a real database and the simulator: no
 * crash, typed errors only, nothing changed, nothing sent. A failing input is printed with its seed, which
 * `VOXANNE_FUZZ_SEED` replays.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWhileLocked } from '../../../src-main/ipc/answer';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { appErrorSchema } from '../../../src-shared/errors';
import { type CallChannel, callChannels } from '../../../src-shared/ipc/channels';
import { providerIds } from '../../../src-shared/providers/ids';
import type { Result } from '../../../src-shared/result';
import { consoleLockedError } from '../../../src-shared/vault/console-lock';
import { calls } from '../../fakes/calls';
import { malformed, unknownIds, wellFormed } from './requests';
import { contentHash, type OpenConsole, openConsole } from './workspace';

let simulator: TwilioSimulator;
let opened: OpenConsole;
let organizationId: string;
let runId: string;
let sentBefore: number;
let made = 0;
const codes = new Set<string>();

const seed = process.env.VOXANNE_FUZZ_SEED === undefined ? {} : { seed: Number(process.env.VOXANNE_FUZZ_SEED) };
/** Asks, and checks what holds for every answer. */
async function ask(channel: CallChannel, request: unknown): Promise<Result<unknown>> {
  made += 1;
  const result = await opened.answer(channel, request);
  if (result.ok) {
    expect(calls[channel].response.safeParse(result.value).success).toBe(true);
  } else {
    codes.add(appErrorSchema.parse(result.error).code);
    expect(result.error.code, `${channel} failed inside`).not.toBe('internal');
  }
  return result;
}

beforeAll(async () => {
  simulator = await startTwilioSimulator({ clockSpeed: 100 });
  opened = await openConsole(simulator.origin);
  const [account] = simulator.control.addAccounts(1);
  if (!account) throw new Error('no account');
  organizationId = (await opened.call('organizations.add', { name: 'Sunrise Dental', timeZone: 'UTC', country: 'US' }))
    .id;
  const { verificationId } = await opened.call('credentials.verify', {
    organizationId,
    provider: 'twilio',
    methodId: 'auth-token',
    fields: { accountSid: account.accountSid, authToken: account.authToken },
    importId: null,
  });
  await opened.call('credentials.save', {
    organizationId,
    provider: 'twilio',
    verificationId,
    choice: account.phoneNumber,
  });
  const run = await opened.call('test.start', { organizationId, provider: 'twilio', to: '+14155550123', only: null });
  runId = run.id;
  await (await opened.workspace.connections()).tests.waitFor(organizationId, 'twilio', runId);
  sentBefore = simulator.control.messages().length;
  expect(sentBefore).toBe(2);
}, 600_000);
afterAll(async () => {
  await opened?.close();
  await simulator?.close();
});

describe('requests of no form, or with one thing wrong', () => {
  test('are refused by name, before anything is done', { timeout: 600_000 }, async () => {
    const before = contentHash(opened.profileDir);
    const requests = simulator.control.requestCount();
    const from = made;
    for (const channel of callChannels) {
      const input = malformed(channel).filter((request) => !calls[channel].request.safeParse(request).success);
      const property = fc.asyncProperty(input, async (request) => {
        expect(await ask(channel, request)).toMatchObject({ ok: false, error: { code: 'ipc.request-invalid' } });
      });
      await fc.assert(property, { numRuns: 1000, ...seed });
    }
    expect(made - from).toBeGreaterThan(38_000);
    expect(contentHash(opened.profileDir)).toBe(before);
    expect(simulator.control.requestCount()).toBe(requests);
    expect([opened.opened, opened.copied, opened.moves, opened.faults]).toEqual([[], [], [], []]);
  });
});

/** Calls that are about one clinic, run or verification: with an id that names none they can do nothing. */
const bound = callChannels.filter((channel) =>
  /^(organizations\.(get|update|remove)|credentials|messages|test)\./.test(`${channel}.`),
);

describe('well-formed requests', () => {
  test('that name nothing known change nothing and ask nobody', { timeout: 600_000 }, async () => {
    const before = contentHash(opened.profileDir);
    const requests = simulator.control.requestCount();
    const all = wellFormed(unknownIds);
    for (const channel of bound) {
      await fc.assert(
        fc.asyncProperty(all(channel), async (request) => void (await ask(channel, request))),
        { numRuns: 500, ...seed },
      );
    }
    expect(contentHash(opened.profileDir)).toBe(before);
    expect(simulator.control.requestCount()).toBe(requests);
    expect(simulator.control.messages()).toHaveLength(sentBefore);
  });

  test('that name another clinic’s run or verification get no hold of it', { timeout: 600_000 }, async () => {
    const other = (await opened.call('organizations.add', { name: 'Maple Street', timeZone: 'UTC', country: 'US' })).id;
    const [account] = simulator.control.addAccounts(1);
    const { verificationId } = await opened.call('credentials.verify', {
      organizationId,
      provider: 'twilio',
      methodId: 'auth-token',
      fields: { accountSid: account?.accountSid ?? '', authToken: account?.authToken ?? '' },
      importId: null,
    });
    const before = contentHash(opened.profileDir);
    const all = wellFormed({
      organizationId: fc.constant(other),
      runId: fc.constant(runId),
      heldId: fc.constant(verificationId),
    });
    const channels = bound.filter((channel) => !/drafts|Drafts|organizations|verify/.test(channel));
    for (const channel of channels) {
      const property = fc.asyncProperty(all(channel), async (request) => {
        const result = await ask(channel, request);
        if (result.ok) expect(JSON.stringify(result.value)).not.toContain(runId);
      });
      await fc.assert(property, { numRuns: 100, ...seed });
    }
    expect(contentHash(opened.profileDir)).toBe(before);
    expect(simulator.control.messages()).toHaveLength(sentBefore);
  });

  test('with hostile contents do what they say and no more', { timeout: 600_000 }, async () => {
    const ids = { organizationId: fc.constant(organizationId), runId: fc.constant(runId), heldId: fc.uuid() };
    const all = wellFormed(ids);
    // Removing the clinic and its credential would leave nothing to be hostile to; a passphrase is made slowly on
    // purpose.
    const skipped: CallChannel[] = [
      'credentials.revoke',
      'organizations.checkAll',
      'recovery.export',
      'recovery.restore',
      'vault.createPassphrase',
      // Everything after it would be refused; see the next test.
      'vault.lock',
    ];
    for (const channel of callChannels.filter((one) => !skipped.includes(one))) {
      await fc.assert(
        fc.asyncProperty(all(channel), async (request) => void (await ask(channel, request))),
        { numRuns: 80, ...seed },
      );
    }
    expect(simulator.control.messages()).toHaveLength(sentBefore);
    expect(opened.faults).toEqual([]);
    expect(await opened.call('audit.verify', {})).toMatchObject({ intact: true });
    expect((await opened.call('credentials.list', { organizationId })).connections[0]?.status).toBe('active');
  });

  test('to a locked console tell and change nothing', { timeout: 600_000 }, async () => {
    await opened.call('vault.lock', {});
    const before = contentHash(opened.profileDir);
    const all = wellFormed({
      organizationId: fc.constant(organizationId),
      runId: fc.constant(runId),
      heldId: fc.uuid(),
    });
    for (const channel of callChannels.filter((one) => !openWhileLocked.has(one)))
      await fc.assert(
        fc.asyncProperty(all(channel), async (request) => {
          const answer = await ask(channel, request);
          expect(answer).toEqual({ ok: false, error: consoleLockedError });
        }),
        { numRuns: 10, ...seed },
      );
    expect(contentHash(opened.profileDir)).toBe(before);
    expect(await opened.call('app.status', {})).toMatchObject({
      lock: { reason: 'person' },
      vault: { state: 'locked' },
    });
    expect(await opened.call('vault.retry', {})).toMatchObject({ state: 'ready' });
    expect((await opened.call('credentials.list', { organizationId })).connections[0]?.status).toBe('active');
  });

  test('of the slow kind hold as well', { timeout: 600_000 }, async () => {
    for (const channel of ['recovery.export', 'recovery.restore', 'vault.createPassphrase'] as const) {
      await fc.assert(
        fc.asyncProperty(wellFormed(unknownIds)(channel), async (request) => void (await ask(channel, request))),
        { numRuns: 3, ...seed },
      );
    }
    expect(await opened.call('vault.retry', {})).toMatchObject({ state: 'ready', protection: 'keychain' });
  });
});

test('ten thousand calls and more were made, and every error had a name', () => {
  expect(made).toBeGreaterThan(10_000);
  const own =
    'ipc organization credentials import test sms-test sign-in phone-number practice vault link usage recovery ' +
    'rescue network provider storage update shared-vault call';
  const subjects: readonly string[] = [...own.split(' '), ...providerIds];
  const isNamed = (code: string) => /^[\w-]+\.[\w-]+$/.test(code) && subjects.includes(code.split('.')[0] ?? '');
  expect([...codes].filter((code) => !isNamed(code))).toEqual([]);
});
