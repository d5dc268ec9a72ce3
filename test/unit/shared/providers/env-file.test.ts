import { describe, expect, test } from 'vitest';
import { fieldsFromEnv, nearMisses } from '../../../../src-shared/providers/env-file';
import { twilioDescriptor } from '../../../../src-shared/providers/twilio/descriptor';

const sid = `AC${'a1'.repeat(16)}`;
const key = `SK${'b2'.repeat(16)}`;
const token = 'c3'.repeat(16);
const read = (values: Record<string, string>) => fieldsFromEnv(twilioDescriptor, values);

describe('an .env file', () => {
  test('with an auth token', () => {
    const found = read({
      TWILIO_ACCOUNT_SID: sid,
      TWILIO_AUTH_TOKEN: token,
      TWILIO_PHONE_NUMBER: '+14155550100',
      TEST_PHONE_NUMBER: '+14155550134',
      PORT: '3000',
    });
    expect(found).toMatchObject({
      methodId: 'auth-token',
      fields: { accountSid: sid, authToken: token },
      choice: '+14155550100',
      testRecipient: '+14155550134',
      missing: [],
      problems: {},
    });
    expect(found.taken).toEqual([
      'TWILIO_ACCOUNT_SID',
      'TWILIO_AUTH_TOKEN',
      'TWILIO_PHONE_NUMBER',
      'TEST_PHONE_NUMBER',
    ]);
    expect(found.ignored).toEqual([{ key: 'PORT', reason: 'Not a Twilio setting that this console uses.' }]);
  });

  test('with an API key, under either name of its keys', () => {
    expect(read({ TWILIO_ACCOUNT_SID: sid, TWILIO_API_KEY: key, TWILIO_API_SECRET: 'secret' })).toMatchObject({
      methodId: 'api-key',
      missing: [],
    });
    expect(
      read({
        TWILIO_ACCOUNT_SID: sid,
        TWILIO_API_KEY_SID: key,
        TWILIO_API_KEY_SECRET: 'secret',
        TWILIO_AUTH_TOKEN: '',
      }),
    ).toMatchObject({
      methodId: 'api-key',
      missing: [],
    });
  });

  test('with both takes the auth token, and says why the key was left', () => {
    const found = read({
      TWILIO_ACCOUNT_SID: sid,
      TWILIO_AUTH_TOKEN: token,
      TWILIO_API_KEY: key,
      TWILIO_API_SECRET: 'secret',
    });
    expect(found.methodId).toBe('auth-token');
    expect(found.ignored.map(({ reason }) => reason)).toEqual(
      Array(2).fill('Not needed: the file also has what “Auth token” takes.'),
    );
  });

  test('with sample text is not taken for the real thing', () => {
    const found = read({
      TWILIO_ACCOUNT_SID: 'your_account_sid',
      TWILIO_AUTH_TOKEN: '<token>',
      TWILIO_PHONE_NUMBER: '',
    });
    expect(found.taken).toEqual([]);
    expect(found.missing).toEqual(['Account SID', 'Auth token']);
    expect(found.ignored.map(({ reason }) => reason)).toEqual([
      'It still holds sample text.',
      'It still holds sample text.',
      'It is empty.',
    ]);
  });

  test.each([
    ['TWILIO_SID', 'TWILIO_TOKEN', 'TWILIO_NUMBER'],
    ['ACCOUNT_SID', 'AUTH_TOKEN', 'TWILIO_FROM_NUMBER'],
    ['twilioAccountSid', 'twilioAuthToken', 'twilioPhoneNumber'],
    ['TWILIO_ACCOUNTSID', 'TWILIO_AUTHTOKEN', 'TWILIO_PHONENUMBER'],
    ['TF_VAR_twilio_account_sid', 'TF_VAR_twilio_auth_token', 'TF_VAR_twilio_phone_number'],
    ['VITE_TWILIO_ACCOUNT_SID', 'REACT_APP_TWILIO_AUTH_TOKEN', 'NEXT_PUBLIC_TWILIO_PHONE_NUMBER'],
  ])('with other usual names is understood, and says so: %s', (sidKey, tokenKey, numberKey) => {
    const found = read({ [sidKey]: sid, [tokenKey]: token, [numberKey]: '+14155550100' });
    expect(found).toMatchObject({ methodId: 'auth-token', choice: '+14155550100', missing: [], ignored: [] });
    expect(found.aliases).toEqual([
      { key: sidKey, usual: 'TWILIO_ACCOUNT_SID' },
      { key: tokenKey, usual: 'TWILIO_AUTH_TOKEN' },
      { key: numberKey, usual: 'TWILIO_PHONE_NUMBER' },
    ]);
  });

  test.each(['FROM_NUMBER', 'SMS_FROM', 'SMS_SENDER', 'SENDER_NUMBER', 'FROM_PHONE_NUMBER'])(
    'a sender under a name without its provider is the clinic’s number, and said to be: %s',
    (key) => {
      const found = read({ TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token, [key]: '+14155550100' });
      expect(found).toMatchObject({ choice: '+14155550100', ignored: [] });
      expect(found.aliases).toEqual([{ key, usual: 'TWILIO_PHONE_NUMBER' }]);
    },
  );

  test('the usual name wins over its other names', () => {
    expect(read({ TWILIO_NUMBER: '+14155550101', TWILIO_PHONE_NUMBER: '+14155550100' })).toMatchObject({
      choice: '+14155550100',
      aliases: [],
    });
  });

  test('a number of somebody whom an app texts is never taken for the phone at hand', () => {
    const found = read({ TO_NUMBER: '+14155550177', CUSTOMER_PHONE_NUMBER: '+14155550178', TWILIO_TO: '+14155550179' });
    expect(found.testRecipient).toBeNull();
  });

  test('names what comes near to something that is missing, with the reason', () => {
    const found = read({ TWILIO_ACCOUNT_SID: sid, TWILIO_SECRET_TOKEN: token, TWILIO_PHONE_NUMBER: '[YOUR_NUMBER]' });
    expect(nearMisses(found, twilioDescriptor)).toBe(
      ' TWILIO_SECRET_TOKEN: Not a Twilio setting that this console uses. TWILIO_PHONE_NUMBER: It still holds ' +
        'sample text.',
    );
  });

  test.each([
    'AC...',
    'ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    '[YOUR_ACCOUNT_SID]',
    'CHANGE_ME',
    '{{ACCOUNT_SID}}',
    '<account sid>',
    'your-account-sid',
    'put_your_sid_here',
    'REPLACE_ME',
    'TODO',
    '********',
    '%%ACCOUNT_SID%%',
    '@@account_sid@@',
    '#{AccountSid}#',
  ])('knows sample text: %s', (value) => {
    expect(read({ TWILIO_ACCOUNT_SID: value }).ignored).toEqual([
      { key: 'TWILIO_ACCOUNT_SID', reason: 'It still holds sample text.' },
    ]);
  });

  test.each([
    ['op://vault/twilio/token', 'a reference to 1Password'],
    ['ssm:/clinic/twilio/token', 'a reference to a secret store'],
    ['{{resolve:secretsmanager:twilio}}', 'a reference to a secret store'],
    ['projects/1/secrets/twilio/versions/latest', 'a reference to a secret store'],
    ['@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/twilio)', 'a reference to a secret store'],
    [`$\{{ secrets.TWILIO_AUTH_TOKEN }}`, 'a reference to a secret store'],
    ['!vault |', 'a reference to a secret store'],
    ['!Ref TwilioToken', 'a reference to another variable'],
    ['file:///run/secrets/twilio', 'the place of a file'],
    ['/run/secrets/twilio', 'the place of a file'],
    ['encrypted:BDqb8f', 'an encrypted value'],
    ['ENC[AES256_GCM,data:BDqb8f]', 'an encrypted value'],
    ['$TWILIO_TOKEN', 'a reference to another variable'],
    [`\${OTHER}`, 'a reference to another variable'],
    ['%OTHER%', 'a reference to another variable'],
    ['arn:aws:secretsmanager:us-east-1:1:secret:x', 'a reference to a secret store'],
  ])('says what stands in for a value: %s', (value, what) => {
    expect(read({ TWILIO_AUTH_TOKEN: value }).ignored[0]?.reason).toContain(what);
  });

  test('with a value in the wrong place names the problem', () => {
    expect(read({ TWILIO_ACCOUNT_SID: key, TWILIO_AUTH_TOKEN: token }).problems).toEqual({
      accountSid: expect.stringContaining('API key SID'),
    });
  });
});

