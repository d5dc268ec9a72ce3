/**
 * A shared vault beside what it can't do without: SQLite's list, the same statements without policies, a bare
 * connection and a bare unsealing. And how soon a change is seen elsewhere, among fifty consoles and two hundred
 * receptionists.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createSharedDatabase } from '../../../src-main/storage/postgres/driver';
import { createMembershipFile } from '../../../src-main/vault/membership/membership-file';
import { openVault } from '../../../src-main/vault/open-vault';
import { databasePassword, loginRole } from '../../../src-shared/shared-vault/database-login';
import { parseDatabaseUrl } from '../../../src-shared/shared-vault/server-address';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { type Facts, factsFile, keptProfile, never, platformOf } from '../clinics/profiles';
import { type Figure, figure } from '../figures';
import type { Pair } from '../measure';
import { bareMachine } from './bare-machine';
import { watchChanges } from './changes';
import { type CrowdOf, databaseUrlOfMachine } from './crowd';
import { type BenchVault, machineName, machines, members, vaultWith } from './kept-vault';
import { machineAt, openPerson, type Person } from './people';
import { comparePolicies } from './policies';

const say = (what: string) => void process.stderr.write(`  ${what}\n`);

/** Of its administrator. */
function urlOf({ server, database }: BenchVault): string {
  const url = new URL(server.administratorUrl);
  url.pathname = `/${database}`;
  return url.href;
}

const timed = async (work: () => Promise<unknown>) => {
  const before = performance.now();
  await work();
  return performance.now() - before;
};

