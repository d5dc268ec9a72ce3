/**
 * Rescues that are killed, for several tests: the damaged profiles, the child, and how the kill of one seed comes
 * about.
 */
import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { chanceOf } from '../../../src-main/simulator/twilio/ids';
import { backUp } from '../../../src-main/storage/backup';
import { openDatabase } from '../../../src-main/storage/open-database';
import type { Storage } from '../../../src-main/storage/repositories';
import { openVault } from '../../../src-main/vault/open-vault';
import type { Vault } from '../../../src-main/vault/vault';
import { clinicWithCredential, note, platformOf, storageOf, testKdf } from '../../unit/main/vault/profile';
import { createFileKeyStore } from '../storage/file-key-store';

/** The one seed that is to be replayed. */
const only = process.env.VOXANNE_SEED === undefined ? null : Number(process.env.VOXANNE_SEED);
/** How many kills are left to chance, beside those that are the same each time. */
const kills = Number(process.env.VOXANNE_TEST_KILLS ?? 40);

export const passphrase = 'four words for a kit';

/** A profile beside its keychain, in one folder that can be copied. */
export const profileIn = (place: string) => join(place, 'profile');
export const keychainIn = (place: string) => join(place, 'keychain');
export const databaseIn = (place: string) => join(profileIn(place), 'console.db');

/** As the next start of the console does. */
export const openPlace = (place: string): Promise<Vault> =>
  openVault({ platform: platformOf(profileIn(place)), keyStore: createFileKeyStore(keychainIn(place)), kdf: testKdf });

/** Nothing is bent: also after a kill, what the console itself put back is known as such. */
export async function expectTrail(storage: Storage) {
  const { intact, problem } = await storage.audit.verify();
  expect({ intact, problem }).toEqual({ intact: true, problem: null });
}

export function newPlace(parent: string, origin?: string): string {
  const place = mkdtempSync(join(parent, 'place-'));
  if (origin) cpSync(origin, place, { recursive: true });
  else mkdirSync(profileIn(place));
  return place;
}

/** A profile with one clinic that is in a backup and a later one that is not, closed, and what its secret is. */
export async function makeProfile(place: string, { backup = true, entries = 60 } = {}) {
  const vault = await openPlace(place);
  const { organizationId } = await clinicWithCredential(storageOf(vault));
  if (backup) {
    const opened = await openDatabase(platformOf(profileIn(place)));
    if (opened.state !== 'open') throw new Error(opened.state);
    await backUp(opened.connection, platformOf(profileIn(place)), { kind: 'daily' });
    opened.connection.database.close();
  }
  const late = await clinicWithCredential(storageOf(vault), 'Harbor Dental');
  for (let i = 0; i < entries; i += 1) await late.audit(note('credential.checked', `check ${i} ${'x'.repeat(100)}`));
  return { organizationId, vault };
}

/** Closes it as a crash does: with what was committed last in the log alone. */
export async function crash(place: string, vault: Vault): Promise<void> {
  const aside = mkdtempSync(join(place, 'aside-'));
  for (const name of ['console.db', 'console.db-wal']) copyFileSync(join(profileIn(place), name), join(aside, name));
  await vault.close();
  for (const name of ['console.db', 'console.db-wal']) copyFileSync(join(aside, name), join(profileIn(place), name));
  rmSync(aside, { recursive: true });
}

export function flip(file: string, from: number, to: number, mask = 0xff): void {
  const bytes = readFileSync(file);
  for (let at = from < 0 ? bytes.length + from : from; at < (to <= 0 ? bytes.length + to : to); at += 1)
    bytes[at] = (bytes[at] ?? 0) ^ mask;
  writeFileSync(file, bytes);
}

const sha = (file: string) => hash('sha256', readFileSync(file));

/**
 * Contents of every database and log in the profile, wherever they were moved to; a copy that is still being made does
 * not count.
 */
export const contentsIn = (place: string): string[] =>
  readdirSync(profileIn(place))
    .filter(
      (name) =>
        /^console\.db(\.(damaged|kept)-[\dTZ-]+Z)?(-wal)?$/.test(name) &&
        statSync(join(profileIn(place), name)).size > 0,
    )
    .map((name) => sha(join(profileIn(place), name)));