describe('fields of the form', () => {
  const check = (method: 0 | 1, index: number, pasted: string) =>
    twilioDescriptor.methods[method].fields[index]?.check(pasted);

  test.each([
    [` ${sid}\n`, sid],
    [`\u200B${sid.toLowerCase()}`, sid],
    [`“${sid}”`, sid],
    [`TWILIO_ACCOUNT_SID=${sid}`, sid],
    [`export TWILIO_ACCOUNT_SID="${sid.toUpperCase()}"`, sid],
  ])('%j is cleaned', (pasted, value) => expect(check(0, 0, pasted)).toEqual({ value }));

  test.each([
    [key, 'API key SID'],
    [token, 'auth token'],
    ['', 'Paste'],
    [sid.slice(0, -1), '33'],
    [`AC${'z'.repeat(32)}`, '0 to 9'],
    ['PN123', 'starts with AC'],
  ])('%s is no Account SID, and the reason is named', (pasted, reason) =>
    expect(check(0, 0, pasted)).toEqual({ problem: expect.stringContaining(reason) }),
  );

  test('fields pasted into each other are told by name', () => {
    expect(check(0, 1, sid)).toEqual({ problem: expect.stringContaining('Account SID') });
    expect(check(1, 1, sid)).toEqual({ problem: expect.stringContaining('Account SID') });
    expect(check(1, 2, key)).toEqual({ problem: expect.stringContaining('API key SID') });
    expect(check(0, 1, `${token}0`)).toEqual({ problem: 'The auth token has 32 characters; this has 33.' });
  });
});
