/**
 * Who may import whom (.dependency-cruiser.mjs), what is called in one place alone, and a proof of each rule that it
 * catches its violation.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseResult, type IViolation } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forbidden, MAIN_ROOMS, options, WINDOW_ROOMS } from '../../.dependency-cruiser.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const roots = ['src-main', 'src-receptionist', 'src-renderer', 'src-shared'];

async function violationsIn(baseDir: string, folders: readonly string[]): Promise<IViolation[]> {
  const { output } = await cruise([...folders], { ...options, baseDir, validate: true, ruleSet: { forbidden } });
  return (output as ICruiseResult).summary.violations;
}

test('no import breaks a rule', async () => {
  const found = await violationsIn(root, roots);
  expect(found.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
});

test('each room has its place in the order', () => {
  const folders = (folder: string) =>
    readdirSync(path.join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  expect(folders('src-main').filter((room) => !MAIN_ROOMS.includes(room))).toEqual([]);
  expect(folders('src-renderer').filter((room) => !WINDOW_ROOMS.includes(room))).toEqual([]);
});

/** A file that breaks the rule, and the line that does it. Files that the line names are made beside it. */
const broken: Record<string, readonly [file: string, line: string][]> = {
  'no-circle': [['src-main/storage/one.ts', "import type { Two } from './two';"]],
  'no-circle-of-rooms': [
    ['src-shared/messaging/one.ts', "import { two } from '../vault/two';"],
    ['src-shared/vault/three.ts', "import { four } from '../messaging/four';"],
  ],
  'shared-depends-on-nobody': [['src-shared/ids.ts', "export type { Row } from '../src-main/storage/rows';"]],
  'shared-without-node': [['src-renderer/console/file.ts', "import { readFileSync } from 'node:fs';"]],
  'context-is-passed': [
    ['src-main/providers/http/a.ts', "import { AsyncLocalStorage } from 'node:async_hooks';"],
    ['src-main/checks/a.ts', "const { AsyncResource } = await import('async_hooks');"],
  ],
  'window-and-main-meet-in-shared': [
    ['src-renderer/console/seal.ts', "const seal = await import('../../src-main/crypto/envelope');"],
  ],
  'no-test-code-in-the-program': [
    ['src-main/storage/a.ts', "import { FakeBridge } from '../../test/fakes/fake-bridge';"],
  ],
  'part-of-the-program': [['src-main/storage/a.ts', "import '../main';"]],
  'electron-in-the-shell': [
    ['src-main/storage/a.ts', "const { app } = await import('electron');"],
    ['src-main/ipc/handlers/app.ts', "import { shell } from 'electron/main';"],
  ],
  'preload-alone': [['src-main/preload/a.ts', "import { open } from '../storage/open-database';"]],
  'updater-when-needed': [['src-main/updates/update-service.ts', "import { AppUpdater } from 'electron-updater';"]],
  'feed-when-needed': [['src-main/updates/open-updates.ts', "import { createFeedUpdater } from './feed-updater';"]],
  'keychain-in-its-store': [['src-main/vault/vault.ts', "import keytar from 'keytar';"]],
  'sqlite-in-storage': [['src-main/organizations/a.ts', "import Database from 'better-sqlite3';"]],
  'postgres-in-its-store': [['src-main/shared-vault/a.ts', "const { Pool } = await import('pg');"]],
  'postgres-when-needed': [['src-main/storage/postgres/a.ts', "import { Pool } from 'pg';"]],
  'shared-vault-when-needed': [
    ['src-main/cli/a.ts', "import { joinVault } from '../shared-vault/join';"],
    ['src-main/storage/a.ts', "import { openPool } from './postgres/driver';"],
  ],
  'receptionist-alone': [
    ['src-receptionist/a.ts', "import { createStorage } from '../src-main/storage/create-storage';"],
    ['src-main/cli/a.ts', "const { openReceptionist } = await import('../../src-receptionist/receptionist');"],
  ],
  'providers-do-not-know-each-other': [
    ['src-main/providers/google/a.ts', "import { hosts } from '../twilio/hosts';"],
    ['src-main/providers/stripe/a.ts', "import { hosts } from '../google/hosts';"],
  ],
  'services-do-not-know-a-provider': [
    ['src-main/credentials/a.ts', "import type { Api } from '../providers/twilio/twilio-api';"],
    ['src-main/providers/http/a.ts', "import type { Api } from '../twilio/twilio-api';"],
  ],
  'registry-alone-joins-providers': [['src-main/providers/retry.ts', "import { hosts } from './google/hosts';"]],
  'simulator-in-practice': [['src-main/credentials/a.ts', "const fake = await import('../simulator/index');"]],
  'screens-do-not-know-each-other': [
    ['src-renderer/screens/clinic/a.tsx', "import { Busy } from '../setup/busy-button';"],
  ],
  'rooms-know-not-what-joins-them': [['src-main/ipc/a.ts', "import { openDesktop } from '../desktop';"]],
  'doors-alone-know-the-workspace': [['src-main/messaging/a.ts', "import type { Workspace } from '../compose';"]],
  'package-of-twilio': [['src-main/credentials/a.ts', "const client = await import('twilio/lib/base/BaseTwilio.js');"]],
  'package-of-google': [['src-main/sign-in/a.ts', "const { auth } = await import('@googleapis/calendar');"]],
  'package-of-stripe': [['src-renderer/screens/setup/a.ts', "const stripe = await import('stripe');"]],
  'package-of-twilio-when-needed': [
    ['src-main/providers/twilio/a.ts', "import RequestClient from 'twilio/lib/base/X';"],
  ],
  'package-of-google-when-needed': [['src-main/providers/google/a.ts', "import { Gaxios } from 'gaxios';"]],
  'package-of-stripe-when-needed': [['src-main/providers/stripe/a.ts', "import Stripe from 'stripe';"]],
};
const climb = (root: string, [lower = '', upper = '']: string[]): [string, string] => [
  `${root}/${lower}/a.ts`,
  `import { b } from '${'../'.repeat(lower.split('/').length)}${upper}/b';`,
];
for (const [folder, rooms] of [
  ['src-main', MAIN_ROOMS],
  ['src-renderer', WINDOW_ROOMS],
] as const)
  for (const [index, room] of rooms.slice(0, -1).entries())
    broken[`up-from-${room.replace('/', '-')}`] = [climb(folder, [room, rooms[index + 1] ?? ''])];

