/** How a vault is made and migrated by its owner alone, and what consoles of other versions may do meanwhile. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { joinVault } from '../../../src-main/shared-vault/join';
import { migrateVault } from '../../../src-main/shared-vault/migrate';
import { provisionVault } from '../../../src-main/shared-vault/provision';
import { schemaVersion } from '../../../src-main/storage/postgres/driver';
import { schemaSql } from '../../../src-main/storage/postgres/schema-sql';
import { type SchemaStep, schemaSteps } from '../../../src-main/storage/postgres/schema-sql-steps';
import { makeNextKeys, publicFileOf, readKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { databasePassword, loginRole } from '../../../src-shared/shared-vault/database-login';
import { machineLogin } from '../../../src-shared/shared-vault/machine-files';
import { parseDatabaseUrl } from '../../../src-shared/shared-vault/server-address';
import { identityWords } from '../../../src-shared/shared-vault/words';
import { codeOf, saveCredential } from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';
import { admitMachine } from './machines';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;
let clinic: string;

beforeAll(async () => {
  vault = await startSharedVault();
  anna = vault.anna;
  clinic = await anna.addClinic('Sunrise Dental');
});
afterAll(() => vault.close());

const administrator = () => parseDatabaseUrl(vault.place.url, null).login;
const migrate = (steps: readonly SchemaStep[] = schemaSteps, contract = false) =>
  migrateVault({ address: vault.address, administrator: administrator(), contract, steps });
const save = async () => saveCredential((await anna.storage()).forOrganization(clinic));
const clinics = async (by: TestConsole = anna) => (await by.storage()).organizations.count();

const released = [
  '788f3480eb281997',
  'bb52c59c52592a86',
  '112732eb0a833d8e',
  'f8b97a05de4bee10',
  '59a68d9ad0e0e1a9',
  'b165eb353110eb2f',
];

async function inDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
const setVersions = (version: number, minClient: number) =>
  inDatabase(vault.place.url, (client) =>
    client.query('UPDATE voxanne.schema_meta SET version = $1, min_client = $2', [version, minClient]),
  );
const hasPsql = (() => {
  try {
    execFileSync('psql', ['--version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
})();
/** As an administrator does it; without psql the same statements without its own line. */
async function run(script: string, url: string): Promise<void> {
  if (hasPsql) execFileSync('psql', ['--no-psqlrc', '--quiet', url], { input: script, stdio: 'pipe' });
  else await inDatabase(url, (client) => client.query(script.replace(/^\\.*$/m, '')));
}
async function printed(name: string) {
  const place = await vault.server.newDatabase();
  const founder = vault.consoleOf(name);
  const { address } = parseDatabaseUrl(place.url, null);
  const { script } = await provisionVault({
    address,
    administrator: null,
    name: "Zoë O'Hara \\ $$",
    file: founder.file,
    secrets: await founder.secrets(),
    now: () => new Date(),
  });
  await founder.close();
  return { founder, script, url: place.url };
}

/** The printed script as a console of that version made it. */
const asOfVersion = (version: number, script: string) =>
  schemaSteps
    .reduce((all, step) => (step.version > version ? all.replace(step.expand, '') : all), script)
    .replace(`SET version = ${schemaVersion}`, `SET version = ${version}`);

test('the console knows the newest schema', () => {
  expect(schemaSteps.at(-1)?.version).toBe(schemaVersion);
});

test('the printed SQL makes the vault by itself, holds no secret, and runs once', async () => {
  const { founder, script, url } = await printed('printed');
  expect(await codeOf(clinics(founder))).toBe('shared-vault.login-refused');
  const keys = founder.file.openKeys(await founder.secrets());
  for (const secret of [
    await databasePassword(keys),
    keys.receive.private,
    keys.sign.private,
    administrator().password,
  ])
    expect(script).not.toContain(secret);
  await run(script, url);
  await founder.addClinic('First');
  expect(await clinics(founder)).toBe(1);
  expect((await (await founder.standing()).status()).member.name).toBe("Zoë O'Hara \\ $$");
  await expect(run(script, url)).rejects.toThrow(/not touched/);
  expect(await clinics(founder)).toBe(1);
});

