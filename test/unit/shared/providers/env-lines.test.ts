/** Files made of a shell's lines instead of a `.env` file's: Windows users copy them from the provider's own pages. */
import { parse } from 'dotenv';
import { expect, test } from 'vitest';
import { withShellLines } from '../../../../src-shared/providers/env-lines';

test.each([
  ['Command Prompt', 'set ACME_TOKEN=abc123'],
  ['Command Prompt with quotes', 'set "ACME_TOKEN=abc123"'],
  ['Command Prompt, kept for good', 'setx ACME_TOKEN abc123'],
  ['the same for the whole machine', 'setx ACME_TOKEN "abc123" /M'],
  ['PowerShell', '$Env:ACME_TOKEN="abc123"'],
  ['PowerShell with spaces', "  $env:ACME_TOKEN = 'abc123';"],
  ['PowerShell, kept for good', "[System.Environment]::SetEnvironmentVariable('ACME_TOKEN', 'abc123', 'User')"],
  ['fish', 'set -gx ACME_TOKEN abc123'],
  ['a POSIX shell', 'export ACME_TOKEN="abc123"'],
  ['Docker Compose', '    - ACME_TOKEN=abc123'],
  ['Docker Compose, in quotes', '    - "ACME_TOKEN=abc123"'],
  ['Docker Compose by name', '    ACME_TOKEN: abc123'],
  ['JSON', '  "ACME_TOKEN": "abc123",'],
  ['JSON in one line', '{ "ACME_TOKEN": "abc123" }'],
  ['Windows line ends', 'OTHER=1\r\nset ACME_TOKEN=abc123\r\n'],
])('a line of %s', (_shell, line) => {
  expect(parse(withShellLines(line))).toMatchObject({ ACME_TOKEN: 'abc123' });
});

test('Command Prompt takes the rest of the line as it stands', () => {
  expect(parse(withShellLines('set ACME_SECRET=a#b c'))).toEqual({ ACME_SECRET: 'a#b c' });
});

test('other lines stay as they are', () => {
  const text = '# set A=1 in your shell\nA="x\ny"\nsettings=1\nB=set C=2\n';
  expect(withShellLines(text)).toBe(text);
});
