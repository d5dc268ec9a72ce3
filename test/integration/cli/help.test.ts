/** What the shell and `--help` say of each command. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitCodes } from '../../../src-main/cli/exit-codes';
import { providerIds } from '../../../src-shared/providers/ids';
import { runCli } from '../google/cli';
import { commandsIn } from './commands';

const folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-help-'));
let script: string;
beforeAll(async () => {
  const ran = await runCli(folder, ['completion', 'bash'], {});
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  script = path.join(folder, 'completion.bash');
  writeFileSync(script, ran.stdout);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What bash offers for the last word. */
const offered = (...words: string[]): string[] =>
  execFileSync(
    'bash',
    [
      '-c',
      'source "$1"; shift; cd "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }; ' +
        // biome-ignore lint/suspicious/noTemplateCurlyInString: bash reads it
        '_voxanne_console; printf "%s\\n" "${COMPREPLY[@]}"',
      'bash',
      script,
      folder,
      'voxanne-console',
      ...words,
    ],
    { encoding: 'utf8' },
  )
    .split('\n')
    .filter((word) => word !== '');

describe('help', () => {
  test('shows an example for each command, with options that it has', async () => {
    const all = await commandsIn(folder);
    expect(all.size).toBeGreaterThan(25);
    for (const [at, words] of all) {
      const { code, stdout } = await runCli(folder, [...at.split(' '), '--help'], {});
      expect(code).toBe(0);
      const examples = (stdout.split('\nExamples:\n')[1] ?? '')
        .trim()
        .split('\n')
        .map((line) => line.trim());
      expect(examples[0], at).toContain(`npm run -s cli -- ${at}`);
      for (const example of examples)
        for (const option of (example.split('cli -- ')[1] ?? '').match(/(?<=\s)--[\w-]+/g) ?? [])
          expect(words, `${example} (of ${at})`).toContain(option);
    }
  });
});

describe('docs/command-line.md', () => {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../../docs/command-line.md'), 'utf8');
  /** Said once for all commands, below the table. */
  const ofAll = ['--json', '--quiet', '--help'];

  test('has each command, with each of its options', async () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| `'));
    const has = (row: string, word: string) => row.split(/[^\w-]+/).includes(word);
    const missing = [...(await commandsIn(folder))].flatMap(([at, words]) => {
      const own = rows.filter((row) => at.split(' ').every((word) => has(row, word)));
      if (own.length === 0) return [at];
      const options = words.filter((word) => word.startsWith('--') && !ofAll.includes(word));
      return options.filter((option) => !own.some((row) => has(row, option))).map((option) => `${at} ${option}`);
    });
    expect(missing).toEqual([]);
    for (const option of ofAll) expect(text).toContain(`\`${option}\``);
  });

  test('has the exit codes, and no others', () => {
    const rows = [...text.matchAll(/^\| (\d[\d, ]*) \|/gm)].flatMap(([, codes = '']) => codes.split(', ').map(Number));
    expect(rows.sort((a, b) => a - b)).toEqual(Object.values(exitCodes).sort((a, b) => a - b));
  });
});

