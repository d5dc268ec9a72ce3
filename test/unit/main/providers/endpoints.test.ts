import { describe, expect, test } from 'vitest';
import { readEndpoints } from '../../../../src-main/providers/endpoints';
import { nextPagePath, targetOf } from '../../../../src-main/providers/twilio/hosts';

const read = (value: string) => readEndpoints({ VOXANNE_TWILIO_URL: value }).twilio;

describe('a redirect of Twilio’s requests', () => {
  test('none: Twilio itself', () => {
    expect(readEndpoints({}).twilio).toEqual({ origin: null, simulated: false });
    expect(read('  ')).toEqual({ origin: null, simulated: false });
  });

  test.each([
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
    ['http://127.9.8.7:1/', 'http://127.9.8.7:1'],
    ['https://localhost:4010', 'https://localhost:4010'],
    ['http://[::1]:4010', 'http://[::1]:4010'],
    ['http://2130706433:80', 'http://127.0.0.1'],
  ])('%s is this computer', (value, origin) => expect(read(value)).toEqual({ origin, simulated: true }));

  test.each([
    'http://10.0.0.1:4010',
    'https://api.twilio.com',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://0.0.0.0:4010',
    'http://[::ffff:10.0.0.1]:1',
    'http://127.0.0.1@evil.example',
  ])('%s stops the program', (value) =>
    expect(() => read(value)).toThrow(
      expect.objectContaining({ data: expect.objectContaining({ code: 'endpoint.not-loopback' }) }),
    ),
  );

  test.each([
    'nonsense',
    'ftp://127.0.0.1',
    'http://127.0.0.1/path',
    'http://127.0.0.1?x=1',
    'http://127.0.0.1/#x',
    'http://user:pw@127.0.0.1',
  ])('%s is no origin', (value) =>
    expect(() => read(value)).toThrow(
      expect.objectContaining({ data: expect.objectContaining({ code: 'endpoint.invalid' }) }),
    ),
  );
});

describe('hosts', () => {
  test('Twilio’s own go to Twilio, or to the redirect', () => {
    expect(targetOf('https://api.twilio.com/2010-04-01/x?y=1', null).href).toBe(
      'https://api.twilio.com/2010-04-01/x?y=1',
    );
    expect(targetOf('https://messaging.twilio.com/v1/Services', 'http://127.0.0.1:9').href).toBe(
      'http://127.0.0.1:9/v1/Services',
    );
  });

  test.each([
    'https://evil.example/',
    'http://api.twilio.com/',
    'https://api.twilio.com:8443/',
    'https://a:b@api.twilio.com/',
    'https://api.twilio.com.evil.example/',
    'https://API.au1.twilio.com/',
  ])('%s is refused, with and without a redirect', (uri) => {
    expect(() => targetOf(uri, null)).toThrow('not Twilio’s');
    expect(() => targetOf(uri, 'http://127.0.0.1:9')).toThrow('not Twilio’s');
  });

  test('a next page must stay in the account', () => {
    expect(nextPagePath('/2010-04-01/Accounts/AC1/Messages.json?Page=1', '/2010-04-01/Accounts/AC1', null)).toBe(
      '/2010-04-01/Accounts/AC1/Messages.json?Page=1',
    );
    expect(
      nextPagePath('https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json', '/2010-04-01/Accounts/AC1', null),
    ).toBe('/2010-04-01/Accounts/AC1/Messages.json');
    expect(nextPagePath('/2010-04-01/Accounts/AC12/Messages.json', '/2010-04-01/Accounts/AC1', null)).toBeNull();
    expect(nextPagePath('http://127.0.0.1:9/2010-04-01/Accounts/AC1/x', '/2010-04-01/Accounts/AC1', null)).toBeNull();
  });
});
