/**
 * Attacks that are made up in bulk: SQL of a member and of a machine on their own logins, and a server that lies. Each
 * is refused, and the proof that it would be noticed stands beside it.
 *
 * `VOXANNE_TEST_HOSTILE=n` sets how many statements are made up, `VOXANNE_SEED=n` repeats them.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicFileOf } from '../../../src-receptionist/key-file';
import { wrapClinicKey } from '../../../src-shared/shared-vault/clinic-key';
import { databasePassword, loginRole } from '../../../src-shared/shared-vault/database-login';
import { newIdentity, publicOf } from '../../../src-shared/shared-vault/identity';
import { machineLogin } from '../../../src-shared/shared-vault/machine-files';
import { readMembership, signEntry } from '../../../src-shared/shared-vault/membership';
import { randomBytes } from '../../../src-shared/shared-vault/platform-crypto';
import { identityWords } from '../../../src-shared/shared-vault/words';
import { seededChance } from '../../fakes/chance';
import { codeOf, note, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault } from './consoles';

const chance = seededChance('hostile SQL');
const count = Number(process.env.VOXANNE_TEST_HOSTILE ?? 300);

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let owner: pg.Client;
let own: string;
let foreign: string;
/** On the logins of a member and of a machine that reach `own` alone. */
let attackers: pg.Client[];
let cleosLogin: string;
/** What stands in rows of the foreign clinic and nowhere else. */
const marks = ['Foreign Clinic', 'foreign hint', 'foreign draft'];

beforeAll(async () => {
  vault = await startSharedVault();
  owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
  own = await vault.anna.addClinic('Own');
  foreign = await vault.anna.addClinic('Foreign Clinic');
  const storage = await vault.anna.storage();
  await saveCredential(storage.forOrganization(own));
  const scope = storage.forOrganization(foreign);
  await scope.credentials.save(
    {
      provider: 'twilio',
      methodId: 'auth-token',
      choice: '+14155550199',
      metadata: {},
      accountKey: 'AC-foreign',
      keyHint: 'foreign hint',
      simulated: false,
      verifiedAt: null,
      expiresAt: null,
    },
    secrets,
    [],
    note('credential.added', 'foreign hint'),
  );
  await scope.saveDrafts({ testSms: 'foreign draft', hotLead: 'foreign draft' });
  const cleo = await vault.admit('Cleo', [own]);
  const cleosKeys = cleo.file.openKeys(await cleo.secrets());
  const machine = { id: '0190a0a0-0000-7000-8000-00000000000a', keys: await newIdentity() };
  const file = await publicFileOf({ version: 1, kind: 'voxanne machine keys', ...machine, vault: null });
  const words = await identityWords(publicOf(machine.keys), machineLogin(file));
  await (await vault.anna.admission()).addMachine('Receptionist', file, words, [own]);
  cleosLogin = loginRole('member', cleo.file.require().memberId);
  attackers = await Promise.all(
    [
      { user: cleosLogin, password: await databasePassword(cleosKeys) },
      { user: loginRole('machine', machine.id), password: await databasePassword(machine.keys) },
    ].map(async (login) => {
      const { host, port, database } = vault.place;
      const client = new pg.Client({ host, port, database, ...login });
      await client.connect();
      return client;
    }),
  );
});
afterAll(async () => {
  for (const one of [owner, ...(attackers ?? [])]) await one?.end();
  await vault.close();
});

const tables = [
  ...['organizations', 'clinic_keys', 'organization_api_credentials', 'readiness_checks', 'test_runs'],
  ...['sms_messages', 'run_leases', 'message_drafts', 'pending_revocations', 'deliveries', 'receipts', 'usage'],
  ...[
    'presence',
    'refresh_leases',
    'replaced_tokens',
    'failures',
    'delivery_heads',
    'audit_log',
    'scopes',
    'logins',
    'invitations',
    'schema_meta',
  ],
];
const pick = <T>(kind: string, from: readonly T[]): T => from[Math.floor(chance(kind) * from.length)] as T;