describe.skipIf(process.platform === 'win32')('completion of bash', () => {
  test('offers the command line, then commands, options, choices and files', () => {
    writeFileSync(path.join(folder, 'Praxis Süd.env'), '');
    expect(offered('')).toEqual(['--cli']);
    expect(offered('--cli', 'org')).toEqual(['organizations']);
    expect(offered('--cli', 'organizations', '')).toEqual(['list', 'add', 'remove', '--help']);
    expect(offered('--cli', 'organizations', 'remove', '--le')).toEqual(['--leave-access']);
    expect(offered('--cli', 'credentials', 'add', '--provider', '')).toEqual([...providerIds]);
    expect(offered('--cli', 'credentials', 'add', '--env-file', 'Pra')).toEqual(['Praxis Süd.env']);
    expect(offered('--cli', 'completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'powershell']));
  });
});

/** What zsh hands over is filtered by zsh itself: here all of it is seen. */
const inZsh = [
  'compadd() { shift; print -rl -- "$@" }; _files() { print FILES }; compdef() { : }; source $1; shift',
  'words=(voxanne-console "$@"); CURRENT=$#words; _voxanne_console',
].join('\n');

test.skipIf(spawnSync('zsh', ['--version']).error !== undefined)('completion of zsh offers the same', async () => {
  const script = path.join(folder, '_voxanne-console');
  writeFileSync(script, (await runCli(folder, ['completion', 'zsh'], {})).stdout);
  const offeredBy = (...words: string[]) =>
    execFileSync('zsh', ['-f', '-c', inZsh, 'zsh', script, ...words], { encoding: 'utf8' })
      .trim()
      .split('\n');
  expect(offeredBy('')).toEqual(['--cli']);
  expect(offeredBy('--cli', '')).toContain('organizations');
  expect(offeredBy('--cli', 'organizations', '')).toEqual(['list', 'add', 'remove', '--help']);
  expect(offeredBy('--cli', 'organizations', 'remove', '--le')).toContain('--leave-access');
  expect(offeredBy('--cli', 'credentials', 'add', '--provider', '')).toEqual([...providerIds]);
  expect(offeredBy('--cli', 'credentials', 'add', '--env-file', 'Pra')).toEqual(['FILES']);
});

/** `pwsh` everywhere, and Windows' own. */
const powerShell = ['pwsh', 'powershell.exe'].find((name) => spawnSync(name, ['-Version']).error === undefined);

test.skipIf(powerShell === undefined)('completion of PowerShell offers the same', async () => {
  const script = path.join(folder, 'completion.ps1');
  writeFileSync(script, (await runCli(folder, ['completion', 'powershell'], {})).stdout);
  const asked = path.join(folder, 'ask.ps1');
  writeFileSync(
    asked,
    'param($script, $line)\nGet-Content -Raw $script | Invoke-Expression\n' +
      '(TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches | % { $_.CompletionText }\n',
  );
  const offeredBy = (line: string) =>
    execFileSync(powerShell ?? '', ['-NoProfile', '-NonInteractive', '-File', asked, script, line], {
      cwd: folder,
      encoding: 'utf8',
    })
      .trim()
      .split(/\r?\n/);
  expect(offeredBy('voxanne-console ')).toEqual(['--cli']);
  expect(offeredBy('voxanne-console --cli org')).toEqual(['organizations']);
  expect(offeredBy('voxanne-console --cli organizations ')).toEqual(['list', 'add', 'remove', '--help']);
  expect(offeredBy('voxanne-console --cli organizations remove --le')).toEqual(['--leave-access']);
  expect(offeredBy('voxanne-console --cli credentials add --provider ')).toEqual([...providerIds]);
  expect(offeredBy('voxanne-console --cli credentials add --env-file comp').join()).toContain('completion.ps1');
});

test('PowerShell offers files where an option takes one: nothing else is in their way', async () => {
  const { stdout } = await runCli(folder, ['completion', 'powershell'], {});
  for (const key of ['credentials add --env-file', 'sms-test --env-file', 'recovery restore --input'])
    expect(stdout).toContain(`'${key}' = @()`);
});

test('zsh and PowerShell know the same commands', async () => {
  const all = [...(await commandsIn(folder)).keys()];
  for (const shell of ['zsh', 'powershell']) {
    const { stdout } = await runCli(folder, ['completion', shell], {});
    for (const at of all) expect(stdout, shell).toContain(`'${at}'`);
  }
});

test('a shell that is not known is refused', async () => {
  expect((await runCli(folder, ['completion', 'tcsh'], {})).code).toBe(2);
});

describe('--quiet', () => {
  test('leaves out notes, and keeps answers and errors', async () => {
    const add = ['organizations', 'list'];
    expect((await runCli(folder, add, {})).stderr).toContain('No clinic yet.');
    expect(await runCli(folder, [...add, '--quiet', '--json'], {})).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"organizations": []'),
      stderr: '',
    });
    const refused = await runCli(folder, ['credentials', 'list', '-q', '--organization', 'nobody'], {});
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/^Error: /);
  });
});
