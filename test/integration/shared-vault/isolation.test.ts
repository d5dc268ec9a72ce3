/**
 * What a member and a machine can do with SQL of their own, on their own login. Clinics are kept apart by the database
 * itself, whatever a client says it is.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicFileOf } from '../../../src-receptionist/key-file';
import { databasePassword, loginRole } from '../../../src-shared/shared-vault/database-login';
import { newIdentity, publicOf } from '../../../src-shared/shared-vault/identity';
import { machineLogin } from '../../../src-shared/shared-vault/machine-files';
import { identityWords } from '../../../src-shared/shared-vault/words';
import { saveCredential } from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let sunrise: string;
let moonlight: string;
/** On the logins of a member of all clinics, of a member of Moonlight, and of a machine of Moonlight. */
let administrator: pg.Client;
let member: pg.Client;
let machine: pg.Client;
let annasId: string;
let cleosId: string;
const machineId = '0190a0a0-0000-7000-8000-00000000000a';

async function connected(user: string, password: string): Promise<pg.Client> {
  const { host, port, database } = vault.place;
  const client = new pg.Client({ host, port, database, user, password });
  await client.connect();
  return client;
}
const asOwner = async (sql: string) => {
  const client = new pg.Client({ connectionString: vault.place.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
};
const save = async (by: TestConsole, clinic: string) => saveCredential((await by.storage()).forOrganization(clinic));

beforeAll(async () => {
  vault = await startSharedVault();
  sunrise = await vault.anna.addClinic('Sunrise Dental');
  moonlight = await vault.anna.addClinic('Moonlight');
  const cleo = await vault.admit('Cleo', [moonlight]);
  await save(vault.anna, sunrise);
  await save(cleo, moonlight);
  const onLoginOf = async ({ file, secrets }: TestConsole) =>
    connected(loginRole('member', file.require().memberId), await databasePassword(file.openKeys(await secrets())));
  [annasId, cleosId] = [vault.anna.file.require().memberId, cleo.file.require().memberId];
  [administrator, member] = [await onLoginOf(vault.anna), await onLoginOf(cleo)];

  const own = { id: machineId, keys: await newIdentity() };
  const file = await publicFileOf({ version: 1, kind: 'voxanne machine keys', ...own, vault: null });
  const words = await identityWords(publicOf(own.keys), machineLogin(file));
  await (await vault.anna.admission()).addMachine('Receptionist', file, words, [moonlight]);
  machine = await connected(loginRole('machine', own.id), await databasePassword(own.keys));
});
afterAll(async () => {
  for (const client of [administrator, member, machine]) await client?.end();
  await vault.close();
});

/** Runs statements in one transaction and undoes them. @returns the last one's rows, or its SQLSTATE */
async function tried(client: pg.Client, ...statements: string[]): Promise<Record<string, unknown>[] | string> {
  await client.query('BEGIN');
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows as Record<string, unknown>[];
    return rows;
  } catch (thrown) {
    return String(Reflect.get(thrown as Error, 'code'));
  } finally {
    await client.query('ROLLBACK');
  }
}
const say = (clinic: string) => `SELECT set_config('voxanne.clinic', '${clinic}', true)`;
const across = "SELECT set_config('voxanne.across', 'yes', true)";
const clinicTables = [
  'clinic_keys',
  'organization_api_credentials',
  'readiness_checks',
  'test_runs',
  'sms_messages',
  'message_drafts',
  'pending_revocations',
  'deliveries',
  'receipts',
  'usage',
  'failures',
  'presence',
  'refresh_leases',
  'replaced_tokens',
  'audit_log',
];

describe('a member of one clinic', () => {
  test('reads no row of another, whatever the settings say', async () => {
    for (const settings of [[say(sunrise)], [across], [say(sunrise), across]]) {
      expect(await tried(member, ...settings, `SELECT id FROM voxanne.organizations WHERE id = '${sunrise}'`)).toEqual(
        [],
      );
      for (const table of clinicTables)
        expect(
          await tried(member, ...settings, `SELECT 1 FROM voxanne.${table} WHERE organization_id = '${sunrise}'`),
          table,
        ).toEqual([]);
    }
    expect(await tried(member, across, 'SELECT id FROM voxanne.organizations')).toEqual([{ id: moonlight }]);
  });

  test('sees its own clinic only inside a transaction that names it: a forgotten name shows nothing', async () => {
    expect(await tried(member, 'SELECT id FROM voxanne.organizations')).toEqual([]);
    expect(await tried(member, say(moonlight), 'SELECT id FROM voxanne.organizations')).toEqual([{ id: moonlight }]);
    // The setting went with its transaction: what is left of it is an empty text and not nothing.
    expect((await member.query("SELECT current_setting('voxanne.clinic', true) AS left")).rows).toEqual([{ left: '' }]);
    expect(await tried(member, 'SELECT id FROM voxanne.organizations')).toEqual([]);
  });

  test('writes no row of another, and learns from no error whether one is there', async () => {
    const drafts = (clinic: string) => `INSERT INTO voxanne.message_drafts VALUES ('${clinic}', 'a', 'b')`;
    const nowhere = '0190a0a0-0000-7000-8000-0000000000ff';
    expect(await tried(member, say(sunrise), drafts(sunrise))).toBe('42501');
    expect(await tried(member, say(nowhere), drafts(nowhere))).toBe('42501');
    const update = `UPDATE voxanne.organizations SET name = 'x' WHERE id = '${sunrise}' RETURNING id`;
    expect(await tried(member, say(sunrise), update)).toEqual([]);
    expect(await tried(member, say(moonlight), `UPDATE voxanne.organizations SET id = '${sunrise}'`)).toMatch(
      /42501|23505/,
    );
    expect(await tried(member, say(sunrise), 'DELETE FROM voxanne.organizations RETURNING id')).toEqual([]);
  });

  test('becomes nobody else, admits nobody, and changes nothing that was signed', async () => {
    for (const role of ['voxanne_owner', 'postgres', 'voxanne_machine'])
      expect(await tried(member, `SET ROLE ${role}`)).toBe('42501');
    const verifier = 'SCRAM-SHA-256$4096:aaaa$bbbb:cccc';
    const id = '0190a0a0-0000-7000-8000-0000000000fe';
    expect(await tried(member, `SELECT voxanne.create_login('member', '${id}', '${verifier}')`)).toBe('42501');
    expect(await tried(member, `SELECT voxanne.admit_login(voxanne.me(), true)`)).toBe('42501');
    expect(await tried(member, `SELECT voxanne.remove_login('${machineId}')`)).toBe('42501');
    expect(await tried(member, `SELECT voxanne.renew_login('${machineId}', '${verifier}')`)).toBe('42501');
    expect(await tried(machine, `SELECT voxanne.renew_login('${machineId}', '${verifier}')`)).toBe('42501');
    expect(await tried(member, `SELECT voxanne.set_administrator(voxanne.me(), true)`)).toBe('42501');
    expect(await tried(member, `INSERT INTO voxanne.scopes VALUES (voxanne.me(), '${sunrise}')`)).toBe('42501');
    expect(await tried(member, `INSERT INTO voxanne.membership_log VALUES (99, '', '${id}', '', '')`)).toBe('42501');
    for (const table of ['membership_log', 'audit_log', 'logins', 'schema_meta'])
      for (const change of [`DELETE FROM voxanne.${table}`, `UPDATE voxanne.${table} SET ctid = ctid`])
        expect(await tried(member, change), change).toMatch(/42501|0A000|428C9/);
    expect(await tried(member, 'CREATE TABLE voxanne.mine (a int)')).toBe('42501');
    expect(await tried(member, "COPY voxanne.organizations TO '/tmp/x'")).toBe('42501');
  });

  test('tells nothing of others by what is counted or listed', async () => {
    expect(await tried(member, across, 'SELECT count(*)::int AS n FROM voxanne.organizations')).toEqual([{ n: 1 }]);
    expect(await tried(member, 'SELECT login_role FROM voxanne.logins')).toHaveLength(1);
    expect(await tried(member, 'SELECT subject_id FROM voxanne.scopes')).toHaveLength(1);
    const statistics = "SELECT 1 FROM pg_stats WHERE schemaname = 'voxanne' AND tablename = 'organizations'";
    expect(await tried(member, statistics)).toEqual([]);
  });
});

describe('a row that says who made it', () => {
  const some = '0190a0a0-0000-7000-8000-0000000000fd';
  const insert = (table: string, values: string) =>
    `INSERT INTO voxanne.${table} VALUES (${values}) RETURNING 1 AS made`;
  const entry = (chain: string, clinic: string, who: string) =>
    `'${chain}', 9999, 1, now(), '${who}', 'Anna', ${clinic}, 'x', 'credential.checked', 'succeeded', '', false,
      '', ''`;
  const rowsOfMember: Record<string, (who: string) => string> = {
    'an entry of a clinic’s activity': (who) => insert('audit_log', entry(moonlight, `'${moonlight}'`, who)),
    'a key of a clinic': (who) => insert('clinic_keys', `'${moonlight}', 99, '${some}', '', '${who}', 1, '', ''`),
    'a delivery': (who) =>
      insert('deliveries', `'${moonlight}', '${some}', 'google', '${some}', 1, 1, '', '${who}', NULL, '', now()`),
    // Which Anna signed, who admitted the machine.
    'a delivery in the place of another’s': (who) =>
      `UPDATE voxanne.deliveries SET signer = '${who}' RETURNING 1 AS made`,
    'the turn to refresh': (who) =>
      insert('refresh_leases', `'${moonlight}', 'google', '${who}', '${some}', now() + interval '1 minute'`),
    'a word of who is there': (who) =>
      insert('presence', `'${moonlight}', '${who}', 'viewing', now() + interval '1 minute'`),
  };
  const rowsOfAdministrator: Record<string, (who: string) => string> = {
    'an entry of the vault’s activity': (who) => insert('audit_log', entry('vault', 'NULL', who)),
    'an entry of the log': (who) => insert('membership_log', `99, '', '${who}', '', ''`),
    'an invitation': (who) => insert('invitations', `'${some}', 'x', '[]', '${who}', now(), NULL`),
  };

  test.each(Object.entries(rowsOfMember))('%s: a member makes it in its own name alone', async (_, row) => {
    expect(await tried(member, say(moonlight), row(cleosId))).toEqual([{ made: 1 }]);
    for (const who of [annasId, some]) expect(await tried(member, say(moonlight), row(who))).toBe('42501');
  });
  test.each(Object.entries(rowsOfAdministrator))('%s: as does a member of all clinics', async (_, row) => {
    expect(await tried(administrator, row(annasId))).toEqual([{ made: 1 }]);
    for (const who of [cleosId, some]) expect(await tried(administrator, row(who))).toBe('42501');
  });

  test('nobody takes another’s word of being there while it holds; one that is over anybody drops', async () => {
    const word = (who: string, until: string) =>
      asOwner(`INSERT INTO voxanne.presence VALUES ('${moonlight}', '${who}', 'viewing', now() + interval '${until}')
        ON CONFLICT (organization_id, member_id) DO UPDATE SET held_until = excluded.held_until`);
    const drop = `DELETE FROM voxanne.presence WHERE member_id = '${annasId}' RETURNING member_id`;
    const dropped = async () => tried(member, say(moonlight), drop);
    await word(annasId, '1 minute');
    expect(await dropped()).toEqual([]);
    const take = `UPDATE voxanne.presence SET member_id = '${cleosId}' RETURNING member_id`;
    expect(await tried(member, say(moonlight), take)).toEqual([]);
    // Over, or from before the server's clock was put back.
    for (const until of ['-1 second', '1 hour']) {
      await word(annasId, until);
      expect(await dropped(), until).toEqual([{ member_id: annasId }]);
    }
    await word(cleosId, '1 minute');
    const own = `DELETE FROM voxanne.presence WHERE member_id = '${cleosId}' RETURNING member_id`;
    expect(await tried(member, say(moonlight), own)).toEqual([{ member_id: cleosId }]);
    await asOwner('DELETE FROM voxanne.presence');
  });

  test('the turn to refresh goes from one to another, in the next one’s name', async () => {
    const lease = (who: string) => `'${moonlight}', 'google', '${who}', '${some}', now() - interval '1 minute'`;
    await asOwner(`INSERT INTO voxanne.refresh_leases VALUES (${lease(annasId)})`);
    const turn = `INSERT INTO voxanne.refresh_leases VALUES (${lease(cleosId)})
      ON CONFLICT (organization_id, provider) DO UPDATE SET holder = excluded.holder RETURNING holder`;
    expect(await tried(member, say(moonlight), turn)).toEqual([{ holder: cleosId }]);
    await asOwner('DELETE FROM voxanne.refresh_leases');
  });
});

describe('a machine', () => {
  test('reads what was delivered to it, and nothing else of any clinic', async () => {
    const delivered = await tried(machine, across, 'SELECT organization_id, machine_id FROM voxanne.deliveries');
    expect(delivered).toEqual([{ organization_id: moonlight, machine_id: machineId }]);
    for (const table of ['organizations', 'organization_api_credentials', 'clinic_keys', 'audit_log', 'receipts'])
      expect(await tried(machine, across, `SELECT 1 FROM voxanne.${table}`), table).toBe('42501');
  });

  test('reports of its own clinics, in its own name, and takes nothing back', async () => {
    const receipt = (clinic: string, id: string) =>
      `INSERT INTO voxanne.receipts VALUES ('${clinic}', '${id}', 'twilio', 1, now())`;
    expect(await tried(machine, say(moonlight), receipt(moonlight, machineId))).toEqual([]);
    expect(await tried(machine, say(sunrise), receipt(sunrise, machineId))).toBe('42501');
    expect(await tried(machine, say(moonlight), receipt(moonlight, sunrise))).toBe('42501');
    expect(await tried(machine, say(moonlight), 'DELETE FROM voxanne.receipts')).toBe('42501');
    const young = (table: string, rest: string) => [
      say(moonlight),
      `INSERT INTO voxanne.${table} VALUES ('${moonlight}', '${machineId}', 'twilio', '${sunrise}', 1, ${rest})`,
      `DELETE FROM voxanne.${table} RETURNING 1`,
    ];
    expect(await tried(machine, ...young('usage', 'now()'))).toEqual([]);
    expect(await tried(machine, ...young('failures', "'x', now()"))).toEqual([]);
    expect(await tried(machine, ...young('usage', "now() - interval '8 days'"))).toHaveLength(1);
    const others = `UPDATE voxanne.usage SET machine_id = '${sunrise}'`;
    expect(await tried(machine, say(moonlight), others)).toBe('42501');
    expect(await tried(machine, say(moonlight), 'UPDATE voxanne.deliveries SET revision = 9')).toBe('42501');
  });
});

describe('the catalogue', () => {
  test('each table forces row-level security, and has a policy', async () => {
    const open = await asOwner(`SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'voxanne' AND c.relkind IN ('r', 'p') AND (NOT c.relrowsecurity OR NOT c.relforcerowsecurity
      OR NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))`);
    expect(open).toEqual([]);
  });

  test('functions with the owner’s rights are few, look in one place, and are nobody’s by default', async () => {
    const functions = await asOwner(`SELECT p.proname, p.prosecdef, p.proconfig,
      has_function_privilege('public', p.oid, 'EXECUTE') AS public
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'voxanne' ORDER BY 1`);
    expect(functions.filter((one) => one.public === true)).toEqual([]);
    expect(functions.filter((one) => one.prosecdef === true).map((one) => [one.proname, one.proconfig])).toEqual([
      ['admit_login', ['search_path=pg_catalog, pg_temp']],
      ['create_login', ['search_path=pg_catalog, pg_temp']],
      ['remove_login', ['search_path=pg_catalog, pg_temp']],
      ['renew_login', ['search_path=pg_catalog, pg_temp']],
      ['set_administrator', ['search_path=pg_catalog, pg_temp']],
    ]);
  });

  test('the owner can’t log in, and nobody is left a member of it', async () => {
    const [owner] = await asOwner(`SELECT rolcanlogin, rolsuper, rolbypassrls,
      (SELECT count(*)::int FROM pg_auth_members m WHERE m.roleid = r.oid AND m.admin_option = false) AS members
      FROM pg_roles r WHERE rolname = 'voxanne_owner'`);
    expect(owner).toMatchObject({ rolcanlogin: false, rolsuper: false, rolbypassrls: false, members: 0 });
  });

  test('each key of a clinic’s rows begins with the clinic: a constraint says nothing of another one', async () => {
    const first = (number: string) =>
      `(SELECT attname FROM pg_attribute WHERE attrelid = c.oid AND attnum = ${number})`;
    const ofClinics = `JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'voxanne' AND EXISTS
      (SELECT 1 FROM pg_attribute WHERE attrelid = c.oid AND attname = 'organization_id')`;
    const unique = await asOwner(`SELECT i.indexrelid::regclass::text AS key, ${first('i.indkey[0]')} AS first
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid ${ofClinics} AND i.indisunique`);
    expect(unique.length).toBeGreaterThan(14);
    // The name of a chain is its clinic’s id, by a constraint of the table.
    expect(unique.filter((one) => one.first !== 'organization_id')).toEqual([
      { key: 'voxanne.audit_log_pkey', first: 'chain' },
    ]);
    const references = await asOwner(`SELECT f.conname FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid
      ${ofClinics} AND f.contype = 'f' AND ${first('f.conkey[1]')} <> 'organization_id'`);
    expect(references).toEqual([]);
  });

  test('no sequence counts rows of all clinics', async () => {
    expect(await asOwner("SELECT 1 FROM pg_sequences WHERE schemaname = 'voxanne'")).toEqual([]);
  });
});
