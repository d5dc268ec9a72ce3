/** What the package refuses before anything is asked of a database or a provider, and by which code. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCalendarClient, type SignIn } from '../../../src-receptionist/calendar-client';
import { makeKeyFile, readKeyFile } from '../../../src-receptionist/key-file';
import { createKnowledge } from '../../../src-receptionist/knowledge';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { createReplacedTokens } from '../../../src-receptionist/replaced-tokens';
import { createTwilioClient } from '../../../src-receptionist/twilio-client';
import { readAuthorityFile, readVaultFile } from '../../../src-receptionist/vault-file';
import { codeOf } from '../main/vault/profile';
import { clinic, logOf, machineBody, newPerson, requireHead } from '../shared/shared-vault/people';

let folder: string;
const at = (name: string) => join(folder, name);
const open = () =>
  openReceptionist({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none', keyFile: at('key'), cacheFile: at('cache') });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'voxanne-refused-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test('a lost key file is named, with what to do; it is not made anew', async () => {
  expect(await codeOf(open())).toBe('receptionist.key-file');
  expect(() => readKeyFile(at('key'))).toThrow(at('key'));
  expect(await codeOf(open())).toBe('receptionist.key-file');
});

test.each(['', '{"version":1,"kind":"voxanne va', 'no JSON', '{"kind":"another"}'])(
  'a vault file that holds %j is refused with cause and fix',
  async (text) => {
    writeFileSync(at('vault.json'), text);
    expect(await codeOf(() => readVaultFile(at('vault.json')))).toBe('receptionist.vault-file');
  },
);

test('so is one that is missing or a folder, and a certificate that is none to read', async () => {
  mkdirSync(at('folder'));
  for (const file of [at('missing'), at('folder')]) {
    expect(await codeOf(() => readVaultFile(file))).toBe('receptionist.vault-file');
    expect(await codeOf(() => readAuthorityFile(file))).toBe('receptionist.ca-file');
  }
  expect(await codeOf(() => readAuthorityFile(undefined))).toBe('receptionist.ca-file');
});

test('a machine that was not told its vault opens nothing', async () => {
  await makeKeyFile(at('key'));
  expect(await codeOf(open())).toBe('receptionist.vault-not-known');
});

test('a machine that is not in the log takes nothing; admitted, it does', async () => {
  const [anna, machine, other] = [await newPerson(), await newPerson(), await newPerson()];
  const without = await logOf(anna, { body: machineBody(other, [clinic]) });
  const none = () => undefined;
  const stranger = createKnowledge(machine, requireHead(without));
  expect(await codeOf(stranger.take({ log: without, rows: [] }, none))).toBe('receptionist.not-admitted');
  const admitted = await logOf(anna, { body: machineBody(machine, [clinic]) });
  const known = createKnowledge(machine, requireHead(admitted));
  expect(await known.take({ log: admitted, rows: [] }, none)).toEqual({ changed: [], revoked: [] });
});

test.each(['twilio', 'google'] as const)('simulated credentials of %s and its own never meet', async (provider) => {
  const signIn: SignIn = {
    current: () => ({}),
    inRefreshTurn: (refresh) => refresh(),
    replaced: async () => undefined,
    refused: async () => null,
  };
  const make = (isSimulated: boolean) =>
    provider === 'twilio'
      ? createTwilioClient(
          {},
          isSimulated,
          () => ({}),
          async () => null,
        )
      : createCalendarClient(isSimulated, signIn);
  vi.stubEnv(`VOXANNE_${provider.toUpperCase()}_URL`, '');
  expect(await codeOf(make(true))).toBe('receptionist.other-endpoint');
  vi.stubEnv(`VOXANNE_${provider.toUpperCase()}_URL`, 'http://127.0.0.1:8080');
  expect(await codeOf(make(false))).toBe('receptionist.other-endpoint');
});

test('a replaced token is forgotten with its connection', () => {
  const replaced = createReplacedTokens();
  replaced.add(clinic, 'google', 'delivered', 'canary-newer');
  expect(replaced.newerThan(clinic, 'google', { refreshToken: 'delivered' })).toBe('canary-newer');
  replaced.forget(clinic, 'google');
  expect(replaced.newerThan(clinic, 'google', { refreshToken: 'delivered' })).toBeNull();
  expect(replaced.all()).toEqual([]);
});

test.each<[string, Record<string, number>]>([
  ['a variable that is not set', { aloneMs: Number(undefined) }],
  ['one that holds a word', { pollMs: Number('5s') }],
  ['without end', { aloneMs: Number.POSITIVE_INFINITY }],
  ['more than a timer waits', { pollMs: 2 ** 31 }],
  ['an empty one', { pollMs: Number('') }],
  ['less than nothing', { aloneMs: -1 }],
])('a span that is no span is refused, before anything else: %s', async (_which, spans) => {
  await makeKeyFile(at('key'));
  const [[option = '']] = Object.entries(spans) as [[string, number]];
  const opened = openReceptionist({
    ...{ databaseUrl: 'postgres://nobody@127.0.0.1:1/none', keyFile: at('key'), cacheFile: at('cache') },
    ...spans,
  });
  expect(await codeOf(opened)).toBe('receptionist.option-invalid');
  await expect(opened).rejects.toThrow(option);
});
