/** A restricted key's refusal names the one permission that is missing. */
import { describe, expect, test } from 'vitest';
import { errorOfAnswer } from '../../../../src-main/providers/twilio/twilio-errors';

const account = `/2010-04-01/Accounts/AC${'a1'.repeat(16)}`;
const refusal = (method: 'get' | 'post', path: string, more: object = {}) =>
  errorOfAnswer(
    {
      status: 401,
      body: { code: 70051, message: 'Authorization failed', ...more },
      headers: {},
      host: 'api.twilio.com',
      secrets: [],
      asked: { method, path },
    },
    0,
  ).data;

describe('a key without a permission', () => {
  test.each([
    [
      'get',
      `${account}/IncomingPhoneNumbers.json?PageSize=200`,
      'Phone numbers, Incoming phone numbers: read and list',
    ],
    ['post', `${account}/Messages.json`, 'Messaging, Messages: create'],
    ['get', `${account}/Messages.json?To=%2B1`, 'Messaging, Messages: read and list'],
    ['get', `${account}/Messages/SM1.json`, 'Messaging, Messages: read and list'],
    ['get', `${account}/OutgoingCallerIds.json`, 'Phone numbers, Outgoing caller IDs: read and list'],
    ['get', '/v1/Services/MG1/PhoneNumbers', 'Messaging, Services: read and list'],
    ['get', '/v1/Tollfree/Verifications', 'Messaging, Toll-free verifications: read and list'],
  ] as const)('%s %s lacks “%s”', (method, path, name) => {
    const { code, message, fix } = refusal(method, path);
    expect(code).toBe('twilio.70051');
    expect(message).toBe(`This API key lacks a permission: ${name}.`);
    expect(fix).toContain(`allow “${name}”`);
  });

  test('Twilio’s own name for it comes first, wherever the answer has it', () => {
    const named = 'lacks a permission: /twilio/messaging/messages/create.';
    expect(
      refusal('post', `${account}/Messages.json`, { message: 'Missing /twilio/messaging/messages/create' }).message,
    ).toContain(named);
    expect(
      refusal('post', `${account}/Messages.json`, { details: { missing: ['/twilio/messaging/messages/create'] } })
        .message,
    ).toContain(named);
  });

  test('a hostile answer names nothing', () => {
    const { message } = refusal('post', `${account}/Messages.json`, {
      details: { missing: '/twilio/<b>x</b>/../../etc', deep: 'x'.repeat(100_000) },
    });
    expect(message).toBe('This API key lacks a permission: Messaging, Messages: create.');
  });

  test('where nothing tells it, the row of the catalogue stands', () => {
    expect(refusal('get', `${account}/Unheard.json`).message).toBe('This API key is not allowed to do that.');
  });
});
