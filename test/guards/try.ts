/**
 * Takes each guard out, runs the test that is to fail without it, and puts it back:
 * `npx node test/guards/try.ts`, or with words of the guards that are meant. Not part of `npm test`: it takes long, and
 * changes sources while it runs.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { guards } from './guards.ts';

const root = path.resolve(import.meta.dirname, '../..');
const words = process.argv.slice(2);
const meant = guards.filter((guard) => words.every((word) => JSON.stringify(Object.values(guard)).includes(word)));
let survived = 0;
let restore: () => void = () => undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    restore();
    process.exit(130);
  });

const projects = ['node', 'pure'].flatMap((name) => ['--project', name]);
for (const { promise, what, file, from, to, test } of meant) {
  const place = path.join(root, file);
  const source = readFileSync(place, 'utf8');
  if (!source.includes(from)) throw new Error(`${file} no longer says: ${from}`);
  restore = () => writeFileSync(place, source);
  writeFileSync(
    place,
    source.replace(from, () => to),
  );
  try {
    const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
    const { status, stdout } = spawnSync(process.execPath, [vitest, 'run', ...projects, '--bail', '1', test], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    const failed = /^\s*×.*$/m.exec(stdout)?.[0].trim();
    // A run that ended before any test did proves nothing.
    const verdict = status === 0 ? 'SURVIVES' : failed === undefined ? 'NOT RUN ' : 'fails   ';
    if (verdict !== 'fails   ') survived += 1;
    process.stdout.write(`${verdict} ${promise}: ${what}\n         ${failed ?? ''}\n`);
  } finally {
    restore();
  }
}
process.stdout.write(`${meant.length} guards, ${survived} without which nothing failed\n`);
process.exitCode = survived === 0 ? 0 : 1;
