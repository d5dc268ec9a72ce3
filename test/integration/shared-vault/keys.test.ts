/**
 * Other keys in place, of a member whose computer is lost, a receptionist, a clinic: nothing of a clinic is lost.
 *
 * `VOXANNE_TEST_KILLS=n` sets how many kills there are, `VOXANNE_SEED=n` repeats them.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inviteAgainInto } from '../../../src-main/shared-vault/hand-over';
import { readInvitation, writeInvitation } from '../../../src-main/shared-vault/invitation';
import { joinVault } from '../../../src-main/shared-vault/join';
import { makeKeyFile, makeNextKeys, publicFileOf, readKeyFile, writeKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { databasePassword, loginRole } from '../../../src-shared/shared-vault/database-login';
import { machineLogin } from '../../../src-shared/shared-vault/machine-files';
import { databaseUrlOf } from '../../../src-shared/shared-vault/server-address';
import { identityWords } from '../../../src-shared/shared-vault/words';
import { seededChance } from '../../fakes/chance';
import { freePort } from '../../fakes/postgres-server';
import { codeOf, saveCredential, secrets, testKdf } from '../../unit/main/vault/profile';
import { bundleChild } from '../storage/bundle-child';
import { createFileKeyStore } from '../storage/file-key-store';
import { startSharedVault, type TestConsole } from './consoles';

const kills = Number(process.env.VOXANNE_TEST_KILLS ?? 3);
const killsMs = 300_000 + kills * 10_000;

let keychains: string;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;
let ben: TestConsole;
let clinic: string;
let owner: pg.Client;

beforeAll(async () => {
  keychains = mkdtempSync(path.join(tmpdir(), 'voxanne-keychains-'));
  vault = await startSharedVault({ keyStoreOf: (name) => createFileKeyStore(path.join(keychains, name)) });
  anna = vault.anna;
  ben = await vault.admit('Ben');
  clinic = await ben.addClinic('Sunrise Dental');
  await saveCredential(await scopeOf(ben));
  owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await vault.close();
  rmSync(keychains, { recursive: true, force: true });
});

const scopeOf = async (by: TestConsole) => (await by.storage()).forOrganization(clinic);
const tokenBy = async (by: TestConsole) => (await (await scopeOf(by)).credentials.open('twilio')).fields.authToken;
const deliveryTo = async (machineId: string) =>
  (await owner.query('SELECT * FROM voxanne.deliveries WHERE machine_id = $1', [machineId])).rows[0];
const isIntact = async () => (await (await anna.storage()).audit.verify()).intact;

async function newMachine(name: string) {
  const [keyFile, cacheFile] = [vault.at(`${name}.key`), vault.at(`${name}.cache`)];
  const keys = await makeKeyFile(keyFile);
  const file = await publicFileOf(keys);
  const words = await identityWords(file.keys, machineLogin(file));
  const { user, head, vaultId } = await (await anna.admission()).addMachine(name, file, words, [clinic]);
  const databaseUrl = databaseUrlOf(vault.address, user);
  writeKeyFile(keyFile, {
    ...keys,
    vault: { version: 1, kind: 'voxanne vault', vaultId, databaseUrl, ca: null, pinned: head },
  });
  const startAt = (url: string) => openReceptionist({ databaseUrl: url, keyFile, cacheFile, pollMs: 200 });
  return { id: keys.id, keyFile, databaseUrl, startAt, start: () => startAt(databaseUrl) };
}
const handedOver = async (keyFile: string) => {
  const file = await publicFileOf(await makeNextKeys(keyFile));
  return { file, words: await identityWords(file.keys, machineLogin(file)) };
};

test('a lost computer is shut out at once, and its member comes back with other keys and everything', async () => {
  const { memberId } = ben.file.require();
  const lost = ben.file.openKeys(await ben.secrets());
  const { host, port, database } = vault.place;
  const login = { user: loginRole('member', memberId), password: await databasePassword(lost) };
  const open = new pg.Client({ host, port, database, ...login });
  open.on('error', () => undefined);
  await open.connect();

  const { invitation, known } = await (await anna.admission()).inviteAgain('Ben');
  expect(known).toMatchObject([{ organizationId: clinic, provider: 'twilio' }]);
  expect(invitation).toMatchObject({ memberId, name: 'Ben' });
  // Whoever found the computer: no new connection, and nothing more on one that was open.
  await expect(open.query('SELECT 1 FROM voxanne.organizations')).rejects.toThrow();
  await open.end().catch(() => undefined);
  const again = new pg.Client({ host, port, database, ...login });
  await expect(again.connect()).rejects.toThrow(/password/);
  await ben.close();
  expect(await codeOf(ben.storage().then((storage) => storage.organizations.overviews()))).toBe(
    'shared-vault.login-refused',
  );
  expect(await tokenBy(anna)).toBe(secrets.authToken);
  expect(await isIntact()).toBe(true);
  // Nobody is let in under the name meanwhile, and whoever is found out to be gone for good can be removed.
  expect(await codeOf((await anna.admission()).invite('Ben', 'all'))).toBe('shared-vault.name-taken');

  // On another computer: the same member, by the words of new keys.
  const file = vault.at('again.invitation');
  const code = await writeInvitation(file, { address: vault.address, ...invitation }, testKdf);
  const newer = vault.consoleOf('ben-newer');
  const words = await joinVault(await readInvitation(file, code), newer.file, await newer.secrets());
  await newer.close();
  expect(await codeOf(newer.storage().then((storage) => storage.organizations.overviews()))).toBe(
    'shared-vault.not-admitted',
  );
  await (await anna.admission()).admit('Ben', words);
  expect(await tokenBy(newer)).toBe(secrets.authToken);
  await saveCredential(await scopeOf(newer), { ...secrets, authToken: 'canary-newer' });
  expect(await tokenBy(anna)).toBe('canary-newer');
  const { members } = await (await anna.standing()).status();
  expect(members.map(({ id, name }) => [id, name])).toContainEqual([memberId, 'Ben']);
  // What was signed with the earlier keys is still true.
  expect(await isIntact()).toBe(true);
  ben = newer;
});

test('on the same computer withdrawn keys are not used again; nobody withdraws their own', async () => {
  const { invitation } = await (await anna.admission()).inviteAgain('Ben');
  const before = ben.file.openKeys(await ben.secrets());
  await ben.close();
  const file = vault.at('same.invitation');
  const code = await writeInvitation(file, { address: vault.address, ...invitation }, testKdf);
  const asked = async () => joinVault(await readInvitation(file, code), ben.file, await ben.secrets());
  const words = await asked();
  // Cut off and asked once more: the same keys, whose words were perhaps told already.
  expect(await asked()).toBe(words);
  await ben.close();
  expect(ben.file.openKeys(await ben.secrets()).sign.public).not.toBe(before.sign.public);
  await (await anna.admission()).admit('Ben', words);
  await ben.close();
  expect(await tokenBy(ben)).toBe('canary-newer');
  expect(await codeOf((await anna.admission()).inviteAgain('Anna'))).toBe('shared-vault.not-oneself');
});

test('an invitation that can’t be written withdraws nothing; or the list is told, also again', async () => {
  await (await vault.admit('Dora')).close();
  const [admission, standing] = [await anna.admission(), await anna.standing()];
  const membership = anna.file.require();
  const again = (file: string, by = admission) => inviteAgainInto(file, { admission: by, membership }, 'Dora', testKdf);
  const isKeyless = async () => (await standing.status()).members.every(({ name }) => name !== 'Dora');

  mkdirSync(vault.at('folder'));
  expect(await codeOf(again(vault.at('folder')))).toBe('usage.not-written');
  expect(await isKeyless()).toBe(false);

  // The place is taken while the keys are withdrawn.
  const known = [{ organizationId: clinic, provider: 'twilio', keyHint: expect.any(String) }];
  const taken = vault.at('taken.invitation');
  const inviteAgain: typeof admission.inviteAgain = async (name) => {
    const invited = await admission.inviteAgain(name);
    mkdirSync(taken);
    return invited;
  };
  const first = await again(taken, { ...admission, inviteAgain });
  expect(first).toMatchObject({ known, hadKeys: true, written: { ok: false, error: { code: 'usage.not-written' } } });
  expect(await isKeyless()).toBe(true);
  const second = await again(vault.at('dora.invitation'));
  expect(second).toMatchObject({ known, hadKeys: false, written: { ok: true, value: expect.any(String) } });
  await (await anna.admission()).removeMember('Dora');
});

test('who lost a computer and does not come back is removed', async () => {
  const cleo = await vault.admit('Cleo', [clinic]);
  await cleo.close();
  await (await anna.admission()).inviteAgain('Cleo');
  await (await anna.admission()).withdrawInvitation('Cleo');
  await (await anna.admission()).removeMember('Cleo');
  expect((await (await anna.standing()).status()).members.map(({ name }) => name)).not.toContain('Cleo');
  expect(await codeOf((await anna.admission()).inviteAgain('Cleo'))).toBe('shared-vault.unknown-name');
  expect(await isIntact()).toBe(true);
});

test('a receptionist changes to keys that it made, while it works and after a restart', async () => {
  const machine = await newMachine('Receptionist');
  const receptionist = await machine.start();
  const token = () => receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken);
  expect(await token()).toBe('canary-newer');
  const before = await deliveryTo(machine.id);
  const old = readKeyFile(machine.keyFile);

  const { file, words } = await handedOver(machine.keyFile);
  const withBoth = readKeyFile(machine.keyFile);
  const admission = await anna.admission();
  expect(await codeOf(admission.renewMachine('Receptionist', file, 'one two three four five six'))).toBe(
    'shared-vault.other-words',
  );
  expect(await admission.renewMachine('Receptionist', file, words)).toMatchObject([{ provider: 'twilio' }]);
  const after = await deliveryTo(machine.id);
  expect(after.revision).toBeGreaterThan(before.revision + 1);
  await expect.poll(() => receptionist.held()[0]?.revision).toBe(after.revision);
  expect(await token()).toBe('canary-newer');
  await saveCredential(await scopeOf(anna), { ...secrets, authToken: 'canary-after' });
  await expect.poll(token).toBe('canary-after');
  await receptionist.close();
  expect(readKeyFile(machine.keyFile)).toMatchObject({ keys: { sign: { public: file.keys.sign } } });
  expect(readKeyFile(machine.keyFile).next).toBeUndefined();
  const restarted = await machine.start();
  expect(await restarted.use(clinic, 'twilio', async ({ fields }) => fields.authToken)).toBe('canary-after');
  await restarted.close();

  // Killed between its cache and its key file, and the database is away at the next start.
  writeKeyFile(machine.keyFile, withBoth);
  const nowhere = new URL(machine.databaseUrl);
  nowhere.port = String(await freePort());
  const alone = await machine.startAt(nowhere.href);
  expect(await alone.use(clinic, 'twilio', async ({ fields }) => fields.authToken)).toBe('canary-after');
  await alone.close();
  expect(readKeyFile(machine.keyFile)).toMatchObject({ keys: { sign: { public: file.keys.sign } } });
  expect(readKeyFile(machine.keyFile).next).toBeUndefined();

  // Whoever has the keys of before: no login, and an older delivery opens nowhere.
  const copy = vault.at('copied.key');
  writeKeyFile(copy, old);
  const withOld = openReceptionist({
    databaseUrl: old.vault?.databaseUrl ?? '',
    keyFile: copy,
    cacheFile: vault.at('copied.cache'),
  });
  expect(await codeOf(withOld)).toBe('receptionist.login-refused');
  expect(await codeOf(admission.renewMachine('Receptionist', file, words))).toBe('shared-vault.other-machine');
});

test('a clinic gets another data key: nothing changes for those who reach it', async () => {
  const versions = async () =>
    (await owner.query('SELECT DISTINCT version FROM voxanne.clinic_keys WHERE organization_id = $1', [clinic])).rows;
  const [before] = await versions();
  await (await anna.admission()).renewClinicKey(clinic);
  expect(await versions()).toEqual([{ version: before.version + 1 }]);
  await ben.close();
  for (const by of [anna, ben]) expect(await tokenBy(by)).toBe('canary-after');
  expect(await isIntact()).toBe(true);
});

test(
  'killed at any statement, keys are the old or the new ones, and asking again ends it',
  async () => {
    const bundle = await bundleChild('../shared-vault/keys-child.ts');
    const chance = seededChance('keys');
    const run = (args: string[], killAt: number) => {
      const child = [bundle, anna.profileDir, path.join(keychains, 'anna'), String(killAt), ...args];
      const { status, signal, stdout, stderr } = spawnSync(process.execPath, child, { encoding: 'utf8' });
      if (signal !== 'SIGKILL' && status !== 0) throw new Error(stderr);
      return signal === 'SIGKILL' ? null : (JSON.parse(stdout) as { points: number });
    };
    const machine = await newMachine('Killed');
    const kinds = ['clinic', 'machine', 'member'] as const;
    const counted = new Map<(typeof kinds)[number], number>();
    const args = async (kind: (typeof kinds)[number]) => {
      if (kind !== 'machine') return [kind, kind === 'clinic' ? clinic : 'Ben'];
      const { file, words } = await handedOver(machine.keyFile);
      return [kind, 'Killed', JSON.stringify(file), words];
    };
    for (const kind of kinds) {
      counted.set(kind, run(await args(kind), 0)?.points ?? 0);
      expect(counted.get(kind)).toBeGreaterThan(10);
      if (kind === 'machine') await (await machine.start()).close();
    }
    for (let kill = 1; kill <= kills; kill += 1) {
      const kind = kinds[kill % kinds.length] ?? 'clinic';
      const next = await args(kind);
      const at = 1 + Math.floor(chance('at') * (counted.get(kind) ?? 0));
      const where = `${kind}, killed at ${at} of ${counted.get(kind)}`;
      run(next, at);
      expect(await tokenBy(anna), where).toBe('canary-after');
      expect(await isIntact(), where).toBe(true);
      if (kind === 'machine') {
        const receptionist = await machine.start();
        expect(await receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken), where).toBe(
          'canary-after',
        );
        await receptionist.close();
      } else expect(run(next, 0), where).not.toBeNull();
      expect(await tokenBy(anna), where).toBe('canary-after');
    }
    console.info(`kills while keys change: ${kills}, points ${JSON.stringify([...counted])}`);
    rmSync(path.dirname(bundle), { recursive: true, force: true });
  },
  killsMs,
);
