import { describe, expect, test } from 'vitest';
import { readEndpoints } from '../../../../src-main/providers/endpoints';

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
