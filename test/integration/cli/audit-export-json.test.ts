/** The export of the activity: its answer as JSON, for the program that started it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../google/cli';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-json-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => path.join(folder, name);

async function answer(...args: string[]): Promise<unknown> {
  const ran = await runCli(folder, [...args, '--json'], {});
  expect(ran.code, ran.stderr).toBe(0);
  return JSON.parse(ran.stdout);
}

test('audit export says how much it wrote and where; audit key what checks it', async () => {
  await answer('organizations', 'add', 'Sunrise', '--time-zone', 'UTC');
  const said = await answer('audit', 'export', '--signed', '--output', at('trail.jsonl'));
  const lines = readFileSync(at('trail.jsonl'), 'utf8').trimEnd().split('\n');
  // The last two lines say what the check found, and sign.
  expect(said).toEqual({ version: 1, entries: lines.length - 2, signed: true, savedTo: at('trail.jsonl') });
  const { signed } = JSON.parse(lines.at(-1) ?? '') as { signed: { publicKey: string } };
  expect(await answer('audit', 'key')).toEqual({ version: 1, publicKey: signed.publicKey });
});

test('a file that can’t be written is told as JSON', async () => {
  const ran = await runCli(folder, ['audit', 'export', '--output', at('none/trail.jsonl'), '--json'], {});
  expect(ran.code).toBe(2);
  expect(JSON.parse(ran.stdout)).toMatchObject({ version: 1, error: { code: 'usage.invalid' } });
});
