/** Each script of the package file begins without packages: what it imports at once is Node's or the project's own. */
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const entries = Object.values(scripts).flatMap((script) => /^node -- (scripts\/\S+)/.exec(script)?.[1] ?? []);

/** The packages that a file and its own imports load before its first line runs, each with who imports it. */
function packagesOf(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/^(?:(?:import|export)\b[^=;'"()]*?\bfrom\s*|import\s*)'([^']+)'/gm)].flatMap(
    ([, wanted = '']) => {
      if (wanted.startsWith('.')) return packagesOf(path.resolve(path.dirname(file), wanted), seen);
      return isBuiltin(wanted) ? [] : [`${wanted} in ${path.relative(root, file)}`];
    },
  );
}

test('all scripts are looked at', () => {
  expect(entries).toContain('scripts/example.mjs');
  expect(entries.length).toBeGreaterThanOrEqual(10);
});

test.each(entries)('%s needs no package to begin', (entry) => {
  expect(packagesOf(path.join(root, entry))).toEqual([]);
});
