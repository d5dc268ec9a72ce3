/** What holds for every command: its answer as JSON, its help on a narrow terminal, and a wrong word. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { helpWords } from '../../../src-main/cli/commander-words';
import { setLanguage } from '../../../src-shared/texts/set-language';
import { type Ran, runCli } from '../google/cli';
import { commandsIn } from './commands';

const folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-every-'));
let commands: Map<string, string[]>;
beforeAll(async () => {
  commands = await commandsIn(folder);
});
afterEach(() => setLanguage('en'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const error = z.object({
  code: z.string().regex(/^[a-z]+[a-z0-9-]*\.[\w.-]+$/),
  message: z.string().min(1),
  cause: z.string().min(1),
  fix: z.string().min(1),
  retryable: z.boolean(),
});
const answer = z.looseObject({ version: z.literal(1), error: error.optional() });
const codes = /^(?:[0-3])$/;
const escapeSign = '\u001b';

/** One document and nothing beside it; its exit code says the same as it. */
function expectJson({ code, stdout }: Ran, at: string): void {
  expect(stdout, at).not.toContain(escapeSign);
  const said = answer.parse(JSON.parse(stdout));
  expect(String(code), at).toMatch(codes);
  if (said.error !== undefined) expect(code, at).not.toBe(0);
}

/** Without an answer of their own: what they print is a script, for a shell. */
const withoutJson = ['completion'];

describe('--json', () => {
  test('is known to every command', () => {
    expect(commands.size).toBeGreaterThan(40);
    expect([...commands].filter(([, words]) => !words.includes('--json')).map(([at]) => at)).toEqual(withoutJson);
  });

  test('of each command is one answer, also where it lacks what it needs', async () => {
    let asked = 0;
    for (const [at, words] of commands) {
      if (!words.includes('--json')) continue;
      asked += 1;
      expectJson(await runCli(folder, [...at.split(' '), '--json'], {}), at);
    }
    expect(asked).toBeGreaterThan(25);
  });

  test('of a wrong option names the right one, and ends with 2', async () => {
    for (const [at, words] of commands) {
      if (!words.includes('--json')) continue;
      const ran = await runCli(folder, [...at.split(' '), '--jsn', '--json'], {});
      expectJson(ran, at);
      expect(ran.code, at).toBe(2);
      const said = answer.parse(JSON.parse(ran.stdout)).error;
      expect(said?.code, at).toBe('usage.invalid');
      // What is missing is said first.
      if (said?.message.startsWith('Unknown option'))
        expect(said.fix, at).toBe('Did you mean --json? Add --help to see what it takes.');
      else expect(said?.message, at).toMatch(/^(?:Required option|Missing required argument) /);
    }
  });
});

describe('a wrong word', () => {
  test.each([
    [['credntials', 'list'], 'credentials'],
    [['organizations', 'lst'], 'list'],
    [['check', '--al'], '--all'],
  ])('%j: the right one is named, and nothing is done', async (args, right) => {
    const ran = await runCli(folder, args, {});
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(`(Did you mean ${right}?)`);
    await setLanguage('es');
    expect((await runCli(folder, args, {})).stderr).toContain(`(¿Quería decir ${right}?)`);
  });
});

describe('help', () => {
  const helpAt = (width: number) => {
    const command = new Command('check')
      .description('prove the stored connections again; sends nothing')
      .option(
        '--notify <command>',
        'run a program for each connection that broke or works again, and for what ends soon',
      )
      .option('-q, --quiet', 'write nothing')
      .configureHelp({ ...helpWords, helpWidth: width });
    return command.helpInformation().split('\n');
  };

  test.each([40, 60, 80, 120])('at %i columns breaks no word and leaves nothing out', (width) => {
    const lines = helpAt(width);
    expect(lines.filter((line) => line.length > width)).toEqual([]);
    expect(lines.join(' ').replace(/\s+/g, ' ')).toContain(
      'run a program for each connection that broke or works again, and for what ends soon',
    );
  });

  test('at 80 columns says it beside the option, at 40 below', () => {
    expect(helpAt(80).some((line) => /--quiet\s+write nothing/.test(line))).toBe(true);
    expect(helpAt(40)).toContain('      write nothing');
  });
});
