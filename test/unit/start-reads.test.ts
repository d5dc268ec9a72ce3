/**
 * What the window's start reads before the list of clinics is there. Code that only a later click needs is read then:
 * each thousand lines here stand before the first frame of everybody.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
/** `main.ts` and what it reads beside the page's own start. */
const start = ['main.ts', 'desktop.ts', 'compose.ts', 'ipc/publish.ts', 'ipc/answer.ts', 'ipc/handlers/index.ts'].map(
  (file) => `src-main/${file}`,
);

/** Imports and re-exports that run when a file is read: not those of types alone, and not `import()`. */
function readWith(source: string): string[] {
  const found: string[] = [];
  for (const [, names = '', from = ''] of source.matchAll(
    /^(?:import|export)\s+(?:([^'";]*?)\s+from\s+)?'([^']+)'/gm,
  )) {
    const named = /^\{(.*)\}$/s.exec(names)?.[1];
    const onlyTypes =
      /^type\b/.test(names) ||
      named
        ?.split(',')
        .filter((name) => name.trim() !== '')
        .every((name) => /^\s*type\s/.test(name));
    if (onlyTypes !== true) found.push(from);
  }
  return found;
}

/** The file that a relative import means. */
function fileOf(from: string, asked: string): string {
  const base = path.posix.join(path.posix.dirname(from), asked).replace(/\.ts$/, '');
  const file = [`${base}.ts`, `${base}/index.ts`].find((candidate) => existsSync(path.join(root, candidate)));
  if (file === undefined) throw new Error(`${from} imports ${asked}, which is not there`);
  return file;
}

/** Files of the project and packages that are read, each with the file that asks for it. */
function everythingRead(): Map<string, string> {
  const read = new Map(start.map((file) => [file, '']));
  for (const [file] of read) {
    if (!file.startsWith('src-')) continue;
    for (const asked of readWith(readFileSync(path.join(root, file), 'utf8'))) {
      const target = asked.startsWith('.') ? fileOf(file, asked) : asked;
      if (!read.has(target)) read.set(target, file);
    }
  }
  return read;
}

const read = everythingRead();
/** How a file comes to be read, from the start on. */
function wayTo(file: string): string {
  const way = [file];
  for (let by = read.get(file); by !== undefined && by !== ''; by = read.get(by)) way.unshift(by);
  return way.join(' → ');
}

test.each<[string, RegExp]>([
  ['the way to the providers', /^src-main\/providers\/http\/(?!proxy-list|proxy-address|route\.ts|endpoint\.ts)/],
  ['a provider’s own room', /^src-main\/providers\/(?!http\/)[^/]+\//],
  [
    'the services that talk to providers',
    /^src-main\/(?:connections|joined-services)\.ts|^src-main\/(?:messaging|sign-in|calendar|tests)\//,
  ],
  ['the network of the profile', /^src-main\/network\//],
  ['the log', /^electron-log|^src-main\/logging\/logger/],
  [
    'a package of a provider, or for talking to one',
    /^(?:twilio|stripe|@googleapis|google-auth-library|gaxios|socks|pac-resolver|quickjs)/,
  ],
  ['the practice providers’ servers', /^src-main\/simulator\//],
  ['the command line', /^src-main\/cli\//],
  ['the error catalogue', /errors-catalogue\/(?!help-origins)/],
  [
    'tables of telephone numbers and time zones',
    /^(?:libphonenumber-js|countries-and-timezones|city-timezones|@vvo\/tzdb)/,
  ],
  [
    'the shared vault, but for the file that says whether there is one',
    /^(?:pg$|@hpke|@scure)|^src-main\/(?:storage\/postgres|shared-vault|vault\/membership)\//,
  ],
  ['the vault’s recovery and rescue', /^src-main\/vault\/(?:recovery\/|rescue\/(?!left-copies))/],
  ['the contract of calls that no start makes', /^src-shared\/ipc\/(?!app-|organizations-|read-)\w+-calls/],
  ['the updater', /^electron-updater|^src-main\/updates\/feed/],
])('%s is not read at start', (_what, pattern) => {
  expect([...read.keys()].filter((file) => pattern.test(file)).map(wayTo)).toEqual([]);
});

test('the walk goes where the start goes', () => {
  for (const file of ['src-main/vault/open-vault.ts', 'src-main/ipc/handlers/app.ts', 'better-sqlite3', 'zod'])
    expect([...read.keys()]).toContain(file);
});