/** What an attacker says before. */
const settings = (): string[] =>
  Array.from({ length: Math.floor(chance('settings') * 4) }, () =>
    pick('setting', [
      `SELECT set_config('voxanne.clinic', '${foreign}', true)`,
      `SELECT set_config('voxanne.clinic', '${own}', true)`,
      "SELECT set_config('voxanne.across', 'yes', true)",
      "SET LOCAL voxanne.across = 'yes'",
      `SET LOCAL "voxanne.clinic" = '${foreign}'`,
      'SET LOCAL row_security = off',
      'SET LOCAL search_path = pg_temp, voxanne, public',
      'SET ROLE voxanne_owner',
      'SET ROLE voxanne_member',
      'SET ROLE voxanne_machine',
      'SET SESSION AUTHORIZATION postgres',
      'SET LOCAL session_replication_role = replica',
      "SET LOCAL statement_timeout = '5s'",
      'CREATE FUNCTION pg_temp.me() RETURNS uuid LANGUAGE sql AS $$ SELECT gen_random_uuid() $$',
      `CREATE FUNCTION pg_temp.told(a text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
        $$ BEGIN RAISE NOTICE 'told %', a; RETURN true; END $$`,
      'CREATE TEMP TABLE organizations AS SELECT 1 AS id',
    ]),
  );

/** What it then asks. */
function question(): string[] {
  const [table, other] = [pick('table', tables), pick('other', tables)];
  const [one, two] = [`voxanne.${table}`, `voxanne.${other}`];
  const clinic = table === 'organizations' ? 'id' : 'organization_id';
  return pick('shape', [
    () => [`SELECT * FROM ${one}`],
    () => [`SELECT t::text FROM ${one} t WHERE ${clinic} = '${foreign}'`],
    () => [`SELECT a::text, b::text FROM ${one} a, ${two} b`],
    () => [`SELECT a::text FROM ${one} a FULL JOIN ${two} b ON true`],
    () => [`WITH x AS (SELECT * FROM ${one}) SELECT to_jsonb(x) FROM x`],
    () => [`SELECT (SELECT string_agg(t::text, ' ') FROM ${one} t)`],
    () => [`SELECT l.* FROM ${two} b CROSS JOIN LATERAL (SELECT a::text FROM ${one} a) l`],
    () => [`SELECT t::text FROM ${one} t UNION ALL SELECT t::text FROM ${two} t`],
    () => [`SELECT query_to_xml('SELECT * FROM ${one}', true, false, '')::text`],
    () => [`SELECT table_to_xml('${one}', true, false, '')::text`],
    () => [`CREATE TEMP VIEW seen AS SELECT * FROM ${one}`, 'SELECT seen::text FROM seen'],
    () => [`CREATE TEMP TABLE kept AS SELECT * FROM ${one}`, 'SELECT kept::text FROM kept'],
    () => [`DECLARE c CURSOR FOR SELECT t::text FROM ${one} t`, 'FETCH ALL FROM c'],
    () => [`PREPARE q AS SELECT t::text FROM ${one} t`, 'EXECUTE q', 'DEALLOCATE q'],
    () => [`SELECT t::text FROM ${one} t WHERE pg_temp.told(t::text)`],
    () => [`SELECT t::text FROM ${one} t WHERE t::text LIKE '%oreign%' OR 1 / (length(t::text) - length(t::text)) > 0`],
    () => [`UPDATE ${one} SET ${clinic} = ${clinic} RETURNING *`],
    () => [`DELETE FROM ${one} RETURNING *`],
    () => [`INSERT INTO ${one} SELECT * FROM ${one} ON CONFLICT DO NOTHING RETURNING *`],
    () => [
      `INSERT INTO voxanne.message_drafts VALUES ('${foreign}', 'a', 'b') ON CONFLICT (organization_id)
      DO UPDATE SET test_sms = message_drafts.test_sms RETURNING *`,
    ],
    () => [`INSERT INTO voxanne.readiness_checks VALUES ('${foreign}', 'twilio', 'x', 'y', NULL, now(), false)`],
    () => [`MERGE INTO ${one} a USING ${two} b ON true WHEN MATCHED THEN DELETE`],
    () => [`SELECT * FROM ${one} FOR UPDATE`],
    () => [`LOCK TABLE ${one} IN ACCESS EXCLUSIVE MODE`],
    () => [`COPY ${one} TO '/tmp/voxanne-hostile'`],
    () => [`COPY ${one} TO PROGRAM 'cat'`],
    () => [`EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM ${one}`],
    () => ["SELECT most_common_vals::text, histogram_bounds::text FROM pg_stats WHERE schemaname = 'voxanne'"],
    () => ['SELECT query FROM pg_stat_activity'],
    () => [`SELECT stavalues1::text FROM pg_statistic`],
    () => [`SELECT pg_read_file('base/1/PG_VERSION')`],
    () => [`SELECT lastval()`],
    () => ['LISTEN voxanne_changed', `NOTIFY voxanne_changed, 'x'`],
    () => [`SELECT voxanne.create_login('member', '${foreign}', 'x')`],
    () => [`SELECT voxanne.admit_login('${foreign}', true)`],
    () => [`SELECT voxanne.set_administrator(voxanne.me(), true)`],
    () => [`SELECT voxanne.last_clinic(), voxanne.is_administrator(), voxanne.me()`],
    () => [`ALTER TABLE ${one} DISABLE ROW LEVEL SECURITY`, `SELECT * FROM ${one}`],
    () => [`DROP POLICY members ON ${one}`, `SELECT * FROM ${one}`],
    () => [`CREATE POLICY mine ON ${one} USING (true)`],
    () => [`CREATE TRIGGER mine BEFORE INSERT ON ${one} EXECUTE FUNCTION pg_temp.told()`],
    () => [`GRANT ALL ON ${one} TO PUBLIC`],
    () => [`ALTER ROLE voxanne_owner LOGIN`],
    () => [
      `DO $$ DECLARE r text; BEGIN FOR r IN SELECT t::text FROM ${one} t LOOP RAISE NOTICE '%', r; END LOOP; END $$`,
    ],
    () => [`TRUNCATE ${one} CASCADE`],
    () => [`SELECT tableoid, ctid, xmin, t::text FROM ${one} t`],
    () => [`SELECT count(*) AS foreign_rows FROM ${one} WHERE ${clinic} = '${foreign}'`],
  ])();
}

