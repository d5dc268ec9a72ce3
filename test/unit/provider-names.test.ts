/**
 * A provider is known by name to its own rooms and to the indexes alone, so that one more provider is added without an
 * edit anywhere else. The sources themselves are read: code, strings, identifiers and comments.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { providerIds } from '../../src-shared/providers/ids';

const root = path.resolve(import.meta.dirname, '../..');
const names = new RegExp(providerIds.join('|'), 'i');

/** Where a provider is at home. */
const ownRooms = new RegExp(`^src-(?:shared/providers|main/providers|main/simulator)/(?:${providerIds.join('|')})/`);
/** One line a provider. */
const indexes = [
  'src-shared/providers/ids.ts',
  'src-shared/providers/descriptors.ts',
  'src-shared/providers/errors.ts',
  'src-shared/providers/guides.ts',
  'src-main/providers/entries.ts',
  'src-main/simulator/simulators.ts',
];
/** A migration stays as it was released. This one moves SMS tests, which were all of one provider then. */
const landed = ['src-main/storage/migrations/0004-test-runs.ts'];

/** The package of the backend gives out clients of these very packages, and what its users call them. */
const backend = [
  'src-receptionist/api.ts',
  'src-receptionist/calendar-client.ts',
  'src-receptionist/clients.ts',
  'src-receptionist/receptionist.ts',
  'src-receptionist/redirects.ts',
  'src-receptionist/twilio-client.ts',
];
/** Packages that a bundle leaves out, and a browser of the same name. */
const tools = ['scripts/bench.mjs', 'scripts/setup/browser.mjs'];

const allowed = [...indexes, ...landed, ...backend, ...tools];

const folders = ['src-main', 'src-shared', 'src-renderer', 'src-receptionist', 'scripts'];
/** Built or installed beside the sources. */
const made = /\/(?:node_modules|dist)\//;
const sources = folders.flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:tsx?|[cm]?js|css|html|svg)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !made.test(file)),
);
/** The lines of a text that name a provider. */
const naming = (text: string) => text.split('\n').filter((line) => names.test(line));
const linesOf = (file: string) => naming(readFileSync(path.join(root, file), 'utf8'));

describe('outside its own rooms and the indexes no source names a provider', () => {
  const strangers = sources.filter((file) => !ownRooms.test(file) && !allowed.includes(file));

  test.each(strangers)('%s', (file) => {
    expect(linesOf(file)).toEqual([]);
  });

  test('the list holds nothing that is not needed any more', () => {
    expect(allowed.filter((file) => !sources.includes(file) || linesOf(file).length === 0)).toEqual([]);
  });

  test('a name is seen in code, in a string, in an identifier and in a comment', () => {
    expect(
      naming(
        ["id === 'twilio'", "label: 'Connect Google'", 'const stripeKey = 1', '/** As at Twilio. */', 'other'].join(
          '\n',
        ),
      ),
    ).toHaveLength(4);
  });

  test('there are sources to read', () => {
    expect(strangers.length).toBeGreaterThan(200);
    expect(folders.filter((folder) => !strangers.some((file) => file.startsWith(`${folder}/`)))).toEqual([]);
  });
});
