/**
 * The completion of PowerShell, read by PowerShell's grammar as Visual Studio Code has it, so that a mistake in it is
 * found where there is no PowerShell. Where there is one, help.test.ts asks it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { Language, type Node, Parser } from '@vscode/tree-sitter-wasm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../google/cli';
import { commandsIn } from './commands';

const grammar = createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm');
const folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-powershell-'));
let parser: Parser;
let script: string;
beforeAll(async () => {
  await Parser.init();
  parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  script = (await runCli(folder, ['completion', 'powershell'], {})).stdout;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (text: string): Node => {
  const root = parser.parse(text)?.rootNode;
  if (root === undefined) throw new Error('not read');
  return root;
};
const partsOf = (node: Node, type: string): Node[] => node.descendantsOfType(type).filter((part) => part !== null);

test('is a sentence of PowerShell from end to end', () => {
  expect(read(script).hasError).toBe(false);
});

test('each likely mistake in it would be found', () => {
  const mistakes: [string, string][] = [
    ['an apostrophe in a word', script.replace("'--help'", "'it's'")],
    ['a brace that is not closed', script.replace(/\}\s*$/, '')],
    ['a comma too many', script.replace("'--help')", "'--help',)")],
    ['a list that is not closed', script.replace("'--help')", "'--help'")],
  ];
  for (const [what, changed] of mistakes) {
    expect(changed, what).not.toBe(script);
    expect(read(changed).hasError, what).toBe(true);
  }
});

test('its tables have each key once, whatever its case: PowerShell takes no second one', async () => {
  const tables = partsOf(read(script), 'hash_literal_expression').map((table) =>
    partsOf(table, 'key_expression').map(({ text }) => text.toLowerCase()),
  );
  expect(tables).toHaveLength(2);
  for (const keys of tables) {
    expect(keys.length).toBeGreaterThan(10);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  }
  const words = tables[0] ?? [];
  for (const command of (await commandsIn(folder)).keys()) expect(words).toContain(`'${command}'`);
});