/** How many answers hold anything of the foreign clinic. */
async function foreignAnswers(statements: number): Promise<string[]> {
  const found: string[] = [];
  for (let made = 0; made < statements; made += 1) {
    const client = pick('attacker', attackers) as pg.Client;
    const said: string[] = [];
    const hear = (notice: { message?: string | undefined }) => void said.push(String(notice.message));
    client.on('notice', hear);
    const attack = [...settings(), ...question()];
    await client.query('BEGIN');
    for (const statement of attack) {
      // A refusal ends the transaction, but not the attack: it goes on behind a savepoint.
      await client.query('SAVEPOINT s').catch(() => undefined);
      try {
        const { rows } = await client.query(statement);
        said.push(JSON.stringify(rows));
      } catch (thrown) {
        said.push(JSON.stringify(thrown), String(thrown));
        await client.query('ROLLBACK TO SAVEPOINT s').catch(() => undefined);
      }
    }
    await client.query('ROLLBACK');
    client.off('notice', hear);
    const text = said.join('\n');
    if (marks.some((mark) => text.includes(mark)) || /"foreign_rows":"[1-9]/.test(text)) found.push(attack.join('; '));
  }
  return found;
}

test(`${count} hostile statements see nothing of another clinic, and change nothing`, async () => {
  const sums = async () => {
    const all: unknown[] = [];
    for (const table of tables)
      all.push(
        (await owner.query(`SELECT md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM voxanne.${table} t`)).rows,
      );
    return all;
  };
  const before = await sums();
  expect(await foreignAnswers(count)).toEqual([]);
  expect(await sums()).toEqual(before);
  console.info(`hostile SQL: ${count} made up, 0 foreign rows`);
}, 600_000);

test('they would be noticed: without the protection of one table, some of them see it', async () => {
  for (const table of ['organizations', 'message_drafts']) {
    await owner.query(`ALTER TABLE voxanne.${table} DISABLE ROW LEVEL SECURITY`);
    let found = 0;
    for (let round = 0; round < 40 && found === 0; round += 1) found = (await foreignAnswers(50)).length;
    await owner.query(`ALTER TABLE voxanne.${table} ENABLE ROW LEVEL SECURITY`);
    expect(found, table).toBeGreaterThan(0);
  }
}, 600_000);

describe('the catalogue, by the rules of splinter', () => {
  const rows = async (sql: string) => (await owner.query(sql)).rows as Record<string, unknown>[];
  const schema = "n.nspname = 'voxanne'";

  test('no policy calls a function for each row', async () => {
    const policies = await rows(
      "SELECT policyname, tablename, qual, with_check FROM pg_policies WHERE schemaname = 'voxanne'",
    );
    const once = /\( SELECT (?:voxanne\.)?\w+\(\) AS \w+\)/g;
    const slow = policies.filter(({ qual, with_check }) =>
      /\b(?:voxanne\.\w+|current_setting)\(/.test(`${qual} ${with_check}`.replace(once, '')),
    );
    expect(policies.length).toBeGreaterThan(30);
    expect(slow).toEqual([]);
  });

  test('no policy calls a function that reads a table, which each statement would start anew', async () => {
    const reading = await rows(`SELECT DISTINCT f.objid::regprocedure::text AS called FROM pg_depend p
      JOIN pg_depend f ON f.classid = 'pg_proc'::regclass AND f.objid = p.refobjid
      WHERE p.classid = 'pg_policy'::regclass AND p.refclassid = 'pg_proc'::regclass
        AND f.refclassid = 'pg_class'::regclass`);
    expect(reading).toEqual([]);
  });

  test('who asks, and what they reach, is found by an index where there are hundreds', async () => {
    await owner.query('BEGIN');
    try {
      await owner.query(`INSERT INTO voxanne.logins
        SELECT 'voxanne_m_' || number, 'member', gen_random_uuid(), true, false
          FROM generate_series(1, 250) AS number`);
      await owner.query(`INSERT INTO voxanne.scopes
        SELECT subject_id, gen_random_uuid() FROM voxanne.logins, generate_series(1, 20)`);
      await owner.query('ANALYZE voxanne.logins, voxanne.scopes');
      await owner.query(`SET LOCAL SESSION AUTHORIZATION ${cleosLogin}`);
      await owner.query("SELECT set_config('voxanne.clinic', $1, true)", [own]);
      const plan = await rows(`EXPLAIN SELECT * FROM voxanne.organization_api_credentials
        WHERE organization_id = '${own}' AND provider = 'twilio'`);
      const lookups = plan.map((line) => String(line['QUERY PLAN'])).filter((line) => / on (logins|scopes)/.test(line));
      expect(lookups.length).toBeGreaterThan(2);
      expect(lookups.filter((line) => !/Index (Only )?Scan using/.test(line))).toEqual([]);
    } finally {
      await owner.query('ROLLBACK');
    }
  });

  test('every table has a key, every reference an index, no index is there twice', async () => {
    expect(
      await rows(`SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${schema}
        AND c.relkind = 'r' AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)`),
    ).toEqual([]);
    expect(
      await rows(`SELECT f.conname FROM pg_constraint f JOIN pg_namespace n ON n.oid = f.connamespace WHERE ${schema}
        AND f.contype = 'f' AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = f.conrelid
          AND (i.indkey::smallint[])[0:cardinality(f.conkey) - 1] @> f.conkey)`),
    ).toEqual([]);
    expect(
      await rows(`SELECT indrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${schema} GROUP BY indrelid, indkey::text, indpred::text
        HAVING count(*) > 1`),
    ).toEqual([]);
  });

  test('no view or function steps past the rules, and nothing of it is open to everybody', async () => {
    expect(
      await rows(`SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE ${schema} AND c.relkind IN ('v', 'm', 'f')`),
    ).toEqual([]);
    // A body that is parsed when it is made looks nothing up by a path later.
    expect(
      await rows(`SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${schema}
        AND p.prosqlbody IS NULL AND NOT coalesce(p.proconfig::text LIKE '%search_path%', false)`),
    ).toEqual([]);
    expect(
      await rows(`SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
        aclexplode(c.relacl) a WHERE ${schema} AND a.grantee = 0`),
    ).toEqual([]);
    expect(
      await rows(`SELECT nspname FROM pg_namespace n, aclexplode(nspacl) a WHERE ${schema} AND a.grantee = 0`),
    ).toEqual([]);
  });
});

describe('a server that lies to a console', () => {
  const opened = async () => {
    await vault.anna.close();
    return codeOf((await vault.anna.storage()).forOrganization(own).credentials.open('twilio'));
  };
  /** Changes rows as whoever runs the database can, asks, and puts everything back. */
  async function lied(table: string, sql: string, values: unknown[] = []): Promise<string> {
    await owner.query(`CREATE TABLE public.kept AS SELECT * FROM voxanne.${table}`);
    try {
      await owner.query(sql, values);
      return await opened();
    } finally {
      await owner.query(`TRUNCATE voxanne.${table}`);
      await owner.query(`INSERT INTO voxanne.${table} SELECT * FROM public.kept`);
      await owner.query('DROP TABLE public.kept');
    }
  }
  const log = async () =>
    (await owner.query('SELECT sequence, body, signer, hash, signature FROM voxanne.membership_log ORDER BY sequence'))
      .rows;

  test('a data key of its own in the place of the clinic’s', async () => {
    const { memberId, pinned } = vault.anna.file.require();
    const keys = vault.anna.file.openKeys(await vault.anna.secrets());
    const membership = await readMembership(await log(), pinned);
    const liar = { id: memberId, keys: await newIdentity() };
    const wrapped = await wrapClinicKey(
      membership,
      liar,
      { id: memberId, keys: publicOf(keys) },
      { organizationId: own, version: 1 },
      randomBytes(32),
    );
    const set =
      'UPDATE voxanne.clinic_keys SET wrapped = $1, signature = $2 WHERE organization_id = $3 AND member_id = $4';
    expect(await lied('clinic_keys', set, [Buffer.from(wrapped.wrapped), wrapped.signature, own, memberId])).toBe(
      'shared-vault.key-not-trusted',
    );
    expect(await opened()).toBe('no error');
  });

  test('another clinic’s key or ciphertext, and a row that says an older format', async () => {
    const { memberId } = vault.anna.file.require();
    const ofForeign = `FROM voxanne.clinic_keys other WHERE other.organization_id = '${foreign}' AND
      other.member_id = '${memberId}' AND mine.organization_id = '${own}' AND mine.member_id = '${memberId}'`;
    expect(
      await lied(
        'clinic_keys',
        `UPDATE voxanne.clinic_keys mine SET wrapped = other.wrapped, signature = other.signature ${ofForeign}`,
      ),
    ).toBe('shared-vault.key-not-trusted');
    const credentials = 'organization_api_credentials';
    expect(
      await lied(
        credentials,
        `UPDATE voxanne.${credentials} mine SET sealed = other.sealed FROM voxanne.${credentials} other
          WHERE mine.organization_id = '${own}' AND other.organization_id = '${foreign}'`,
      ),
    ).toBe('vault.sealed-data-misplaced');
    expect(await lied(credentials, `UPDATE voxanne.${credentials} SET seal_format = 1`)).toBe(
      'vault.sealed-data-misplaced',
    );
    for (const change of ["status = 'needs-attention'", "account_key = 'x'", "choice = 'x'", 'revision = revision + 1'])
      expect(await lied(credentials, `UPDATE voxanne.${credentials} SET ${change}`), change).toBe(
        'shared-vault.row-changed',
      );
    expect(await opened()).toBe('no error');
  });

  test('a connection’s earlier row: it is not used, and is confirmed or entered again', async () => {
    const table = 'voxanne.organization_api_credentials';
    const scopeOf = async () => (await vault.anna.storage()).forOrganization(own);
    for (const heal of ['confirm', 'save'] as const) {
      await owner.query(`CREATE TABLE public.earlier AS SELECT * FROM ${table} WHERE organization_id = '${own}'`);
      await saveCredential(await scopeOf(), { ...secrets, authToken: 'canary-newer' });
      await owner.query(`DELETE FROM ${table} WHERE organization_id = '${own}'`);
      await owner.query(`INSERT INTO ${table} SELECT * FROM public.earlier`);
      await owner.query('DROP TABLE public.earlier');
      expect(await opened()).toBe('shared-vault.row-rolled-back');
      const stale = (await scopeOf()).credentials.recordCheck('twilio', { status: 'active' }, [], null);
      expect(await codeOf(stale)).toBe('shared-vault.row-rolled-back');
      if (heal === 'confirm') await (await scopeOf()).credentials.confirm('twilio', note('credential.confirmed'));
      else await saveCredential(await scopeOf());
      expect(await opened()).toBe('no error');
    }
  });

  test('a row that was changed is replaced by entering the credentials again', async () => {
    await owner.query("UPDATE voxanne.organization_api_credentials SET choice = 'x' WHERE organization_id = $1", [own]);
    expect(await opened()).toBe('shared-vault.row-changed');
    await saveCredential((await vault.anna.storage()).forOrganization(own));
    expect(await opened()).toBe('no error');
  });

  test('an activity whose end was cut, of a clinic or whole', async () => {
    const { audit } = await vault.anna.storage();
    expect(await audit.verify()).toMatchObject({ intact: true });
    await owner.query('CREATE TABLE public.kept AS SELECT * FROM voxanne.audit_log');
    for (const cut of [
      `WHERE chain = '${own}' AND sequence = (SELECT max(sequence) FROM public.kept WHERE chain = '${own}')`,
      `WHERE chain = '${foreign}'`,
      "WHERE chain = 'vault' AND sequence > 1",
    ]) {
      await owner.query(`DELETE FROM voxanne.audit_log ${cut}`);
      await vault.anna.close();
      expect(await (await vault.anna.storage()).audit.verify(), cut).toMatchObject({
        intact: false,
        problem: { kind: 'rolled-back' },
      });
      await owner.query('TRUNCATE voxanne.audit_log');
      await owner.query('INSERT INTO voxanne.audit_log SELECT * FROM public.kept');
    }
    await owner.query('DROP TABLE public.kept');
    expect(await (await vault.anna.storage()).audit.verify()).toMatchObject({ intact: true });
  });

  test('a log that was cut, edited, or that goes on otherwise than it was seen', async () => {
    const entries = await log();
    const [last, before] = [entries.at(-1), entries.at(-2)];
    expect(
      await lied('membership_log', 'DELETE FROM voxanne.membership_log WHERE sequence = $1', [last.sequence]),
    ).toBe('shared-vault.log-rolled-back');
    expect(await lied('membership_log', "UPDATE voxanne.membership_log SET body = replace(body, 'Cleo', 'Clea')")).toBe(
      'shared-vault.log-invalid',
    );
    // Signed by a member who may, at the same place: two histories of one vault.
    const { memberId } = vault.anna.file.require();
    const keys = vault.anna.file.openKeys(await vault.anna.secrets());
    const forked = await signEntry(
      { sequence: before.sequence, hash: before.hash },
      {
        kind: 'member-admitted',
        at: new Date().toISOString(),
        member: { id: foreign, name: 'Liar', keys: publicOf(await newIdentity()), scope: 'all' },
      },
      { id: memberId, keys },
    );
    expect(
      await lied(
        'membership_log',
        'UPDATE voxanne.membership_log SET body = $2, signer = $3, hash = $4, signature = $5 WHERE sequence = $1',
        [forked.sequence, forked.body, forked.signer, forked.hash, forked.signature],
      ),
    ).toBe('shared-vault.log-forked');
    expect(await opened()).toBe('no error');
  });
});
