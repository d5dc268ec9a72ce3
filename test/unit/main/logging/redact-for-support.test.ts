import { expect, test } from 'vitest';
import { redactForSupport } from '../../../../src-main/logging/redact-for-support';

test.each([
  ['a number in E.164', 'to +14155550123', 'to +14…23'],
  ['a number with spaces', 'to +44 20 7946 0958.', 'to +…58.'],
  ['an American number', 'call (415) 555-0123 now', 'call …23 now'],
  ['an American number with dashes', '415-555-0123', '…23'],
  ['bare digits', 'from=14155550123', 'from=…23'],
  ['an address', 'signed in as front.desk+1@sunrise-dental.example', 'signed in as [address]'],
  ['a calendar', 'calendar c_0a1b@group.calendar.google.com is gone', 'calendar [address] is gone'],
  ['an auth token by itself', 'saw 0123456789abcdef0123456789abcdef there', 'saw [hidden] there'],
  ['an access token', 'ya29.a0AfH6SMBxGq-Rz1Xy_more', '[hidden]'],
  ['a token that is JSON', 'id eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2ln', 'id [hidden]'],
  ['the person’s own folder', 'could not read /home/ada/.config/x', 'could not read ~/.config/x'],
])('%s is left out', (_what, text, left) => {
  expect(redactForSupport(text, '/home/ada')).toBe(left);
});

test.each([
  '2026-11-29T12:00:00.123Z info started 0.1.0 on Electron 45.4.1; keys: ready',
  'clinic 019ad7a2-1c2e-7b55-9f3a-0123456789ab',
  'backups/console-daily-v4-2026-11-29T12-00-00-000Z.db',
  'twilio.20003 in 1534 ms, 192.168.100.101:8080',
  'credentials: 12',
])('%s stays as it is', (text) => {
  expect(redactForSupport(text, '/home/ada')).toBe(text);
});

test('lines stay lines', () => {
  expect(redactForSupport('one\ntwo +14155550123\nthree')).toBe('one\ntwo +14…23\nthree');
});