async function alternate(
  pair: Omit<Pair, 'ours' | 'theirs'>,
  runs: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<Pair> {
  say(pair.name);
  const made: Pair = { ...pair, ours: [], theirs: [] };
  await ours();
  await theirs();
  for (let run = 0; run < runs; run += 1) {
    made.ours.push(await ours());
    made.theirs.push(await theirs());
  }
  return made;
}

/** The list of all clinics, from the shared vault and from this computer's own database. */
async function compareOverviews(anna: Person, size: number, runs: number): Promise<Pair> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-local-'));
  try {
    cpSync(await keptProfile(size, size * 10), folder, { recursive: true });
    const keyStore = new FakeKeyStore();
    const { keys } = JSON.parse(readFileSync(path.join(folder, factsFile), 'utf8')) as Facts;
    for (const [account, value] of keys) keyStore.entries.set(account, value);
    const vault = await openVault({ platform: platformOf(folder), keyStore, backups: never });
    const local = vault.requireStorage().organizations;
    // A local list is read without letting anything else in; whoever waits for a server would pay for that look.
    await vault.compared();
    const overviews = (from: Person['storage']['organizations']) => async () => {
      const before = performance.now();
      const { length } = await from.overviews();
      if (length !== size) throw new Error(`${length} clinics of ${size}`);
      return performance.now() - before;
    };
    const about = { name: `the list of ${size.toLocaleString('en')} clinics`, beside: 'SQLite on this computer' };
    const pair = await alternate(
      { ...about, budget: 1.5, unit: 'ms' },
      runs,
      overviews(anna.storage.organizations),
      overviews(local),
    );
    await vault.close();
    return pair;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As a console opens it; `null`: as the database's administrator. */
async function databaseOf(vault: BenchVault, of: { person: Person; name: string } | null) {
  const { address, login: administrator } = parseDatabaseUrl(urlOf(vault), null);
  if (of === null)
    return createSharedDatabase(
      () => address,
      async () => administrator,
    );
  const file = createMembershipFile(path.join(vault.folder, 'profiles', of.name));
  const password = await databasePassword(file.openKeys(of.person.local.computerSecrets));
  const user = loginRole('member', file.require().memberId);
  return createSharedDatabase(
    () => address,
    async () => ({ user, password }),
  );
}

async function policies(vault: BenchVault, anna: Person, cleo: Person, runs: number): Promise<Pair[]> {
  const client = new pg.Client({ connectionString: urlOf(vault) });
  await client.connect();
  await client.query('ANALYZE');
  await client.end();
  const administrator = await databaseOf(vault, null);
  const ofAll = await databaseOf(vault, { person: anna, name: 'anna' });
  const ofHalf = await databaseOf(vault, { person: cleo, name: 'cleo' });
  const one = vault.clinics[0] ?? '';
  const { memberId } = createMembershipFile(path.join(vault.folder, 'profiles', 'cleo')).require();
  const half = (column: string) =>
    `WHERE ${column} IN (SELECT organization_id FROM voxanne.scopes WHERE subject_id = '${memberId}')`;
  try {
    return [
      ...(await comparePolicies(administrator, ofAll, { clinics: 'all clinics', one, mine: () => '' }, runs)),
      ...(await comparePolicies(administrator, ofHalf, { clinics: 'every second clinic', one, mine: half }, runs)),
    ];
  } finally {
    for (const database of [administrator, ofAll, ofHalf]) await database.close();
  }
}

async function receptionist(vault: BenchVault, runs: number): Promise<{ pairs: Pair[]; figures: Figure[] }> {
  const cacheFile = path.join(vault.folder, 'cold.cache');
  const startOf = (index: number, what: string, before: (cache: string) => void) => {
    const name = machineName(index);
    const url = databaseUrlOfMachine(vault, name);
    const keyFile = path.join(vault.folder, 'machines', `${name}.key`);
    return alternate(
      { name: `a receptionist’s ${what}`, beside: 'bare query and unsealing', budget: 1.2, unit: 'ms' },
      runs,
      async () => {
        before(cacheFile);
        const began = performance.now();
        const opened = await machineAt(vault.folder, name, url, cacheFile);
        const took = performance.now() - began;
        await opened.close();
        return took;
      },
      () => timed(() => bareMachine(url, keyFile)),
    );
  };
  const anew = (cache: string) => rmSync(cache, { force: true });
  // The first machine's key file was written before all others were admitted: what the log says of them is verified.
  const first = await startOf(0, 'first start, 199 entries of the log after its keys', anew);
  const newest = await startOf(machines - 1, 'first start, just admitted', anew);
  const again = await startOf(machines - 1, 'later start', () => undefined);

  const name = machineName(machines - 1);
  const url = databaseUrlOfMachine(vault, name);
  const opened = await machineAt(vault.folder, name, url, cacheFile);
  const [held] = opened.held();
  const uses = 20_000;
  const cached: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const took = await timed(async () => {
      for (let use = 0; use < uses; use += 1)
        await opened.use(held?.clinicId ?? '', 'twilio', async ({ fields }) => fields);
    });
    cached.push((took / uses) * 1_000);
  }
  await opened.close();
  return { pairs: [first, newest, again], figures: [figure('a receptionist’s cached read', cached, 'µs', 50)] };
}

/** @returns what ends it */
async function startCrowd({ folder, keychains, port }: CrowdOf): Promise<() => Promise<void>> {
  const of: CrowdOf = { folder, keychains, port };
  const child = spawn(process.execPath, process.argv.slice(1, 2), {
    env: { ...process.env, BENCH_CROWD: JSON.stringify(of) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the others ended with ${code}`)));
  });
  return async () => {
    child.stdin.end();
    await ended;
  };
}

async function changes(vault: BenchVault, anna: Person, ben: Person, runs: number): Promise<Figure[]> {
  const name = machineName(0);
  const cacheFile = path.join(vault.folder, 'changes.cache');
  const machine = await machineAt(vault.folder, name, databaseUrlOfMachine(vault, name), cacheFile);
  const clinics = machine.held().map(({ clinicId }) => clinicId);
  const changesSeen = watchChanges({ anna, ben, machine }, clinics);
  say('changes');
  const alone = await changesSeen('nobody else', runs);
  say('all the others');
  const end = await startCrowd(vault);
  say('changes among all');
  try {
    const crowd = `${members} consoles and ${machines} receptionists`;
    return [...alone, ...(await changesSeen(crowd, runs))];
  } finally {
    await end();
    await machine.close();
  }
}

export async function compareShared(
  sizes: readonly number[],
  runs: number,
): Promise<{ pairs: Pair[]; figures: Figure[] }> {
  const pairs: Pair[] = [];
  const figures: Figure[] = [];
  for (const size of sizes) {
    const vault = await vaultWith(size);
    const person = (name: string) => openPerson(vault.folder, name, vault.keychains, vault.port);
    const [anna, ben, cleo] = [await person('anna'), await person('ben'), await person('cleo')];
    try {
      pairs.push(await compareOverviews(anna, size, runs));
      say('policies');
      pairs.push(...(await policies(vault, anna, cleo, runs)));
      const machine = await receptionist(vault, runs);
      pairs.push(...machine.pairs);
      figures.push(...machine.figures, ...(await changes(vault, anna, ben, 40)));
    } finally {
      for (const one of [anna, ben, cleo]) await one.close();
      await vault.close();
    }
  }
  return { pairs, figures };
}
