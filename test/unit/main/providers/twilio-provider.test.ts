import { describe, expect, test } from 'vitest';
import type { TwilioApi, TwilioNumber, TwilioRegistrationApi } from '../../../../src-main/providers/twilio/twilio-api';
import { TwilioCallError } from '../../../../src-main/providers/twilio/twilio-errors';
import { createTwilioProvider } from '../../../../src-main/providers/twilio/twilio-provider';
import { describeProviderError } from '../../../../src-shared/errors-catalogue';

const accountSid = `AC${'a1'.repeat(16)}`;
const token = 'c3'.repeat(16);
const fields = { accountSid, authToken: token };
const keyFields = { accountSid, apiKeySid: `SK${'b2'.repeat(16)}`, apiKeySecret: 'secret-of-the-key' };
const refused = (code: string, status: number) => new TwilioCallError(describeProviderError('twilio', code), status);
const number = (e164: string, sms: boolean | null = true, friendlyName: string | null = null): TwilioNumber => ({
  sid: `PN${e164}`,
  e164,
  friendlyName,
  capabilities: { sms, mms: sms, voice: true },
});

/** A number that is in no campaign. */
const noRegistration: TwilioRegistrationApi = {
  listServices: async () => ({ items: [], incompleteReason: null }),
  listServiceNumbers: async () => ({ items: [], incompleteReason: null }),
  listCampaigns: async () => ({ items: [], incompleteReason: null }),
  fetchBrand: () => Promise.reject(new Error('not asked for')),
  listTollfreeVerifications: async () => ({ items: [], incompleteReason: null }),
};

function providerWith(changes: Partial<TwilioApi>) {
  return createTwilioProvider((credentials) => ({
    credentials,
    registration: noRegistration,
    fetchAccount: async () => ({
      sid: accountSid,
      name: 'Sunrise Dental',
      type: 'Full',
      status: 'active',
      createdAt: Date.UTC(2026, 4, 4),
    }),
    fetchBalance: async () => ({ amount: '12.3400', currency: 'USD' }),
    clockAheadMs: () => 0,
    listNumbers: async () => ({
      items: [number('+14155550100', true, 'Front desk'), number('+14155550101', false)],
      incompleteReason: null,
    }),
    findNumber: async () => ({ number: null, incompleteReason: null }),
    listVerifiedRecipients: async () => ({ items: [{ e164: '+14155550134', label: 'Owner' }], incompleteReason: null }),
    createMessage: () => Promise.reject(new Error('a proof must not send')),
    fetchMessage: () => Promise.reject(new Error('not asked for')),
    listMessages: () => Promise.reject(new Error('not asked for')),
    newestDelivery: () => Promise.reject(new Error('not asked for')),
    ...changes,
  }));
}
const signal = new AbortController().signal;
const fact = (proof: { facts: { id: string; value: string }[] }, id: string) =>
  proof.facts.find((candidate) => candidate.id === id)?.value;

describe('a proof with the auth token', () => {
  test('tells the account, its balance and its numbers', async () => {
    const proof = await providerWith({}).prove('auth-token', fields, null, signal);
    expect(proof).toMatchObject({
      headline: 'Signed in to Sunrise Dental',
      notices: [],
      problem: null,
      rungs: [{ id: 'signed-in', state: 'proven' }],
    });
    expect([fact(proof, 'account-type'), fact(proof, 'account-status'), fact(proof, 'balance')]).toEqual([
      'Full',
      'Active',
      '$12.34',
    ]);
    expect(proof.choice).toEqual({
      label: 'Phone number',
      options: [
        {
          id: '+14155550100',
          label: '(415) 555-0100 · US',
          detail: 'Front desk · +14155550100',
          badges: ['SMS', 'MMS', 'Voice'],
          disabledReason: null,
        },
        {
          id: '+14155550101',
          label: '(415) 555-0101 · US',
          detail: '+14155550101',
          badges: ['Voice'],
          disabledReason: 'Can’t send texts: this number has no SMS.',
        },
      ],
      incompleteReason: null,
      preferred: '+14155550100',
    });
  });

  test('holds no secret', async () => {
    expect(JSON.stringify(await providerWith({}).prove('auth-token', fields, null, signal))).not.toContain(token);
  });

  test('a missing balance spoils nothing', async () => {
    const proof = await providerWith({ fetchBalance: () => Promise.reject(refused('20404', 404)) }).prove(
      'auth-token',
      fields,
      null,
      signal,
    );
    expect([proof.problem, fact(proof, 'balance')]).toEqual([null, 'Not told by Twilio']);
  });

  test('a refusal is thrown as what it is', async () => {
    await expect(
      providerWith({ fetchAccount: () => Promise.reject(refused('20003', 401)) }).prove(
        'auth-token',
        fields,
        null,
        signal,
      ),
    ).rejects.toMatchObject({
      data: { code: 'twilio.20003' },
    });
  });

  test.each(['suspended', 'closed'])('a %s account is told, with the rest that could be read', async (status) => {
    const proof = await providerWith({
      fetchAccount: async () => ({ sid: accountSid, name: 'X', type: 'Full', status, createdAt: Date.UTC(2026, 4, 4) }),
    }).prove('auth-token', fields, null, signal);
    expect(proof).toMatchObject({
      problem: { code: `twilio.account-${status}` },
      rungs: [{ id: 'signed-in', state: 'disproved' }],
    });
    expect(proof.choice?.options).toHaveLength(2);
  });

  test('a trial account is explained, with its verified recipients', async () => {
    const proof = await providerWith({
      fetchAccount: async () => ({
        sid: accountSid,
        name: 'T',
        type: 'Trial',
        status: 'active',
        createdAt: Date.UTC(2026, 4, 4),
      }),
    }).prove('auth-token', fields, null, signal);
    expect(proof.notices).toMatchObject([{ tone: 'warning', title: 'Trial account' }]);
    expect(fact(proof, 'verified-recipients')).toBe('+14155550134');
    expect(fact(proof, 'trial-end')).toBe('About June 3, 2026');
    expect(proof.notices[0]?.text).toContain('this one about June 3, 2026');
  });

  test('several numbers that can send: none is picked for the person, except the one in use', async () => {
    const two = providerWith({
      listNumbers: async () => ({ items: [number('+14155550100'), number('+14155550102')], incompleteReason: null }),
    });
    expect((await two.prove('auth-token', fields, null, signal)).choice?.preferred).toBeNull();
    expect((await two.prove('auth-token', fields, '+14155550102', signal)).choice?.preferred).toBe('+14155550102');
  });
});

