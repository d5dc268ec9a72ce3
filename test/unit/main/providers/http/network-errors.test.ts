/**
 * What went wrong between here and a provider is told by its codes and statuses, and nothing is believed that no
 * provider would say.
 */
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { clockAheadMs, clockNotice } from '../../../../../src-main/providers/clock-notice';
import { retryAfterMs } from '../../../../../src-main/providers/http/call-error';
import { networkKindOf, networkKindOfAnswer } from '../../../../../src-main/providers/http/network-errors';

const failed = (code: string) =>
  Object.assign(new Error('failed'), { cause: Object.assign(new Error('inner'), { code }) });

describe('a request without an answer', () => {
  test.each([
    ['ENOTFOUND', {}, 'dns'],
    ['EAI_AGAIN', { hasNetwork: false }, 'offline'],
    ['ECONNREFUSED', {}, 'refused'],
    ['HPE_INVALID_CONSTANT', {}, 'unreadable-answer'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', {}, 'tls-intercepted'],
    ['CERT_NOT_YET_VALID', {}, 'clock'],
    ['CERT_REVOKED', {}, 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', {}, 'tls'],
    ['A_CODE_OF_TOMORROW', {}, 'reset'],
  ] as const)('%s %j is %s', (code, way, kind) => {
    expect(networkKindOf(failed(code), { hasNetwork: true, ...way })).toBe(kind);
  });

  test.runIf(process.platform === 'linux')(
    'an address to which there is no way, as the system itself says it',
    async () => {
      const thrown = await new Promise((resolve) => connect(9, '127.255.255.255').once('error', resolve));
      expect(networkKindOf(thrown)).toBe('offline');
    },
  );
});

describe('an answer that is no success', () => {
  const page = '  <!DOCTYPE html><title>Sign in</title>';
  test.each([
    [302, '', 'redirect'],
    [304, '{}', 'redirect'],
    [407, page, 'proxy'],
    [511, page, 'unreadable-answer'],
    [403, page, 'unreadable-answer'],
    [404, page, 'unreadable-answer'],
    [500, page, 'http'],
    [503, '', 'http'],
    [403, { code: 1 }, null],
    [500, { code: 20500 }, null],
    [401, page, null],
    [429, page, null],
    [400, '', null],
    [404, 'not found', null],
  ] as const)('%i with %j is %s', (status, body, kind) => {
    expect(networkKindOfAnswer({ status, body, isObject: typeof body === 'object' })).toBe(kind);
  });
});

describe('how long to wait', () => {
  test.each([
    ['1', 1000],
    ['0.5', 500],
    ['1e308', 7 * 86_400_000],
    ['99999999999', 7 * 86_400_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 7 * 86_400_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['-5', null],
    ['soon', null],
    [undefined, null],
  ] as const)('%j', (value, wait) => {
    expect(retryAfterMs({ 'retry-after': value }, Date.now())).toBe(wait);
  });
});

describe('the provider’s clock', () => {
  const now = Date.UTC(2026, 4, 4, 9, 30);
  const at = (date: string) => clockAheadMs({ date }, now);

  test('is believed within the years that a clock can show', () => {
    expect(at('Mon, 04 May 2026 10:30:00 GMT')).toBe(3_600_000);
    for (const date of ['yesterday', '', 'Sat, 13 Sep 275760 00:00:00 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT'])
      expect(at(date)).toBeNull();
    expect(clockAheadMs({}, now)).toBeNull();
  });

  test.each([
    [null, null],
    [4 * 60_000, null],
    [12 * 60_000, 'about 12 minutes behind Twilio’s'],
    [-3_600_000, 'about 1 hour ahead of Twilio’s'],
    [26 * 3_600_000, 'about 26 hours behind'],
    [-400 * 86_400_000, 'about 400 days ahead of'],
  ])('%j ms ahead', (ahead, words) => {
    const [notice] = clockNotice(ahead, 'Twilio');
    if (words === null) expect(notice).toBeUndefined();
    else expect(notice).toMatchObject({ tone: 'warning', text: expect.stringContaining(words) });
  });
});
