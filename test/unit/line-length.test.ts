/** Lines have at most 120 columns, the width to which Biome formats code; comments and texts are not its business. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const columns = 120;

/** Released migrations are never edited, and pages of HTML read better whole. */
const exempt = /^src-main\/(?:storage\/migrations\/|sign-in\/pages\.ts|simulator\/google\/pages\.ts)/;
/** An address, a pattern and a text of the catalogue, which is looked up whole, can't be broken. */
const isWhole = (line: string) =>
  /https?:\/\//.test(line) ||
  /^\s*(?:[[(]|\w+: )?\/[^/*].*\/[a-z]*[;,]?/.test(line) ||
  /^\s*(?:'(?:[^'\\]|\\.)*'|(?:text=)?"[^"]*"),?$/.test(line);

const folders = ['src-main', 'src-renderer', 'src-shared', 'scripts', 'test'];
const sources = execFileSync('git', ['ls-files', ...folders], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(?:tsx?|[cm]js|css|sh)$/.test(file) && !exempt.test(file));

const longLines = (text: string) => text.split('\n').filter((line) => [...line].length > columns && !isWhole(line));

test('no line of the sources, the scripts and the tests is longer than 120 columns', () => {
  expect(sources.length).toBeGreaterThan(1000);
  const found = sources.flatMap((file) =>
    longLines(readFileSync(path.join(root, file), 'utf8')).map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});

test('a longer line is found; an address, a pattern and a text of the catalogue may be longer', () => {
  expect(longLines(`// ${'word '.repeat(24)}`)).toHaveLength(1);
  expect(longLines(`const text = '${'word '.repeat(24)}';`)).toHaveLength(1);
  expect(longLines(`// https://example.com/${'a'.repeat(110)}`)).toEqual([]);
  expect(longLines(`  /^(?:${'a|'.repeat(60)}b)$/,`)).toEqual([]);
  expect(longLines(`    '${'word '.repeat(24)}',`)).toEqual([]);
  expect(longLines(`      text="${'word '.repeat(24)}"`)).toEqual([]);
  expect(longLines(`      title="${'word '.repeat(24)}"`)).toHaveLength(1);
});
