/**
 * A code that nobody knew of when the console was made is shown honestly, and nothing in a provider's answer can do
 * harm.
 */
import { describe, expect, it } from 'vitest';
import { appErrorSchema } from '../../../../src-shared/errors';
import { describeProviderError, helpPlaces, isHelpUrl, plainText } from '../../../../src-shared/errors-catalogue';

const describeIt = (...rest: [string | number | null | undefined, Parameters<typeof describeProviderError>[2]?]) =>
  appErrorSchema.parse(describeProviderError('twilio', ...rest));

describe('an unknown code', () => {
  it('keeps Twilio’s message, number and link', () => {
    const row = describeIt(63999, {
      message: 'Channel is resting',
      moreInfo: 'https://www.twilio.com/docs/errors/63999',
      httpStatus: 400,
    });
    expect(row).toMatchObject({
      code: 'twilio.63999',
      providerCode: '63999',
      helpUrl: 'https://www.twilio.com/docs/errors/63999',
      retryable: false,
    });
    expect(row.message).toBe('Twilio refused with code 63999: Channel is resting');
  });

  it('links to Twilio’s own page when the answer has no link, and to nothing when its link leads elsewhere', () => {
    expect(describeIt(63999).helpUrl).toBe('https://www.twilio.com/docs/api/errors/63999');
    for (const moreInfo of [
      'https://evil.example/63999',
      'http://www.twilio.com/docs',
      'javascript:alert(1)',
      'https://www.twilio.com@evil.example/',
    ]) {
      expect(describeIt(63999, { moreInfo })).not.toHaveProperty('helpUrl');
    }
  });

  it('takes a code as a number or as text, and nothing that is neither', () => {
    expect(describeIt('21211')).toEqual(describeIt(21211));
    expect(describeIt('<b>1</b>', { httpStatus: 400 }).code).toBe('twilio.http-400');
    expect(describeIt('constructor').message).toBe('Twilio refused with code constructor.');
    expect(describeIt('__proto__').code).toBe('twilio.__proto__');
    expect(describeIt(null).code).toBe('twilio.unknown');
    expect(describeIt(0, { httpStatus: 418, message: 'teapot' }).message).toBe('Twilio refused with HTTP 418: teapot');
  });

  it('goes by the status when there is no code', () => {
    expect(describeIt(null, { httpStatus: 401 })).toMatchObject({
      code: 'twilio.http-401',
      message: describeIt(20003).message,
    });
    expect(describeIt(undefined, { httpStatus: 429 })).toMatchObject({ code: 'twilio.http-429', retryable: true });
    expect(describeIt(null, { httpStatus: 503 })).toMatchObject({ code: 'twilio.http-503', retryable: true });
    expect(describeIt(null, { httpStatus: 401 })).not.toHaveProperty('providerCode');
    expect(describeIt(63999, { httpStatus: 503 }).retryable).toBe(true);
  });
});

describe('text out of an answer', () => {
  it('is one bounded line without markup or invisible characters', () => {
    expect(plainText('<h1>Bad</h1>\n\u202Egateway\u200B\u0007 ', 100)).toBe('Bad gateway');
    expect(plainText('x'.repeat(10_000), 240)).toHaveLength(240);
    expect(describeIt(63999, { message: `${'long '.repeat(1000)}` }).message.length).toBeLessThan(300);
  });

  it('never shows something that looks like a credential, even when the answer echoes it', () => {
    const token = '0123456789abcdef0123456789abcdef';
    const authorization = `Basic ${Buffer.from(`AC${token}:${token}`).toString('base64')}`;
    const said = plainText(`Bad header ${authorization} for AC${token} with ${token}`, 240);
    expect(said).toBe(`Bad header Basic (hidden) for AC${token} with (hidden)`);
  });

  it('reads hostile text in one pass: in squares of its length it would end after the test', () => {
    expect(plainText('<'.repeat(1_000_000), 240)).toHaveLength(240);
    expect(plainText(`Basic ${'a'.repeat(1_000_000)}`, 240).length).toBeLessThanOrEqual(240);
  });
});

describe('links that may be opened', () => {
  it('are https pages of exactly the listed origins', () => {
    for (const { origin, paths } of helpPlaces) {
      for (const path of paths ?? ['', '/']) expect(isHelpUrl(`${origin}${path}`)).toBe(true);
      const [first = '/'] = paths ?? [];
      expect(isHelpUrl(`${origin}${first}docs/errors?code=1#top`)).toBe(true);
      expect(new URL(origin).origin).toBe(origin);
    }
  });

  it('are limited to the paths that are needed, where an origin forwards to any address', () => {
    expect(isHelpUrl('https://www.google.com/appsstatus/dashboard/')).toBe(true);
    expect(isHelpUrl('https://www.google.com/url?q=https://evil.example')).toBe(false);
    expect(isHelpUrl('https://www.google.com')).toBe(false);
  });

  it.each([
    'http://www.twilio.com/docs',
    'https://www.twilio.com.evil.example/',
    'https://www.twilio.com@evil.example/',
    'https://user:pass@www.twilio.com/',
    'https://www.twilio.com:8443/',
    'https://evil.example/https://www.twilio.com/',
    'https://WWW.TWILIO.COM\\@evil.example',
    'https://www.twilio.com\\@evil.example',
    'https://xn--twili-jua.com/',
    'https://www.twilio.com/ x',
    'https://www.twilio.com/\u202Ex',
    ' https://www.twilio.com/',
    'javascript:alert(1)//https://www.twilio.com',
    'file:///etc/passwd',
    'https://www.google.com/appsstatus/../url?q=https://evil.example',
    'https://www.google.com/appsstatus/%2e%2e/url?q=https://evil.example',
    'https://www.google.com/appsstatus/%2F..%2Furl',
    '//www.twilio.com/',
    '',
    `https://www.twilio.com/${'a'.repeat(600)}`,
  ])('are never %s', (url) => {
    expect(isHelpUrl(url)).toBe(false);
  });
});
