/** Where requests go, and which pages of a list are followed. */
import { describe, expect, test } from 'vitest';
import { googleHosts } from '../../../../../src-main/providers/google/hosts';
import { nextPagePath, targetOf } from '../../../../../src-main/providers/http/target';
import { twilioHosts } from '../../../../../src-main/providers/twilio/hosts';

describe('hosts', () => {
  test('a provider’s own go to the provider, or to the redirect', () => {
    expect(targetOf('https://api.twilio.com/2010-04-01/x?y=1', twilioHosts, null).href).toBe(
      'https://api.twilio.com/2010-04-01/x?y=1',
    );
    expect(targetOf('https://messaging.twilio.com/v1/Services', twilioHosts, 'http://127.0.0.1:9').href).toBe(
      'http://127.0.0.1:9/v1/Services',
    );
    expect(targetOf('https://oauth2.googleapis.com/token', googleHosts, null).host).toBe('oauth2.googleapis.com');
  });

  test.each([
    'https://evil.example/',
    'http://api.twilio.com/',
    'https://api.twilio.com:8443/',
    'https://a:b@api.twilio.com/',
    'https://api.twilio.com.evil.example/',
    'https://API.au1.twilio.com/',
    'https://oauth2.googleapis.com/token',
  ])('%s is refused, with and without a redirect', (uri) => {
    expect(() => targetOf(uri, twilioHosts, null)).toThrow('not the provider’s');
    expect(() => targetOf(uri, twilioHosts, 'http://127.0.0.1:9')).toThrow('not the provider’s');
  });
});

describe('the next page', () => {
  const place = { under: '/2010-04-01/Accounts/AC1', origin: 'https://api.twilio.com' };
  test.each([
    ['/2010-04-01/Accounts/AC1/Messages.json?Page=1', null, '/2010-04-01/Accounts/AC1/Messages.json?Page=1'],
    ['https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json', null, '/2010-04-01/Accounts/AC1/Messages.json'],
    ['http://127.0.0.1:9/2010-04-01/Accounts/AC1/x', 'http://127.0.0.1:9', '/2010-04-01/Accounts/AC1/x'],
    ['/2010-04-01/Accounts/AC12/Messages.json', null, null],
    ['/2010-04-01/Accounts/AC1/../AC2/Messages.json', null, null],
    ['http://127.0.0.1:9/2010-04-01/Accounts/AC1/x', null, null],
    ['https://messaging.twilio.com/2010-04-01/Accounts/AC1/x', null, null],
    ['//evil.example/2010-04-01/Accounts/AC1/x', null, null],
    ['https://a:b@api.twilio.com/2010-04-01/Accounts/AC1/x', null, null],
    ['https://[', null, null],
  ])('%s, redirected to %s: %s', (next, redirect, path) => {
    expect(nextPagePath(next, { ...place, redirect })).toBe(path);
  });
});
