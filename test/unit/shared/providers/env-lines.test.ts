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
  ['PowerShell with braces', `\${env:ACME_TOKEN} = 'abc123'`],
  ['PowerShell, as an item', "Set-Item -Path Env:ACME_TOKEN -Value 'abc123'"],
  ['PowerShell, as an item in short', 'Set-Item Env:\\ACME_TOKEN "abc123"'],
  ['PowerShell, as a new item', "New-Item -Path 'Env:ACME_TOKEN' -Value 'abc123'"],
  ['PowerShell, kept for good', "[System.Environment]::SetEnvironmentVariable('ACME_TOKEN', 'abc123', 'User')"],
  ['fish', 'set -gx ACME_TOKEN abc123'],
  ['a POSIX shell', 'export ACME_TOKEN="abc123"'],
  ['bash, as it lists its own', 'declare -x ACME_TOKEN="abc123"'],
  ['zsh, as it lists its own', 'typeset -x ACME_TOKEN=abc123'],
  ['csh', 'setenv ACME_TOKEN abc123'],
  ['csh with quotes', 'setenv ACME_TOKEN "abc123";'],
  ['Docker Compose', '    - ACME_TOKEN=abc123'],
  ['a Dockerfile', 'ENV ACME_TOKEN=abc123'],
  ['a Dockerfile, in quotes', 'ENV ACME_TOKEN="abc123"'],
  ['a Dockerfile of old', 'ENV ACME_TOKEN abc123'],
  ['a unit of systemd', '[Service]\nEnvironment=ACME_TOKEN=abc123'],
  ['a unit of systemd, in quotes', '[Service]\nEnvironment="ACME_TOKEN=abc123"'],
  ['Docker Compose, in quotes', '    - "ACME_TOKEN=abc123"'],
  ['Docker Compose by name', '    ACME_TOKEN: abc123'],
  ['Docker Compose by name, under a heading', 'environment:\n  ACME_TOKEN: abc123'],
  ['YAML with a key that is empty', 'OTHER_TOKEN:   \nACME_TOKEN: abc123'],
  ['JSON', '  "ACME_TOKEN": "abc123",'],
  ['JSON in one line', '{ "ACME_TOKEN": "abc123" }'],
  ['JSON with several in one line', '{"OTHER":"1","ACME_TOKEN":"abc123","PORT":3000}'],
  ['JSON, one room down', '{"Values":{"OTHER":"1","ACME_TOKEN":"abc123"}}'],
  ['several in one line', 'export OTHER=1; export ACME_TOKEN=abc123'],
  ['JSON, as a list of names', '{"env":[{"name":"OTHER","value":"1"},{"name":"ACME_TOKEN","value":"abc123"}]}'],
  ['Kubernetes', 'env:\n  - name: OTHER\n    value: "1"\n  - name: ACME_TOKEN\n    value: "abc123"\n'],
  ['Kubernetes, in quotes', "  - name: 'ACME_TOKEN'\n    value: abc123 # the newest"],
  ['a command with its settings', 'OTHER=1 ACME_TOKEN=abc123 node server.js'],
  ['env', 'env ACME_TOKEN=abc123 node server.js'],
  ['export with several', 'export OTHER=1 ACME_TOKEN="abc123"'],
  ['a unit of systemd, with several', 'Environment=ACME_TOKEN=abc123 OTHER=2 THIRD=3'],
  ['a Dockerfile with several', 'ENV OTHER=1 ACME_TOKEN=abc123'],
  ['heroku', 'heroku config:set ACME_TOKEN=abc123 --app clinic'],
  ['heroku with several', "heroku config:set OTHER=1 ACME_TOKEN='abc123'"],
  ['docker', 'docker run -e ACME_TOKEN=abc123 image'],
  ['JavaScript', "process.env.ACME_TOKEN = 'abc123';"],
  ['JavaScript, by name', 'process.env["ACME_TOKEN"] = "abc123"'],
  ['Python', 'os.environ["ACME_TOKEN"] = "abc123"'],
  ['Ruby', "ENV['ACME_TOKEN'] = 'abc123'"],
  ['a note with a space before the colon', 'ACME_TOKEN : abc123'],
  ['Windows line ends', 'OTHER=1\r\nset ACME_TOKEN=abc123\r\n'],
])('a line of %s', (_shell, line) => {
  expect(parse(withShellLines(line))).toMatchObject({ ACME_TOKEN: 'abc123' });
});

test('Command Prompt takes the rest of the line as it stands', () => {
  expect(parse(withShellLines('set ACME_SECRET=a#b c'))).toEqual({ ACME_SECRET: 'a#b c' });
});

test.each([
  ['a heading', 'A="x\nabc:\ny"\nB=2', { A: 'x\nabc:\ny', B: '2' }],
  ['a line of Command Prompt', "A='x\nset B=1\ny' # why\nC=3", { A: 'x\nset B=1\ny', C: '3' }],
  ['a list of Docker Compose', 'A=`x\n  - B=1\ny`', { A: 'x\n  - B=1\ny' }],
  ['several exports', 'export A="x\nexport C=1; export D=2\ny"', { A: 'x\nexport C=1; export D=2\ny' }],
  ['an escaped quote', 'A="x \\"\nabc:\n\\" y"', { A: 'x \\"\nabc:\n\\" y' }],
  ['a heading, as bash lists it', 'declare -x A="x\nabc:\ny"', { A: 'x\nabc:\ny' }],
  ['a heading, in PowerShell', '$Env:A="x\nabc:\ny"', { A: 'x\nabc:\ny' }],
])('a quoted value of several lines stays as it is: with %s', (_what, text, values) => {
  expect(parse(withShellLines(text))).toEqual(values);
});

test('a quote that nothing closes ends with its line', () => {
  expect(parse(withShellLines("A=it's\nset B=1\nC='x\nset D=2"))).toMatchObject({ A: "it's", B: '1', D: '2' });
});

test.each([
  ['a value with a comment', 'ACME_TOKEN=abc123 # was ACME_TOKEN=old456'],
  ['a value in quotes that holds another', 'ACME_TEXT="x ACME_TOKEN=1 y"'],
  ['a name without a value', 'name: ACME_TOKEN\nother: 1'],
  ['a name that is none', '  - name: my service\n    value: 1'],
  ['a name in small letters', 'text=it is AA=1 BB=2'],
  ['a comment', '# ACME_TOKEN=1 ACME_OTHER=2'],
])('%s is no list of several', (_what, text) => {
  expect(parse(withShellLines(text))).toEqual(parse(text));
});

test('names and values of a list in JSON are no names of their own', () => {
  expect(parse(withShellLines('{"env":[{"name":"ACME_TOKEN","value":"abc123"}]}'))).toEqual({ ACME_TOKEN: 'abc123' });
});

test('other lines stay as they are', () => {
  const text = '# set A=1 in your shell\nA="x\ny"\nsettings=1\nB=set C=2\n';
  expect(withShellLines(text)).toBe(text);
});