describe('the rungs of the picked number', () => {
  const rungs = async (choice: string, changes: Partial<TwilioApi> = {}) => {
    const proof = await providerWith(changes).prove('auth-token', fields, choice, signal);
    return {
      states: Object.fromEntries(proof.rungs.map(({ id, state }) => [id, state])),
      problem: proof.problem?.code ?? null,
    };
  };

  test('owned and able', async () => {
    expect(await rungs('+14155550100')).toEqual({
      states: { 'signed-in': 'proven', 'number-owned': 'proven', 'sms-capable': 'proven', registered: 'disproved' },
      problem: null,
    });
  });

  test('owned and unable', async () => {
    expect(await rungs('+14155550101')).toEqual({
      states: { 'signed-in': 'proven', 'number-owned': 'proven', 'sms-capable': 'disproved' },
      problem: 'twilio.number-not-sms-capable',
    });
  });

  test('not owned', async () => {
    expect(await rungs('+14155550999')).toEqual({
      states: { 'signed-in': 'proven', 'number-owned': 'disproved' },
      problem: 'twilio.number-not-owned',
    });
  });

  test('not found in a list that was cut short: nothing is disproved', async () => {
    const cut = {
      listNumbers: async () => ({ items: [number('+14155550100')], incompleteReason: 'The list does not end.' }),
    };
    expect(await rungs('+14155550999', cut)).toEqual({
      states: { 'signed-in': 'proven' },
      problem: 'twilio.list-incomplete',
    });
  });

  test('capabilities that Twilio does not tell prove nothing', async () => {
    const silent = { listNumbers: async () => ({ items: [number('+14155550100', null)], incompleteReason: null }) };
    expect(await rungs('+14155550100', silent)).toEqual({
      states: { 'signed-in': 'proven', 'number-owned': 'proven', registered: 'disproved' },
      problem: null,
    });
  });
});

describe('a proof with an API key', () => {
  const hidden = {
    fetchAccount: () => Promise.reject(refused('20003', 401)),
    fetchBalance: () => Promise.reject(refused('20003', 401)),
  };

  test('the list of numbers proves it; what the key may not see is no error', async () => {
    const proof = await providerWith(hidden).prove('api-key', keyFields, null, signal);
    expect(proof).toMatchObject({
      headline: 'Signed in: the key lists 2 numbers',
      problem: null,
      rungs: [{ id: 'signed-in', state: 'proven' }],
      notices: [{ tone: 'info' }],
    });
    expect([fact(proof, 'account-status'), fact(proof, 'balance')]).toEqual([
      'Not visible to this key',
      'Not visible to this key',
    ]);
  });

  test('if the list is refused too, that refusal is the answer', async () => {
    const provider = providerWith({ ...hidden, listNumbers: () => Promise.reject(refused('70051', 403)) });
    await expect(provider.prove('api-key', keyFields, null, signal)).rejects.toMatchObject({
      data: { code: 'twilio.70051' },
    });
  });

  test('a network failure is not taken for a restriction', async () => {
    const offline = new TwilioCallError(
      { code: 'network.timeout', message: 'm', cause: 'c', fix: 'f', retryable: true },
      null,
    );
    await expect(
      providerWith({ fetchAccount: () => Promise.reject(offline) }).prove('api-key', keyFields, null, signal),
    ).rejects.toBe(offline);
  });
});

describe('the form', () => {
  const provider = providerWith({});

  test('is cleaned', () => {
    expect(
      provider.parseFields('auth-token', { accountSid: ` ${accountSid.toLowerCase()} `, authToken: `${token}\n` }),
    ).toEqual(fields);
  });

  test.each([
    [{ accountSid: token, authToken: accountSid }, 'Account SID: This looks like an auth token'],
    [{ accountSid: keyFields.apiKeySid, authToken: token }, 'Account SID: This is an API key SID'],
    [{ accountSid, authToken: '' }, 'Auth token: Paste'],
    [{}, 'Account SID: Paste'],
  ])('names the first field that can’t be right', (form, message) => {
    expect(() => provider.parseFields('auth-token', form)).toThrow(message);
  });

  test('hints at most at the last four characters', () => {
    expect(provider.keyHint('auth-token', fields)).toBe('Auth token ending in c3c3');
    expect(provider.keyHint('api-key', keyFields)).toBe('API key ending in b2b2');
    expect(provider.accountKey(fields)).toBe(accountSid);
  });
});