export const backupsIn = (place: string): string[] => {
  const folder = join(profileIn(place), 'backups');
  return existsSync(folder) ? readdirSync(folder).map((name) => `${name} ${sha(join(folder, name))}`) : [];
};

/** What a restore prepared and has not put in place. */
export const preparedIn = (place: string): string[] =>
  readdirSync(profileIn(place)).filter((name) => /restor/.test(name));

type Told = { begun?: string; done?: string; steps?: number; moves?: number[] };
/** What a rescue takes: its steps, those at which a file takes another’s place, and its time. */
export type Cost = { steps: number; moves: number[]; ms: number };
type Running = { what: string; place: string; file?: string; env?: NodeJS.ProcessEnv };

/** Where a kill hits: a step, or a moment. */
type When = { step: number } | { afterMs: number };

/**
 * The kills of each origin, all of which come out the same each time but for the last ones: every step at which a file
 * takes another's place, and the end; any step, from the first to the last; and any moment, also inside SQLite or while
 * the thread copies.
 */
function planOf<Origin extends { cost: Cost }>(origins: readonly Origin[]): { origin: Origin; when: When }[] {
  const each = Math.ceil(kills / 2 / origins.length);
  const parts = Array.from({ length: each }, (_, part) => part);
  return origins.flatMap((origin, index) => {
    const { steps, moves, ms } = origin.cost;
    const chance = (part: number, kind: string) => chanceOf(index * each + part + 1, kind);
    const whens: When[] = [
      ...[...moves, steps].map((step) => ({ step })),
      ...parts.map((part) => ({ step: 1 + Math.floor(((part + chance(part, 'step')) / each) * steps) })),
      ...parts.map((part) => ({ afterMs: chance(part, 'moment') * ms * 1.1 })),
    ];
    return whens.map((when) => ({ origin, when }));
  });
}

/** Three at a time: much of each is waiting. What goes wrong is said with its seed, the number of the kill. */
export async function killEach<Origin extends { cost: Cost }>(
  origins: readonly Origin[],
  work: (origin: Origin, when: When) => Promise<void>,
): Promise<void> {
  const left = [...planOf(origins).entries()].filter(([index]) => only === null || index + 1 === only);
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, { origin, when }] = next;
      await work(origin, when).catch((thrown) => {
        left.length = 0;
        throw new Error(`seed ${index + 1}: ${thrown instanceof Error ? thrown.message : thrown}`, { cause: thrown });
      });
    }
  };
  await Promise.all([lane(), lane(), lane()]);
}

/** Every kill was made: one that is replayed alone proves no share. */
export const isWhole = only === null;

/** One rescue that is let to its end. */
export async function measure(bundle: string, running: Running): Promise<Cost> {
  const { told, ms } = await run(bundle, running, { step: 0 });
  const { steps = 0, moves = [] } = told.at(-1) ?? {};
  return { steps, moves, ms };
}

/** @returns whether the rescue had ended before */
export async function killed(bundle: string, running: Running, when: When): Promise<boolean> {
  const { told } = await run(bundle, running, when);
  return told.some(({ done }) => done !== undefined);
}

async function run(bundle: string, { what, place, file = '', env = {} }: Running, when: When) {
  const step = 'step' in when ? when.step : 0;
  // A temporary folder of its own: sweeping what another killed one left there would be further steps.
  const TMPDIR = mkdtempSync(join(tmpdir(), 'voxanne-killed-'));
  const child = spawn(process.execPath, [bundle, what, profileIn(place), keychainIn(place), String(step), file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR, ...env },
  });
  let out = '';
  let errors = '';
  let begun = 0;
  child.stderr.on('data', (chunk) => (errors += chunk));
  child.stdout.on('data', (chunk) => {
    out += chunk;
    if (begun > 0 || !out.includes('begun')) return;
    begun = performance.now();
    if ('afterMs' in when) void wait(when.afterMs).then(() => child.kill('SIGKILL'));
  });
  const signal = await new Promise((resolve) => child.on('close', (_code, by) => resolve(by)));
  const ms = performance.now() - begun;
  rmSync(TMPDIR, { recursive: true });
  expect([errors, begun > 0]).toEqual(['', true]);
  if (step > 0) expect(signal).toBe('SIGKILL');
  const told = out
    .split('\n')
    .slice(0, -1)
    .map((line): Told => JSON.parse(line));
  return { told, ms };
}