test('a vault of the first version works, and its owner alone migrates it, two of them at once as well', async () => {
  const { founder, script, url } = await printed('early');
  const step = schemaSteps.at(-1);
  if (!step) throw new Error('no step');
  await run(asOfVersion(1, script), url);
  await founder.addClinic('First');
  const { address, login } = parseDatabaseUrl(url, null);
  const { memberId } = founder.file.require();
  const password = await databasePassword(founder.file.openKeys(await founder.secrets()));
  const asMember = { user: loginRole('member', memberId), password };
  expect(await codeOf(migrateVault({ address, administrator: asMember, contract: false }))).toBe(
    'shared-vault.not-owner',
  );
  const broken = [...schemaSteps.slice(0, -1), { ...step, expand: `${step.expand} SELECT 1 / 0;` }];
  expect(await codeOf(migrateVault({ address, administrator: login, contract: false, steps: broken }))).toMatch(
    /division/,
  );
  // What is new has no place yet: nobody is seen at a clinic, and everything else works.
  const { sharedVault, vault: local } = await founder.workspace();
  const [first] = await (await founder.storage()).organizations.overviews();
  const said = sharedVault?.presence(local.requireStorage()).say(first?.organization.id ?? '', 'viewing');
  expect(await said).toEqual([]);
  expect(await codeOf((await founder.admission()).inviteAgain('Nobody'))).toBe('shared-vault.unknown-name');
  const both = await Promise.all([0, 1].map(() => migrateVault({ address, administrator: login, contract: false })));
  expect(both.map(({ from }) => from).sort()).toEqual([1, schemaVersion]);
  expect(both.map(({ to }) => to)).toEqual([schemaVersion, schemaVersion]);
  expect(await clinics(founder)).toBe(1);
  // Nobody is left with the owner's rights.
  const left = await inDatabase(url, async (client) =>
    client.query("SELECT 1 FROM pg_auth_members WHERE roleid = 'voxanne_owner'::regrole AND NOT admin_option"),
  );
  expect(left.rows).toEqual([]);
});

/** A released version is never edited: each server was made by its text as it was then. */
test('what each version of the schema is made of stays as it was released', () => {
  const sums = [schemaSql, ...schemaSteps.map(({ expand }) => expand)].map((text) =>
    createHash('sha256').update(text).digest('hex').slice(0, 16),
  );
  expect(sums).toEqual(released);
});

test('a vault of schema 3 goes on with a receptionist that is newer, until it is migrated', async () => {
  const { founder, script, url } = await printed('third');
  await run(asOfVersion(3, script), url);
  const its = await founder.addClinic('First');
  await saveCredential((await founder.storage()).forOrganization(its));
  const { address, login } = parseDatabaseUrl(url, null);
  const { keyFile, cacheFile, databaseUrl } = await admitMachine({ ...vault, address, anna: founder }, 'Early', [its]);
  expect(readKeyFile(keyFile).vault?.vouched).toBeUndefined();
  expect(await codeOf((await founder.vouching()).vouch())).toBe('shared-vault.schema-too-old');
  const uses = async (times: number) => {
    const receptionist = await openReceptionist({ databaseUrl, keyFile, cacheFile, pollMs: 100 });
    for (let use = 0; use < times; use += 1) await receptionist.use(its, 'twilio', async () => undefined);
    const [held] = receptionist.held();
    await receptionist.close();
    return held;
  };
  const counted = () =>
    inDatabase(url, async (client) => (await client.query('SELECT uses FROM voxanne.usage ORDER BY uses')).rows);
  expect((await uses(2))?.vouchedAt).toBeNull();
  expect(await counted()).toEqual([{ uses: 2 }]);
  await migrateVault({ address, administrator: login, contract: false });
  expect(await (await founder.vouching()).vouch()).toEqual({ vouched: ['Early'], behind: [] });
  expect((await uses(3))?.vouchedAt).not.toBeNull();
  expect(await counted()).toEqual([{ uses: 2 }, { uses: 3 }]);
  expect(await clinics(founder)).toBe(1);
});

test('a login that was dropped is renewed once the vault is migrated to schema 5, and named before', async () => {
  const { founder, script, url } = await printed('fourth');
  await run(asOfVersion(4, script), url);
  const its = await founder.addClinic('First');
  await saveCredential((await founder.storage()).forOrganization(its));
  const { address, login } = parseDatabaseUrl(url, null);
  const machine = await admitMachine({ ...vault, address, anna: founder }, 'Dropped', [its]);
  const keys = readKeyFile(machine.keyFile);
  await inDatabase(url, (client) => client.query(`DROP ROLE ${pg.escapeIdentifier(loginRole('machine', keys.id))}`));
  const next = await publicFileOf(await makeNextKeys(machine.keyFile));
  const words = await identityWords(next.keys, machineLogin(next));
  const renew = async () => (await founder.admission()).renewMachine('Dropped', next, words);
  const machines = async () => (await founder.standing()).machines();
  const before = await machines();
  expect(await codeOf(renew())).toBe('shared-vault.login-gone');
  expect(await machines()).toEqual(before);
  await migrateVault({ address, administrator: login, contract: false });
  expect(await renew()).toMatchObject([{ organizationId: its, provider: 'twilio' }]);
  const receptionist = await openReceptionist({ ...machine, pollMs: 100 });
  expect(await codeOf(receptionist.use(its, 'twilio', async () => undefined))).toBe('no error');
  await receptionist.close();
});