describe('each rule catches its violation', () => {
  let scratch: string;
  beforeAll(() => {
    scratch = mkdtempSync(path.join(tmpdir(), 'voxanne-boundaries-'));
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  const write = (folder: string, file: string, text: string, flag = 'w') => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), `${text}\n`, { flag });
  };
  const missing = (folder: string, file: string, text = 'export {};') => {
    try {
      write(folder, file, text, 'wx');
    } catch {
      // It is one of the files under test.
    }
  };

  test('and there is a violation of each', () => {
    expect(Object.keys(broken).sort()).toEqual(forbidden.map(({ name }) => name ?? '').sort());
  });

  test.each(Object.entries(broken))('%s', async (rule, files) => {
    const folder = mkdtempSync(path.join(scratch, 'tree-'));
    for (const [file, line] of files) write(folder, file, line);
    for (const [file, line] of files) {
      const target = /['"](\.[^'"]+)['"]/.exec(line)?.[1];
      const back = rule === 'no-circle' ? "import type { One } from './one';" : undefined;
      if (target !== undefined) missing(folder, `${path.posix.join(path.posix.dirname(file), target)}.ts`, back);
    }
    const found = await violationsIn(
      folder,
      readdirSync(folder).filter((each) => roots.includes(each)),
    );
    const caught = found.filter((each) => each.rule.name === rule).map(({ from }) => from);
    for (const [file] of files)
      expect(
        caught.some((from) => file === from || file.startsWith(`${from}/`)),
        `${file} in ${caught}`,
      ).toBe(true);
  });
});

/**
 * Names that one file alone says, because all checks stand there. An import can't tell them apart, so the text is read.
 */
const doors = [
  { name: 'ipcMain', said: /\bipcMain\b/, by: ['src-main/ipc/register.ts'] },
  { name: 'ipcRenderer', said: /\bipcRenderer\b/, by: ['src-main/preload/preload.ts'] },
  { name: 'openExternal', said: /\bopenExternal\b/, by: ['src-main/window/external-links.ts'] },
  {
    name: 'the bridge',
    said: /\b(?:window|globalThis|self)(?:\.voxanne\b|\[['"`]voxanne)|\bvoxanne\b[^;]*\}\s*=\s*(?:window|globalThis|self)\b/,
    by: ['src-renderer/bridge.ts'],
  },
];
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
type Source = { file: string; text: string };
const sayers = (files: readonly Source[], said: RegExp) =>
  files.filter(({ text }) => said.test(text)).map(({ file }) => file);

describe('one door', () => {
  const sources: Source[] = roots.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .map((file) => ({ file, text: withoutComments(readFileSync(path.join(root, file), 'utf8')) })),
  );
  test.each(doors)('$name is used in one place', ({ said, by }) => {
    expect(sayers(sources, said)).toEqual(by);
  });
  test.each([
    ['ipcMain', "import { ipcMain as door } from 'electron';"],
    ['ipcRenderer', 'electron.ipcRenderer.send()'],
    ['openExternal', 'const { openExternal } = shell;'],
    ['the bridge', 'window.voxanne.vault.state({})'],
    ['the bridge', "globalThis['voxanne']"],
    ['the bridge', 'const { voxanne } = window;'],
  ])('%s elsewhere is caught: %s', (name, text) => {
    const door = doors.find((each) => each.name === name);
    expect(sayers([{ file: 'elsewhere.ts', text }], door?.said ?? /$^/)).toEqual(['elsewhere.ts']);
  });
});
