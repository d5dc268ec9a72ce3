import { describe, expect, test } from 'vitest';
import { csvLine, csvMark } from '../../../src-shared/csv';

describe('a line of CSV', () => {
  test('quotes every cell, doubles quotes, keeps line breaks, and ends as RFC 4180 says', () => {
    expect(csvLine(['a', 'say "hi"', 'two\nlines', ''])).toBe('"a","say ""hi""","two\nlines",""\r\n');
  });

  test.each([
    '=1+1',
    '=HYPERLINK("http://x.test","x")',
    '+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1',
    '\u00a0=1',
    '\0=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '-',
  ])('no spreadsheet takes %j for a formula', (text) => {
    expect(csvLine([text])).toBe(`"'${text.replaceAll('"', '""')}"\r\n`);
  });

  test.each(['1 = 1', 'a@b.example', '(212) 555-0100', 'x-y', '2026-05-04', "O'Brien"])('%s stays as it is', (text) => {
    expect(csvLine([text])).toBe(`"${text}"\r\n`);
  });

  test('a file begins with the mark of UTF-8', () => {
    expect(Buffer.from(csvMark).toString('hex')).toBe('efbbbf');
  });
});