test('a vault of schema 5 goes on as before; with schema 6 nobody acts in another’s name there', async () => {
  const { founder, script, url } = await printed('fifth');
  await run(asOfVersion(5, script), url);
  const { address, login } = parseDatabaseUrl(url, null);
  const [first, second] = [await founder.addClinic('First'), await founder.addClinic('Second')];
  const machine = await admitMachine({ ...vault, address, anna: founder }, 'Fifth', [first]);
  const named = vault.consoleOf('named');
  const invited = await (await founder.admission()).invite('Named', [first]);
  const words = await joinVault({ address, ...invited }, named.file, await named.secrets());
  await named.close();
  await (await founder.admission()).admit('Named', words);

  const works = async () => {
    for (const clinic of [first, second]) await saveCredential((await founder.storage()).forOrganization(clinic));
    await saveCredential((await named.storage()).forOrganization(first));
    expect([await clinics(founder), await clinics(named)]).toEqual([2, 1]);
    expect(await codeOf(saveCredential((await named.storage()).forOrganization(second)))).not.toBe('no error');
    const receptionist = await openReceptionist({ ...machine, pollMs: 100 });
    expect(await codeOf(receptionist.use(first, 'twilio', async () => undefined))).toBe('no error');
    expect(await codeOf(receptionist.use(second, 'twilio', async () => undefined))).not.toBe('no error');
    await receptionist.close();
  };
  const asNamed = new URL(url);
  asNamed.username = loginRole('member', named.file.require().memberId);
  asNamed.password = await databasePassword(named.file.openKeys(await named.secrets()));
  const actsAsFounder = () =>
    codeOf(
      inDatabase(asNamed.href, (client) =>
        client.query(`BEGIN; SELECT set_config('voxanne.clinic', '${first}', true);
          INSERT INTO voxanne.audit_log VALUES ('${first}', 9999, 1, now(), '${founder.file.require().memberId}', 'x',
            '${first}', 'x', 'credential.checked', 'succeeded', '', false, '', ''); ROLLBACK`),
      ),
    );
  const belonging = () =>
    inDatabase(url, async (client) => [
      (await client.query('SELECT * FROM voxanne.logins ORDER BY login_role')).rows,
      (await client.query('SELECT * FROM voxanne.scopes ORDER BY subject_id, organization_id')).rows,
    ]);
  await works();
  expect(await actsAsFounder()).toBe('no error');
  const before = await belonging();
  expect(await migrateVault({ address, administrator: login, contract: false })).toMatchObject({
    from: 5,
    minClient: 1,
  });
  expect(await belonging()).toEqual(before);
  await works();
  expect(await actsAsFounder()).toMatch(/row-level security/);
});

test('what is held by a long transaction is not migrated, says so by name, and changes nothing', async () => {
  const [newest] = schemaSteps.slice(-1);
  const expand = "SET LOCAL lock_timeout = '10ms'; LOCK TABLE voxanne.organizations IN ACCESS EXCLUSIVE MODE";
  const steps = [...schemaSteps, { version: (newest?.version ?? 0) + 1, expand, contract: { minClient: 1, sql: '' } }];
  await inDatabase(vault.place.url, async (holding) => {
    await holding.query('BEGIN; SELECT count(*) FROM voxanne.organizations');
    expect(await codeOf(migrate(steps))).toBe('shared-vault.migration-waits');
    await holding.query('ROLLBACK');
  });
  expect(await migrate()).toMatchObject({ from: newest?.version, to: newest?.version });
  expect(await clinics()).toBe(1);
});

test('expanding keeps older consoles working; contracting leaves them reading, and says so', async () => {
  await save();
  const later = schemaVersion + 1;
  const next = (sql: string): SchemaStep => ({
    version: later,
    expand: `CREATE TABLE voxanne.later (id integer);`,
    contract: { minClient: later, sql },
  });
  const steps = [...schemaSteps, next('DROP TABLE voxanne.later;')];
  expect(await migrate(steps)).toEqual({ from: schemaVersion, to: later, minClient: 1 });
  await save();
  expect(await migrate(steps, true)).toEqual({ from: later, to: later, minClient: later });
  expect(await codeOf(save())).toBe('shared-vault.client-too-old');
  expect(await codeOf(anna.addClinic('Another'))).toBe('shared-vault.client-too-old');
  expect(await clinics()).toBe(1);
  const scope = (await anna.storage()).forOrganization(clinic);
  expect((await scope.credentials.open('twilio')).record.status).toBe('active');
  // This console's own program would take it back to an earlier version.
  expect(await codeOf(migrate())).toBe('shared-vault.client-too-old');
  await setVersions(schemaVersion, 1);
  await save();
});

test('a schema that is too old for this console is read', async () => {
  await setVersions(0, 0);
  expect(await clinics()).toBe(1);
  expect(await codeOf(save())).toBe('shared-vault.schema-too-old');
  await setVersions(schemaVersion, 1);
});

test('who founded the vault can be removed by another member', async () => {
  const ben = await vault.admit('Ben');
  expect(await (await ben.admission()).removeMember('Anna')).toHaveLength(1);
  await anna.close();
  expect(await codeOf(clinics())).toBe('shared-vault.login-refused');
  expect(await clinics(ben)).toBe(1);
});
