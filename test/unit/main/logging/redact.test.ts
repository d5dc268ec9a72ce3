import { expect, test } from 'vitest';
import { describeThrown, redactText } from '../../../../src-main/logging/redact';

test.each([
  ['an auth token by its shape', 'got 0123456789abcdef0123456789abcdef back', '0123456789abcdef0123456789abcdef'],
  ['a basic authorization', 'Authorization: Basic QUMwMDAwOnNlY3JldA==', 'QUMwMDAwOnNlY3JldA=='],
  ['a bearer', 'bearer ya29.abcdefghijklmnop', 'ya29.abcdefghijklmnop'],
  ['a named value', 'authToken=hunter2hunter2', 'hunter2hunter2'],
  ['a named value in JSON', '{"api_key_secret": "s3cr3t value"}', 's3cr3t value'],
  ['credentials in an address', 'http://proxyuser:proxypass@proxy:3128', 'proxypass'],
  ['a Google client secret', 'GOCSPX-abcdefghijklmnop', 'GOCSPX-abcdefghijklmnop'],
  ['a Google sign-in code', 'code 4/0AbCdEfGhIjKlMnOp', '0AbCdEfGhIjKlMnOp'],
  ['most of a phone number', 'sent to +14155550123', '4155550123'],
])('%s is blacked out', (_what, text, hidden) => {
  expect(redactText(text)).not.toContain(hidden);
});

test('a SID stays readable: support needs it', () => {
  expect(redactText('AC0123456789abcdef0123456789abcdef')).toContain('AC0123456789abcdef0123456789abcdef');
});

test('of a thrown value only name, message and place are told, never its other properties', () => {
  const thrown = Object.assign(new TypeError('request failed'), {
    config: { headers: { Authorization: 'Basic c2VjcmV0c2VjcmV0' } },
  });
  expect(describeThrown(thrown)).toContain('TypeError: request failed');
  expect(describeThrown(thrown)).not.toContain('c2VjcmV0');
  expect(describeThrown({ authToken: 'x' })).toBe('a thrown object');
});
