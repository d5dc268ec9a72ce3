/** A member's recovery kit, on an empty computer: the same member, and never with an older view than it proves. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completeSwap } from '../../../src-main/storage/exchange-database';
import { codeOf, platformOf, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';

const passphrase = 'four words for a kit';
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let ben: TestConsole;
let clinic: string;
let kit: string;

beforeAll(async () => {
  vault = await startSharedVault();
  ben = await vault.admit('Ben');
  clinic = await ben.addClinic('Sunrise Dental');
  await saveCredential((await ben.storage()).forOrganization(clinic));
  kit = vault.at('ben.voxkit');
  await exportKit(ben, kit);
});
afterAll(() => vault.close());

const exportKit = async (by: TestConsole, file: string) => (await by.workspace()).vault.exportKit(passphrase, file);

/** As the window and the command line do. */
async function restore(on: TestConsole, from = kit) {
  const workspace = await on.workspace();
  const state = await workspace.vault.restoreKit(from, passphrase);
  await workspace.moveToPlace();
  return state;
}
const tokenBy = async (by: TestConsole) =>
  (await (await by.storage()).forOrganization(clinic).credentials.open('twilio')).fields.authToken;
const fileOf = (of: TestConsole) => path.join(of.profileDir, 'shared-vault.json');

test('on an empty computer the same member is back, opens a clinic of the server, and catches up', async () => {
  const pinnedByKit = ben.file.require().pinned.sequence;
  await vault.admit('Cleo');
  const elsewhere = vault.consoleOf('ben-elsewhere');
  expect(await restore(elsewhere)).toMatchObject({ state: 'ready' });
  expect(elsewhere.file.require()).toMatchObject({ memberId: ben.file.require().memberId, name: 'Ben' });
  expect(await tokenBy(elsewhere)).toBe(secrets.authToken);
  expect(elsewhere.file.require().pinned.sequence).toBeGreaterThan(pinnedByKit);
  expect(
    await (await elsewhere.workspace()).sharedVault?.place((await elsewhere.workspace()).vault.requireStorage()),
  ).toMatchObject({ standing: 'member', member: 'Ben', problem: null });
  // From then on by itself.
  await elsewhere.close();
  expect(await tokenBy(elsewhere)).toBe(secrets.authToken);
});

test('when every computer is lost, the kit alone brings the secrets back', async () => {
  const other = await startSharedVault({ server: vault.server });
  const id = await other.anna.addClinic('Only Anna’s');
  await saveCredential((await other.anna.storage()).forOrganization(id));
  const own = other.at('anna.voxkit');
  await exportKit(other.anna, own);
  await other.anna.close();
  rmSync(other.anna.profileDir, { recursive: true });
  const anew = other.consoleOf('anna-anew');
  await restore(anew, own);
  expect((await (await anew.storage()).forOrganization(id).credentials.open('twilio')).fields).toEqual(secrets);
  await other.close();
});

test('the kit’s pin is kept: a log that is shorter than it is refused on the restored computer', async () => {
  const other = await startSharedVault({ server: vault.server });
  const dora = await other.admit('Dora');
  await (await dora.storage()).organizations.overviews();
  const own = other.at('dora.voxkit');
  await exportKit(dora, own);
  const owner = new pg.Client({ connectionString: other.place.url });
  await owner.connect();
  await other.admit('Emil');
  const { sequence } = dora.file.require().pinned;
  await owner.query('DELETE FROM voxanne.membership_log WHERE sequence >= $1', [sequence]);
  await owner.end();
  const elsewhere = other.consoleOf('dora-elsewhere');
  await restore(elsewhere, own);
  expect(await codeOf(elsewhere.storage().then((storage) => storage.organizations.overviews()))).toBe(
    'shared-vault.log-rolled-back',
  );
  await other.close();
});

test('into the profile whose key was lost: what it saw since stays pinned, and its own file stays', async () => {
  const finn = await vault.admit('Finn');
  const own = vault.at('finn.voxkit');
  await exportKit(finn, own);
  await vault.admit('Gina');
  await (await finn.storage()).organizations.overviews();
  const newest = finn.file.require().pinned;
  await finn.close();
  const text = readFileSync(fileOf(finn), 'utf8');
  // Another keychain: the key is not there.
  const again = vault.consoleOf('Finn');
  expect((await again.workspace()).vault.state().state).toBe('key-missing');
  await restore(again, own);
  expect(readFileSync(fileOf(finn), 'utf8')).toBe(text);
  expect(again.file.require().pinned).toEqual(newest);
  await (await again.storage()).organizations.overviews();
  // Its file was lost as well, or can't be read: the kit's takes its place, and nothing is thrown away.
  await again.close();
  writeFileSync(fileOf(finn), '{');
  const third = vault.consoleOf('Finn');
  await restore(third, own);
  await (await third.storage()).organizations.overviews();
  expect(readdirSync(finn.profileDir).filter((name) => name.startsWith('shared-vault.json.kept-'))).toHaveLength(1);
  expect((await third.workspace()).vault.putAside()).toMatchObject([
    { kind: 'kept', name: expect.stringContaining('shared-vault.json.kept-') },
  ]);
});

