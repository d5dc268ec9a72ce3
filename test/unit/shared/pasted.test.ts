/** What is pasted brings along what it was copied with: one cleaning for every field of every provider. */
import { describe, expect, test } from 'vitest';
import { cleanLine, cleanPasted } from '../../../src-shared/pasted';
import { allProviders } from '../../../src-shared/providers';

describe('a pasted value loses', () => {
  test.each([
    ['space and lines around and in it', ' abc\t123\r\n', 'abc123'],
    ['no-break and narrow spaces', '\u00A0abc\u202F123\u3000', 'abc123'],
    ['zero-width characters', 'a\u200Bb\u200C\u200D\u2060c\uFEFF', 'abc'],
    ['soft hyphens', 'ab\u00ADc', 'abc'],
    ['marks that turn text around, the Arabic letter mark among them', '\u202Eabc\u202C\u2066\u2069\u061C', 'abc'],
    ['variation selectors and tags', 'a\uFE0Fb\u{E0041}c', 'abc'],
    ['control characters', 'a\u0000b\u001Bc\u007F', 'abc'],
    ['straight quotes', '"abc"', 'abc'],
    ['single quotes and backticks', "'`abc`'", 'abc'],
    ['curly quotes', '“abc”', 'abc'],
    ['German and French quotes', '„«abc»“', 'abc'],
    ['full-width quotes', '＂abc＂', 'abc'],
    ['a comma or semicolon at its end', '"abc",', 'abc'],
    ['the name of its setting', 'ACME_AUTH_TOKEN=abc', 'abc'],
    ['the name of its setting with quotes inside', 'export ACME_AUTH_TOKEN="abc"', 'abc'],
    ['the quotes around a whole line', '"ACME_AUTH_TOKEN=abc"', 'abc'],
    ['the name of its JSON key', '"client_secret": "abc",', 'abc'],
  ])('%s', (_what, pasted, value) => {
    expect(cleanPasted(pasted)).toBe(value);
  });

  test.each(['GOCSPX-a_b-c.d', 'https://example.com/a', 'a=b', 'AB=c', 'sk_test_a1', '{"installed":{}}'])(
    'nothing of its own: %s',
    (value) => {
      expect(cleanPasted(value)).toBe(value);
    },
  );
});

describe('every field of every provider', () => {
  const fields = allProviders.flatMap(({ id, methods }) =>
    methods.flatMap((method) => method.fields.map((field) => [`${id} ${method.id} ${field.id}`, field] as const)),
  );

  test.each(fields)('%s says what to paste when nothing but marks was pasted', (_name, { check }) => {
    expect(check('"\u200B\u061C“”"')).toEqual({ problem: expect.stringMatching(/^Paste the /) });
  });
});

describe('a name that is typed or pasted', () => {
  test.each([
    ['loses space and line ends around it', ' Sunrise Dental\r\n', 'Sunrise Dental'],
    ['has one space between its words', 'Sunrise \n\t Dental\u00A0\u2003Care', 'Sunrise Dental Care'],
    ['loses zero-width signs and soft hyphens', 'Sun\u200Brise\u2060 Den\u00ADtal\uFEFF', 'Sunrise Dental'],
    ['loses what turns text around', '\u202ESunrise\u202C \u2066Dental\u2069', 'Sunrise Dental'],
    ['loses what can’t be seen at its ends', '\u200E\u200D\u3164Sunrise\u2800 \u200F', 'Sunrise\u2800'],
    ['is nothing where nothing is seen', '\u200B \u2060\u200D\uFEFF', ''],
    ['keeps the joiners of emoji', '👩‍⚕️ Dental', '👩‍⚕️ Dental'],
    ['keeps flags at its end', 'Dental 🏴󠁧󠁢󠁳󠁣󠁴󠁿', 'Dental 🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['keeps the joiners of Persian', 'می\u200Cخواهم', 'می\u200Cخواهم'],
  ])('%s', (_what, typed, name) => {
    expect(cleanLine(typed)).toBe(name);
    expect(cleanLine(name)).toBe(name);
  });
});
