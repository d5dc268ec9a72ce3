/**
 * A console ends by kill −9 before or after any statement of what it writes: a save, a revocation, a change of keys, a
 * removal with all that is sealed again. What is there then is the old or the new, for consoles and receptionists.
 *
 * `VOXANNE_TEST_KILLS=n` sets how many kills there are, `VOXANNE_SEED=n` repeats them.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { seededChance } from '../../fakes/chance';
import { codeOf, saveCredential, secrets } from '../../unit/main/vault/profile';
import { bundleChild } from '../storage/bundle-child';
import { createFileKeyStore } from '../storage/file-key-store';
import { startSharedVault, type TestConsole } from './consoles';
import { admitMachine } from './machines';

const kinds = ['save', 'revoke', 'rotate', 'remove'] as const;
type Kind = (typeof kinds)[number];

const kills = Number(process.env.VOXANNE_TEST_KILLS ?? kinds.length);
/** So many that the old or the new is missing by a fault alone. */
const enoughForBoth = 2 * kinds.length;
const chance = seededChance('writes');

let keychains: string;
let bundle: string;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;
let owner: pg.Client;
let clinic: string;
let machine: Awaited<ReturnType<typeof admitMachine>>;

beforeAll(async () => {
  bundle = await bundleChild('../shared-vault/writes-child.ts');
  keychains = mkdtempSync(path.join(tmpdir(), 'voxanne-keychains-'));
  vault = await startSharedVault({ keyStoreOf: (name) => createFileKeyStore(path.join(keychains, name)) });
  anna = vault.anna;
  clinic = await anna.addClinic('Sunrise Dental');
  await saveCredential(await scope());
  machine = await admitMachine(vault, 'Receptionist', [clinic]);
  owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
}, 120_000);
afterAll(async () => {
  await owner?.end();
  await vault?.close();
  for (const folder of [keychains, path.dirname(bundle ?? '')]) rmSync(folder, { recursive: true, force: true });
});

const scope = async () => (await anna.storage()).forOrganization(clinic);
const numberOf = async (sql: string, values: unknown[] = []) =>
  Number((await owner.query<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`, values)).rows[0]?.n);

/** What a console opens, and what a receptionist uses: the token, or `revoked`. */
async function heldNow(): Promise<string> {
  const { credentials } = await scope();
  const byConsole = await credentials.open('twilio').then(
    ({ fields }) => fields.authToken ?? '',
    (thrown) => codeOf(Promise.reject(thrown)),
  );
  const receptionist = await openReceptionist({ ...machine, pollMs: 60_000 });
  const byMachine = await receptionist
    .use(clinic, 'twilio', async ({ fields }) => fields.authToken ?? '')
    .catch((thrown) => codeOf(Promise.reject(thrown)));
  await receptionist.close();
  const [one, other] = [byConsole, byMachine].map((said) => (/revoked$/.test(said) ? 'revoked' : said));
  expect(other).toBe(one);
  return one ?? '';
}

/** Of the data key that the clinic has now. */
const keyVersion = async () => {
  const { rows } = await owner.query<{ version: number }>(
    'SELECT DISTINCT version FROM voxanne.clinic_keys WHERE organization_id = $1',
    [clinic],
  );
  return rows[0]?.version;
};

/** No row of an earlier key is left, and none for somebody who is not there. */
async function requireKeysWhole(): Promise<void> {
  expect(
    await numberOf('(SELECT DISTINCT version FROM voxanne.clinic_keys WHERE organization_id = $1) v', [clinic]),
  ).toBe(1);
  const { members } = await (await anna.standing()).status();
  expect(await numberOf('voxanne.clinic_keys WHERE member_id <> ALL ($1)', [members.map(({ id }) => id)])).toBe(0);
  expect(await numberOf('voxanne.clinic_keys WHERE organization_id = $1', [clinic])).toBe(members.length);
}

/** @returns null where it was killed */
function run(kind: Kind, told: string, killAt: number): { points: number } | null {
  const args = [bundle, anna.profileDir, path.join(keychains, 'anna'), String(killAt), kind, clinic, told];
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (signal !== 'SIGKILL' && status !== 0) throw new Error(stderr);
  return signal === 'SIGKILL' ? null : (JSON.parse(stdout) as { points: number });
}

test(
  `after ${kills} kills there is the old or the new, and what was asked for is done when it is asked again`,
  async () => {
    const before = { ...secrets, authToken: 'canary-before' };
    const points = new Map<Kind, number>();
    const ended = { old: 0, new: 0 };
    const prepared = async (kind: Kind, told: string) => {
      if (kind === 'remove') await (await vault.admit(told)).close();
      if ((await heldNow()) !== before.authToken) await saveCredential(await scope(), before);
    };
    for (const kind of kinds) {
      await prepared(kind, `Counted ${kind}`);
      points.set(kind, run(kind, `Counted ${kind}`, 0)?.points ?? 0);
      expect(points.get(kind)).toBeGreaterThan(10);
    }
    for (let kill = 1; kill <= kills; kill += 1) {
      const kind = kinds[kill % kinds.length] as Kind;
      const told = `canary ${kill}`;
      await prepared(kind, told);
      // What comes after the confirmation is little: half of the kills are at the very end, of each kind in turn.
      const isLate = (kill + Math.floor(kill / kinds.length)) % 2 === 0;
      const last = points.get(kind) ?? 0;
      const at = isLate ? last : 1 + Math.floor(chance('at') * last);
      const after = { save: told, revoke: 'revoked', rotate: before.authToken, remove: before.authToken }[kind];
      const versionBefore = await keyVersion();
      run(kind, told, at);
      const where = `${kind}, killed at ${at} of ${last}`;
      const held = await heldNow();
      expect([before.authToken, after], where).toContain(held);
      await requireKeysWhole();
      const { members } = await (await anna.standing()).status();
      const isLeft = members.some(({ name }) => name === told);
      const isNew =
        kind === 'remove' ? !isLeft : kind === 'rotate' ? (await keyVersion()) !== versionBefore : held === after;
      ended[isNew ? 'new' : 'old'] += 1;
      // Asked again; what was done already is not done twice.
      if (kind !== 'remove' || isLeft) expect(run(kind, told, 0), where).not.toBeNull();
      expect(await heldNow(), where).toBe(after);
      await requireKeysWhole();
      if (kind === 'remove') {
        const names = (await (await anna.standing()).status()).members.map(({ name }) => name);
        expect(names, where).toEqual(['Anna']);
        expect(await numberOf("voxanne.logins WHERE kind = 'member'"), where).toBe(1);
      }
    }
    expect(await (await anna.storage()).audit.verify()).toMatchObject({ intact: true });
    if (kills >= enoughForBoth) expect(Math.min(ended.old, ended.new)).toBeGreaterThan(0);
    console.info(`kills of writes: ${kills}, ${JSON.stringify(ended)}, points ${JSON.stringify([...points])}`);
  },
  120_000 + kills * 8_000,
);
