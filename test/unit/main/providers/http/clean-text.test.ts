/** What a provider says can be shown: in a window, in a terminal, beside other text. */
import { describe, expect, test } from 'vitest';
import { readCalendar } from '../../../../../src-main/providers/google/answers';
import { cleanText, providerText } from '../../../../../src-main/providers/http/clean-text';
import { readAccount } from '../../../../../src-main/providers/twilio/answers';

const nasty = 'Front\u001b[31m\u202Edesk\u2066\r\n\u0000';

test.each([
  ['Dr. Müller’s 📅 家族 👩‍👩‍👧', 'Dr. Müller’s 📅 家族 👩‍👩‍👧'],
  ['\u001b[2J\u001b[31mred', '[2J [31mred'],
  ['a\u202Eb\u2069c', 'a b c'],
  ['  line\r\nline\u2028line\uFEFF', 'line line line'],
  ['\uD800half', 'half'],
  ['\u0000\u0007', ''],
])('%j', (said, clean) => expect(cleanText(said, 100)).toBe(clean));

test('no longer than it may be, however much was said', () => {
  expect(cleanText('x'.repeat(10_000_000), 100)).toHaveLength(100);
});

test('what is no text is none', () => {
  for (const value of [undefined, null, '', ' \n', {}, [], true]) expect(providerText(10).parse(value)).toBeNull();
  expect(providerText(10).parse(42)).toBe('42');
});

describe('the same for every provider', () => {
  test('Twilio', () => expect(readAccount({ friendly_name: nasty })?.name).toBe('Front [31m desk'));
  test('Google', () => expect(readCalendar({ id: 'x', summary: nasty })?.name).toBe('Front [31m desk'));
});
