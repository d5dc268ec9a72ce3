/** Who may do what: auth token, keys of each kind, test credentials, and accounts that are not active. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { call, credentialsOf, sendMessage, under } from './simulator-client';

let simulator: TwilioSimulator;
beforeAll(async () => {
  simulator = await startTwilioSimulator({ seed: 1, clockSpeed: 1000 });
});
afterAll(() => simulator.close());

const resources = [
  '.json',
  '/Keys.json',
  '/Balance.json',
  '/IncomingPhoneNumbers.json',
  '/OutgoingCallerIds.json',
  '/Messages.json',
] as const;
const outcome = ({ status, body }: { status: number; body: Record<string, unknown> }) =>
  status < 300 ? 'ok' : `${status} ${body.code}`;

describe('what each credential may read', () => {
  const no = '401 20003';
  const restricted = '401 70051';
  const test = '403 20008';
  it.each([
    ['credentials.full', ['ok', 'ok', 'ok', 'ok', 'ok', 'ok'], 'ok', 'ok'],
    ['credentials.api-key', [no, no, 'ok', 'ok', 'ok', 'ok'], 'ok', 'ok'],
    ['credentials.restricted-key', [no, no, restricted, restricted, restricted, 'ok'], restricted, 'ok'],
    ['credentials.restricted-key-no-send', [no, no, restricted, 'ok', restricted, 'ok'], restricted, restricted],
    ['credentials.test-credentials', [test, test, test, test, test, test], test, '400 21606'],
    ['credentials.wrong-token', [no, no, no, no, no, no], no, no],
    ['credentials.deleted-key', [no, no, no, no, no, no], no, no],
    ['credentials.unknown-account', Array(6).fill('404 20404'), '404 20404', '404 20404'],
    ['credentials.suspended', ['ok', 'ok', 'ok', 'ok', 'ok', 'ok'], 'ok', '403 20005'],
    ['credentials.closed', ['ok', no, no, no, no, no], no, no],
  ])('%s', async (id, reads, services, sends) => {
    const credentials = credentialsOf(id);
    const read = await Promise.all(
      resources.map((rest) => call(simulator, 'GET', under(credentials.accountSid, rest), credentials)),
    );
    expect(read.map(outcome)).toEqual(reads);
    expect(outcome(await call(simulator, 'GET', '/v1/Services', credentials))).toBe(services);
    const from = id === 'credentials.suspended' ? '+13035550150' : '+12125550123';
    expect(outcome(await sendMessage(simulator, credentials, { To: '+14155550199', From: from, Body: 'x' }))).toBe(
      sends,
    );
  });

  it('says that a suspended and a closed account are just that', async () => {
    for (const [id, status] of [
      ['credentials.suspended', 'suspended'],
      ['credentials.closed', 'closed'],
    ] as const) {
      const credentials = credentialsOf(id);
      expect((await call(simulator, 'GET', under(credentials.accountSid, '.json'), credentials)).body).toMatchObject({
        status,
      });
    }
  });

  it('never lets a key replace auth tokens', async () => {
    expect(
      outcome(await call(simulator, 'POST', '/v1/AuthTokens/Secondary', credentialsOf('credentials.api-key'))),
    ).toBe('401 20003');
    expect(outcome(await call(simulator, 'POST', '/v1/AuthTokens/Promote', credentialsOf('credentials.trial')))).toBe(
      '404 20404',
    );
  });
});

describe('sign-ins that cannot be', () => {
  const full = credentialsOf('credentials.full');
  const trial = credentialsOf('credentials.trial');
  const path = under(full.accountSid, '/Balance.json');
  it.each([
    ['nobody', null],
    ['a swapped pair', { user: full.password, password: full.accountSid }],
    ['a space in the token', { user: full.accountSid, password: ` ${full.password}` }],
    ['an upper-case token', { user: full.accountSid, password: full.password.toUpperCase() }],
    ['another account', trial],
    [
      'the SID of a key as the user, with the token',
      { user: credentialsOf('credentials.api-key').user, password: full.password },
    ],
  ])('refuses %s with 20003', async (_, credentials) => {
    expect(outcome(await call(simulator, 'GET', path, credentials))).toBe('401 20003');
  });

  it('does not know an SK pasted as the account', async () => {
    const key = credentialsOf('credentials.api-key');
    expect(outcome(await call(simulator, 'GET', under(key.user, '/Balance.json'), key))).toBe('404 20404');
  });
});

describe('test credentials', () => {
  const credentials = credentialsOf('credentials.test-credentials');
  it.each([
    ['+15005550006', '+14155550199', 'ok'],
    ['+15005550001', '+14155550199', '400 21212'],
    ['+15005550007', '+14155550199', '400 21606'],
    ['+15005550006', '+15005550001', '400 21211'],
    ['+15005550006', '+15005550002', '400 21612'],
    ['+15005550006', '+15005550003', '400 21408'],
    ['+15005550006', '+15005550004', '400 21610'],
    ['+15005550006', '+15005550009', '400 21614'],
  ])('from %s to %s: %s', async (From, To, expected) => {
    expect(outcome(await sendMessage(simulator, credentials, { From, To, Body: 'x' }))).toBe(expected);
  });

  it('pretends: the message is counted apart and cannot be looked up', async () => {
    const { body } = await sendMessage(simulator, credentials, { From: '+15005550006', To: '+14155550199', Body: 'x' });
    expect(
      outcome(await call(simulator, 'GET', under(credentials.accountSid, `/Messages/${body.sid}.json`), credentials)),
    ).toBe('403 20008');
    expect(simulator.control.messages().find((message) => message.sid === body.sid)).toMatchObject({
      pretended: true,
      status: 'queued',
    });
  });
});