test('a member of a vault is never exchanged for another: the kit is refused, and the member stays', async () => {
  const hugo = await vault.admit('Hugo');
  expect(await codeOf(restore(hugo))).toBe('recovery.profile-in-vault');
  await (await hugo.storage()).organizations.overviews();
  // A new database has a new key: its keys for the vault open no more, and a kit may bring them back.
  const own = vault.at('hugo.voxkit');
  await exportKit(hugo, own);
  await vault.admit('Kim');
  await (await hugo.storage()).organizations.overviews();
  const newest = hugo.file.require().pinned;
  await hugo.close();
  for (const name of readdirSync(hugo.profileDir))
    if (name !== 'shared-vault.json') rmSync(path.join(hugo.profileDir, name), { recursive: true });
  const anew = vault.consoleOf('Hugo');
  expect(await codeOf(anew.storage().then((storage) => storage.organizations.overviews()))).toBe(
    'shared-vault.keys-not-opened',
  );
  expect(await codeOf(exportKit(anew, vault.at('worthless.voxkit')))).toBe('shared-vault.keys-not-opened');
  expect(existsSync(vault.at('worthless.voxkit'))).toBe(false);
  await restore(anew, own);
  expect(anew.file.require().pinned).toEqual(newest);
  await (await anew.storage()).organizations.overviews();
  // The rescue of a damaged database knows of the vault, too.
  await anew.close();
  writeFileSync(path.join(anew.profileDir, 'console.db'), 'damaged'.repeat(1000));
  const damaged = (await anew.workspace()).vault;
  expect(damaged.state().state).toBe('database-damaged');
  expect(await damaged.rescueOptions()).toMatchObject({ inSharedVault: true });
});

test('a restore that is cut off between two renames is completed: database and membership, or neither', async () => {
  const at = vault.consoleOf('ivo');
  await restore(at);
  await at.close();
  const [database, member] = [path.join(at.profileDir, 'console.db'), fileOf(at)];
  for (const placed of [false, true]) {
    renameSync(database, `${database}.restored`);
    if (!placed) renameSync(member, `${member}.restored`);
    completeSwap(platformOf(at.profileDir));
    expect([existsSync(database), existsSync(member), existsSync(`${member}.restored`)]).toEqual([true, true, false]);
  }
  // Prepared, and the exchange had not begun: nothing of it stays.
  copyFileSync(member, `${member}.restored`);
  expect(await tokenBy(at)).toBe(secrets.authToken);
  expect(existsSync(`${member}.restored`)).toBe(false);
});

test('keys that were withdrawn since stay shut out, whatever kit brings them, and the way in is said', async () => {
  const jo = await vault.admit('Jo');
  const own = vault.at('jo.voxkit');
  await exportKit(jo, own);
  await jo.close();
  await (await vault.anna.admission()).inviteAgain('Jo');
  const elsewhere = vault.consoleOf('jo-elsewhere');
  await restore(elsewhere, own);
  const refused = await elsewhere
    .storage()
    .then((storage) => storage.organizations.overviews())
    .catch((thrown) => thrown);
  expect(refused.data).toMatchObject({
    code: 'shared-vault.login-refused',
    cause: expect.stringContaining('invited again'),
    fix: expect.stringContaining('new invitation'),
  });
});

test('the kit says nothing of the vault in the clear; one of no vault is for older consoles as well', async () => {
  const bytes = readFileSync(kit, 'latin1');
  for (const word of [ben.file.require().memberId, 'sealedKeys', vault.address.host, vault.address.database])
    expect(bytes).not.toContain(word);
  const [, header] = bytes.split('\n', 2);
  expect(JSON.parse(header ?? '')).toMatchObject({ version: 2 });
  const alone = vault.consoleOf('alone');
  const own = vault.at('alone.voxkit');
  mkdirSync(alone.profileDir, { recursive: true });
  await exportKit(alone, own);
  expect(JSON.parse(readFileSync(own, 'latin1').split('\n', 2)[1] ?? '')).toMatchObject({ version: 1 });
});

test('a kit whose membership was changed is damaged, and one that lacks its end is incomplete', async () => {
  const bytes = readFileSync(kit);
  const altered = Buffer.from(bytes);
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
  for (const [content, code] of [
    [altered, 'recovery.damaged'],
    [bytes.subarray(0, -5), 'recovery.truncated'],
    [Buffer.concat([bytes, Buffer.of(0)]), 'recovery.damaged'],
  ] as const) {
    writeFileSync(vault.at('spoilt.voxkit'), content);
    const empty = vault.consoleOf(`empty-${content.length}-${code}`);
    expect(await codeOf(restore(empty, vault.at('spoilt.voxkit')))).toBe(code);
    expect(existsSync(fileOf(empty))).toBe(false);
  }
});
