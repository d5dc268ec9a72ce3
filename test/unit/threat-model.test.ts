/** What `docs/threat-model.md` names is there, and each guard can still be taken out as it is listed. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { guards } from '../guards/guards';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

const rows = [...read('docs/threat-model.md').matchAll(/^\| ([\w-]+) \| (.+) \| `(.+)` \| `(.+)` \| (.*)\|$/gm)].map(
  ([, promise = '', what = '', guard = '', shown = '', taken = '']) => ({ promise, what, guard, shown, taken }),
);

test('every promise has a guard and a test that are there', () => {
  expect(rows.length).toBeGreaterThan(35);
  expect(
    rows.flatMap(({ guard, shown }) => [guard, shown]).filter((file) => !existsSync(path.join(root, file))),
  ).toEqual([]);
  expect(new Set(rows.map(({ promise }) => promise)).size).toBe(rows.length);
});

test('those that are said to be taken out are the listed ones', () => {
  const said = rows.filter(({ taken }) => taken.trim() === 'taken out').map(({ promise }) => promise);
  expect(said.toSorted()).toEqual([...new Set(guards.map(({ promise }) => promise))].toSorted());
});

test.each(guards.map((guard) => [`${guard.promise}: ${guard.what}`, guard] as const))('%s', (_name, guard) => {
  expect(read(guard.file).split(guard.from)).toHaveLength(2);
  expect(guard.to).not.toBe(guard.from);
  expect(existsSync(path.join(root, guard.test))).toBe(true);
});
