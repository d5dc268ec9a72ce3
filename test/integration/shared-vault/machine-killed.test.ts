/**
 * A receptionist ends by kill −9 before or after any statement or any change of a file, while it takes what is new: a
 * replacement, a revocation, keys of its own. What it said that it holds, it holds at the next start as well, also
 * without its database; its files are whole, and no use counts twice.
 *
 * `VOXANNE_TEST_KILLS=n` sets how many kills there are, `VOXANNE_SEED=n` repeats them.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeNextKeys, publicFileOf, readKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { machineLogin } from '../../../src-shared/shared-vault/machine-files';
import { identityWords } from '../../../src-shared/shared-vault/words';
import { seededChance } from '../../fakes/chance';
import { freePort } from '../../fakes/postgres-server';
import { codeOf, note, saveCredential, secrets } from '../../unit/main/vault/profile';
import { bundleChild } from '../storage/bundle-child';
import { startSharedVault } from './consoles';
import { admitMachine } from './machines';

const kinds = ['replaced', 'revoked', 'renewed'] as const;
type Kind = (typeof kinds)[number];
const kills = Number(process.env.VOXANNE_TEST_KILLS ?? 2 * kinds.length);
const chance = seededChance('machine');

let bundle: string;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let owner: pg.Client;
let clinic: string;
let machine: Awaited<ReturnType<typeof admitMachine>>;
/** Where no server is. */
let nowhere: string;

beforeAll(async () => {
  bundle = await bundleChild('../shared-vault/machine-child.ts');
  vault = await startSharedVault();
  clinic = await vault.anna.addClinic('Sunrise Dental');
  machine = await admitMachine(vault, 'Receptionist', [clinic]);
  const url = new URL(machine.databaseUrl);
  url.port = String(await freePort());
  nowhere = url.href;
  owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
}, 120_000);
afterAll(async () => {
  await owner?.end();
  await vault?.close();
  rmSync(path.dirname(bundle ?? ''), { recursive: true, force: true });
});

const scope = async () => (await vault.anna.storage()).forOrganization(clinic);
const save = async (authToken: string) => saveCredential(await scope(), { ...secrets, authToken });
const wordOf = (held: string) => (held === 'receptionist.revoked' ? 'revoked' : held);

/** What it holds: the token, or `revoked`. */
async function heldWith(databaseUrl: string): Promise<string> {
  const receptionist = await openReceptionist({ ...machine, databaseUrl, pollMs: 60_000 });
  try {
    return await receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken ?? '');
  } catch (thrown) {
    return wordOf(await codeOf(Promise.reject(thrown)));
  } finally {
    await receptionist.close();
  }
}
const uses = async () =>
  Number((await owner.query<{ n: string }>('SELECT coalesce(sum(uses), 0) AS n FROM voxanne.usage')).rows[0]?.n);

/** @returns what it said it holds, last; and the points that it came to, null where it was killed */
function run(killAt: number): { held: string | null; points: number | null } {
  const args = [bundle, machine.databaseUrl, machine.keyFile, machine.cacheFile, String(killAt), clinic];
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (signal !== 'SIGKILL' && status !== 0) throw new Error(stderr);
  const said = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { held?: string; points?: number });
  const held = said.flatMap((line) => (line.held === undefined ? [] : [line.held])).at(-1);
  return { held: held === undefined ? null : wordOf(held), points: said.at(-1)?.points ?? null };
}

/** @returns what it is to hold from then on */
async function change(kind: Kind, told: string): Promise<string> {
  if (kind === 'replaced') {
    await save(told);
    return told;
  }
  if (kind === 'revoked') {
    await (await scope()).credentials.revoke('twilio', note('credential.revoked'));
    return 'revoked';
  }
  const file = await publicFileOf(await makeNextKeys(machine.keyFile));
  const words = await identityWords(file.keys, machineLogin(file));
  await (await vault.anna.admission()).renewMachine('Receptionist', file, words);
  return 'canary before';
}
const prepared = async () => {
  await save('canary before');
  expect(await heldWith(machine.databaseUrl)).toBe('canary before');
};

test(
  `after ${kills} kills it holds the old or the new, what it said stays, and its files are whole`,
  async () => {
    const points = new Map<Kind, number>();
    for (const kind of kinds) {
      await prepared();
      await change(kind, 'canary counted');
      points.set(kind, run(0).points ?? 0);
      expect(points.get(kind), kind).toBeGreaterThan(10);
    }
    let killedOnTheWay = 0;
    const ended = Object.fromEntries(kinds.map((kind) => [kind, { old: 0, new: 0 }])) as Record<
      Kind,
      { old: number; new: number }
    >;
    for (let kill = 1; kill <= kills; kill += 1) {
      const kind = kinds[kill % kinds.length] as Kind;
      await prepared();
      const after = await change(kind, `canary ${kill}`);
      const usedBefore = await uses();
      const all = points.get(kind) ?? 0;
      // The first of each kind where all is done, so that the new state occurs in each run; the others anywhere.
      const at = kill <= kinds.length ? all : 1 + Math.floor(chance('at') * all);
      const killed = run(at);
      const where = `${kind}, killed at ${at} of ${all}`;
      // Three uses, or none that was reported.
      expect([0, 3], where).toContain((await uses()) - usedBefore);
      const { next } = readKeyFile(machine.keyFile);
      const away = await heldWith(nowhere);
      expect(['canary before', after], where).toContain(away);
      if (killed.held !== null) expect(away, where).toBe(killed.held);
      if (killed.points === null) killedOnTheWay += 1;
      // What it holds is the same under keys of its own.
      const isNew = kind === 'renewed' ? next === undefined : away === after;
      ended[kind][isNew ? 'new' : 'old'] += 1;
      expect(await heldWith(machine.databaseUrl), where).toBe(after);
      expect(await heldWith(nowhere), where).toBe(after);
      if (kind === 'renewed') expect(readKeyFile(machine.keyFile).next, where).toBeUndefined();
    }
    console.info(`kills of a receptionist: ${kills}, ${JSON.stringify(ended)}, points ${JSON.stringify([...points])}`);
    expect(killedOnTheWay).toBeGreaterThan(kills / 2);
    if (kills >= kinds.length) for (const kind of kinds) expect(ended[kind].new, kind).toBeGreaterThan(0);
  },
  120_000 + kills * 8_000,
);
