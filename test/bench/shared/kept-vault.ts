/**
 * A shared vault with many clinics, members and receptionists, filled through the console's own storage and kept in the
 * cache folder with the files of its server. Each run works in a copy.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cacheFolder } from '../../../scripts/setup/paths.mjs';
import { migrateVault } from '../../../src-main/shared-vault/migrate';
import { provisionVault } from '../../../src-main/shared-vault/provision';
import { parseDatabaseUrl } from '../../../src-shared/shared-vault/server-address';
import { type PostgresServer, startPostgres } from '../../fakes/postgres-server';
import { accountsFor, addClinic } from '../clinics/profiles';
import { admitMachine, admitPerson, type Keychains, onComputer, openPerson } from './people';

export const members = 50;
export const machines = 200;
/** Anna and Ben reach all clinics, Cleo every second one, the others some each. */
export const memberName = (index: number) => ['anna', 'ben', 'cleo'][index] ?? `member-${index}`;
export const machineName = (index: number) => `machine-${index}`;
/** Of a member or a machine that reaches some. */
const clinicsEach = (all: readonly string[], index: number, count: number) =>
  Array.from({ length: Math.min(count, all.length) }, (_, offset) => all[(index * 47 + offset) % all.length] ?? '');

/** At one time: what several consoles would write beside each other. */
const atOnce = 4;

type Facts = { database: string; keychains: Keychains; clinics: string[] };
const factsFile = 'vault.json';
const connections = 900;

async function fill(folder: string, size: number): Promise<void> {
  const server = await startPostgres(null, { folder: path.join(folder, 'postgres'), most: connections });
  const keychains: Keychains = {};
  mkdirSync(path.join(folder, 'machines'), { recursive: true });
  try {
    const { url, port, database } = await server.newDatabase();
    const { address, login: administrator } = parseDatabaseUrl(url, null);
    await onComputer(folder, 'anna', keychains, (file, secrets) =>
      provisionVault({ address, administrator, name: 'anna', file, secrets, now: () => new Date() }),
    );
    const anna = await openPerson(folder, 'anna', keychains, port);
    await admitPerson(anna, address, 'ben', 'all', folder, keychains);
    const clinics: string[] = [];
    const waiting = [...(await accountsFor(size)).entries()];
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const [index, account] = next;
          clinics[index] = await addClinic(anna.storage, index, account);
          if (index % 1_000 === 999) process.stderr.write(`  ${index + 1} clinics\n`);
        }
      }),
    );
    const half = clinics.filter((_, index) => index % 2 === 0);
    for (let index = 2; index < members; index += 1) {
      const scope = index === 2 ? half : clinicsEach(clinics, index, 40);
      await admitPerson(anna, address, memberName(index), scope, folder, keychains);
    }
    process.stderr.write(`  ${members} members\n`);
    for (let index = 0; index < machines; index += 1)
      await admitMachine(anna, address, machineName(index), clinicsEach(clinics, index, 20), folder);
    process.stderr.write(`  ${machines} receptionists\n`);
    await anna.close();
    const facts: Facts = { database, keychains, clinics };
    writeFileSync(path.join(folder, factsFile), JSON.stringify(facts));
  } finally {
    await server.close();
  }
}

/** The server runs as another user where this one is root. */
function openToAll(folder: string): string {
  chmodSync(folder, 0o755);
  return folder;
}

async function keptVault(size: number): Promise<string> {
  const folder = path.join(cacheFolder(), 'bench', `shared-${size}`);
  if (existsSync(path.join(folder, factsFile))) return folder;
  process.stderr.write(`Filling a shared vault with ${size} clinics; it is kept in ${folder}\n`);
  const made = mkdtempSync(path.join(tmpdir(), 'bench-shared-'));
  rmSync(`${folder}.part`, { recursive: true, force: true });
  try {
    mkdirSync(path.join(made, 'postgres'));
    await fill(openToAll(made), size);
    cpSync(made, `${folder}.part`, { recursive: true });
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(`${folder}.part`, folder);
  return folder;
}

export type BenchVault = Facts & { folder: string; server: PostgresServer; port: number; close(): Promise<void> };

/** A copy of the kept vault, and its server. */
export async function vaultWith(size: number): Promise<BenchVault> {
  const kept = await keptVault(size);
  const folder = openToAll(mkdtempSync(path.join(tmpdir(), 'bench-shared-')));
  cpSync(kept, folder, { recursive: true });
  const facts = JSON.parse(readFileSync(path.join(folder, factsFile), 'utf8')) as Facts;
  const server = await startPostgres(null, { folder: path.join(folder, 'postgres'), most: connections });
  // Filled by an earlier version, perhaps.
  const url = new URL(server.administratorUrl);
  url.pathname = `/${facts.database}`;
  const { address, login: administrator } = parseDatabaseUrl(url.href, null);
  await migrateVault({ address, administrator, contract: false });
  return {
    ...facts,
    folder,
    server,
    port: Number(new URL(server.administratorUrl).port),
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
