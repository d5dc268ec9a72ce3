/**
 * Each policy of the database guards something: with any one of them gone, or loosened, a member or a machine sees or
 * writes another thing than before. A policy that changes nothing would be one that no test holds.
 */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publicFileOf } from '../../../src-receptionist/key-file';
import { loginRole } from '../../../src-shared/shared-vault/database-login';
import { newIdentity, publicOf } from '../../../src-shared/shared-vault/identity';
import { machineLogin } from '../../../src-shared/shared-vault/machine-files';
import { identityWords } from '../../../src-shared/shared-vault/words';
import { note, saveCredential } from '../../unit/main/vault/profile';
import { startSharedVault } from './consoles';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let owner: pg.Client;
/** Two clinics of the member, and a third that it does not reach. */
let own: string;
let second: string;
let foreign: string;
/** Login roles: an administrator, a member of two clinics, somebody who was invited, a machine of one clinic. */
let logins: Record<'administrator' | 'member' | 'invited' | 'machine', string>;

const problem = { code: 'network.reset', message: '', cause: '', fix: '', retryable: true };

/** A row in every table of clinics. */
async function fill(clinic: string): Promise<void> {
  const scope = (await vault.anna.storage()).forOrganization(clinic);
  await saveCredential(scope);
  await scope.saveDrafts({ testSms: 'a', hotLead: 'b' });
  const google = {
    provider: 'google' as const,
    methodId: 'own-calendars',
    choice: null,
    metadata: {},
    accountKey: `42/${clinic}`,
    keyHint: 'x',
    simulated: false,
    verifiedAt: null,
    expiresAt: null,
  };
  await scope.credentials.save(google, { refreshToken: 'canary' }, [], note('credential.added'));
  await scope.credentials.revoke('google', note('credential.revoked'), { account: 'x', problem });
  const run = await scope.tests.begin(
    {
      provider: 'twilio',
      simulated: false,
      startedAt: new Date().toISOString(),
      startedBy: 'Anna',
      subject: 'x',
      recipient: null,
      steps: [],
    },
    note('test.started'),
  );
  const message = { runId: run.id, step: 'test-sms', from: '+14155550100', to: '+14155550134', body: 'x', code: null };
  await scope.messages.intend(message);
}

beforeAll(async () => {
  vault = await startSharedVault();
  const { anna } = vault;
  [own, second, foreign] = [
    await anna.addClinic('Own'),
    await anna.addClinic('Second'),
    await anna.addClinic('Foreign'),
  ];
  for (const clinic of [own, second, foreign]) await fill(clinic);
  const cleo = await vault.admit('Cleo', [own, second]);
  const { newcomer } = await vault.join('Emil');
  const machineIds = ['0190a0a0-0000-7000-8000-00000000000a', '0190a0a0-0000-7000-8000-00000000000b'] as const;
  for (const id of machineIds) {
    const keys = await newIdentity();
    const file = await publicFileOf({ version: 1, kind: 'voxanne machine keys', id, keys, vault: null });
    const words = await identityWords(publicOf(keys), machineLogin(file));
    await (await anna.admission()).addMachine(id, file, words, id === machineIds[0] ? [own] : [own, second, foreign]);
  }
  logins = {
    administrator: loginRole('member', anna.file.require().memberId),
    member: loginRole('member', cleo.file.require().memberId),
    invited: loginRole('member', newcomer.file.require().memberId),
    machine: loginRole('machine', machineIds[0]),
  };
  owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
  for (const clinic of [own, second, foreign])
    await owner.query(`INSERT INTO voxanne.receipts VALUES ('${clinic}', '${machineIds[1]}', 'twilio', 1, now());
      INSERT INTO voxanne.run_leases VALUES ('${clinic}', 'twilio', '${clinic}', now());
      INSERT INTO voxanne.presence VALUES ('${clinic}', '${clinic}', 'viewing', now());
      INSERT INTO voxanne.refresh_leases VALUES ('${clinic}', 'google', '${clinic}', '${clinic}', now());
      INSERT INTO voxanne.replaced_tokens
        VALUES ('${clinic}', '${machineIds[1]}', 'google', '${clinic}', '${clinic}', 1, '\\x00', '', now());
      INSERT INTO voxanne.usage VALUES ('${clinic}', '${machineIds[1]}', 'twilio', '${clinic}', 1, now());
      INSERT INTO voxanne.failures
        VALUES ('${clinic}', '${machineIds[1]}', 'twilio', '${clinic}', 1, '20003', now());`);
  // Of each machine, what is old and what is not.
  for (const [at, id] of machineIds.entries())
    for (const [days, row] of [
      [1, own],
      [90, second],
    ] as const)
      await owner.query(`INSERT INTO voxanne.usage
          VALUES ('${own}', '${id}', 'stripe', '${row}', ${at + 1}, now() - interval '${days} days');
        INSERT INTO voxanne.failures
          VALUES ('${own}', '${id}', 'stripe', '${row}', ${at + 1}, 'x', now() - interval '${days} days');`);
  const hash = 'f'.repeat(64);
  for (const [id, by] of [
    [machineIds[0], anna],
    [machineIds[0], cleo],
    [machineIds[1], cleo],
  ] as const)
    await owner.query(`INSERT INTO voxanne.delivery_heads
      VALUES ('${id}', '${by.file.require().memberId}', 1, '${hash}', '${hash}', '', '')`);
  for (const clinic of [own, second, foreign])
    for (const by of [anna, cleo])
      await owner.query(
        `INSERT INTO voxanne.presence VALUES ('${clinic}', '${by.file.require().memberId}', 'viewing', now())`,
      );
});
afterAll(async () => {
  await owner?.end();
  await vault.close();
});

/** What a login gets from every statement of each kind on a table: a number of rows, or a refusal. */
function probesOf(table: string): string[] {
  const columns = columnsOf.get(table) ?? [];
  const [first = ''] = columns;
  const copied = `INSERT INTO voxanne.${table} SELECT * FROM voxanne.${table} ON CONFLICT DO NOTHING`;
  return [
    `SELECT 1 FROM voxanne.${table}`,
    `UPDATE voxanne.${table} SET ${updatable.get(table) ?? first} = ${updatable.get(table) ?? first}`,
    `DELETE FROM voxanne.${table}`,
    copied,
    ...(reports.get(table) ?? []),
  ];
}
const columnsOf = new Map<string, string[]>();
/** Where not every column may be changed. */
const updatable = new Map([
  ['invitations', 'request'],
  ['usage', 'uses'],
]);
const machine = '0190a0a0-0000-7000-8000-00000000000a';
const reports = new Map<string, string[]>();

/** What a statement does, undone again: the number of rows, or the state of its refusal. */
const tried = `CREATE FUNCTION public.tried(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  affected bigint;
BEGIN
  EXECUTE statement;
  GET DIAGNOSTICS affected = ROW_COUNT;
  RAISE EXCEPTION USING ERRCODE = 'VX001', MESSAGE = affected::text;
EXCEPTION
  WHEN SQLSTATE 'VX001' THEN RETURN SQLERRM;
  WHEN OTHERS THEN RETURN 'refused ' || SQLSTATE;
END $$`;

/** Of each login, under each of the settings that a transaction may have. */
async function answersOf(table: string): Promise<string> {
  const answers: unknown[] = [];
  for (const login of Object.values(logins)) {
    await owner.query(`SET LOCAL SESSION AUTHORIZATION ${login}`);
    for (const clinic of ['', own])
      for (const across of ['', 'yes']) {
        await owner.query("SELECT set_config('voxanne.clinic', $1, true), set_config('voxanne.across', $2, true)", [
          clinic,
          across,
        ]);
        const { rows } = await owner.query('SELECT public.tried(probe) AS answer FROM unnest($1::text[]) AS probe', [
          probesOf(table),
        ]);
        answers.push(rows);
      }
    await owner.query('RESET SESSION AUTHORIZATION');
  }
  return JSON.stringify(answers);
}

async function undone<T>(work: () => Promise<T>): Promise<T> {
  await owner.query('BEGIN');
  try {
    // Some are there now, and some words are over.
    await owner.query("UPDATE voxanne.presence SET held_until = now() + interval '1 minute' WHERE member_id <> $1", [
      own,
    ]);
    return await work();
  } finally {
    await owner.query('ROLLBACK');
  }
}

test('without any one of them, somebody gets another answer', async () => {
  const { rows: policies } = await owner.query<{
    tablename: string;
    policyname: string;
    permissive: string;
    cmd: string;
  }>("SELECT tablename, policyname, permissive, cmd FROM pg_policies WHERE schemaname = 'voxanne' ORDER BY 1, 2");
  const { rows: columns } = await owner.query<{ table_name: string; column_name: string }>(
    `SELECT table_name, column_name FROM information_schema.columns
      WHERE table_schema = 'voxanne' ORDER BY ordinal_position`,
  );
  for (const { table_name, column_name } of columns)
    columnsOf.set(table_name, [...(columnsOf.get(table_name) ?? []), column_name]);
  for (const [table, rest] of [
    ['receipts', `'google', 1, now()`],
    ['usage', `'google', '${own}', 1, now()`],
    ['failures', `'google', '${own}', 1, 'x', now()`],
    ['replaced_tokens', `'google', '${own}', '${own}', 1, '\\x00', '', now()`],
  ] as const)
    reports.set(
      table,
      [own, second, foreign].flatMap((clinic) =>
        [machine, own].map((id) => `INSERT INTO voxanne.${table} VALUES ('${clinic}', '${id}', ${rest})`),
      ),
    );
  // Without looking at any row.
  reports.set('usage', [...(reports.get('usage') ?? []), 'UPDATE voxanne.usage SET uses = 1']);
  reports.set(
    'delivery_heads',
    [machine].map(
      (id) =>
        `INSERT INTO voxanne.delivery_heads VALUES ('${id}', voxanne.me(), 1, '', '', '', '') ON CONFLICT DO NOTHING`,
    ),
  );
  reports.set(
    'presence',
    [own, second, foreign].map(
      (clinic) => `INSERT INTO voxanne.presence VALUES ('${clinic}', voxanne.me(), 'viewing', now())`,
    ),
  );
  // In one's own name, and in somebody else's.
  const named = (table: string, statements: (clinic: string, who: string) => string[]) =>
    reports.set(table, [
      ...new Set(
        [own, second, foreign].flatMap((clinic) =>
          ['voxanne.me()', `'${own}'`].flatMap((who) => statements(clinic, who)),
        ),
      ),
    ]);
  const entry = (who: string) => `9999, 1, now(), ${who}, 'x'`;
  named('audit_log', (clinic, who) => [
    `INSERT INTO voxanne.audit_log VALUES
      ('${clinic}', ${entry(who)}, '${clinic}', 'x', 'x', 'failed', '', false, '', '')`,
    `INSERT INTO voxanne.audit_log VALUES ('vault', ${entry(who)}, NULL, NULL, 'x', 'failed', '', false, '', '')`,
  ]);
  named('clinic_keys', (clinic, who) => [
    `INSERT INTO voxanne.clinic_keys VALUES ('${clinic}', 99, '${own}', '', ${who}, 1, '', '')`,
  ]);
  named('deliveries', (clinic, who) => [
    `INSERT INTO voxanne.deliveries VALUES
      ('${clinic}', '${own}', 'google', '${own}', 1, 1, '', ${who}, NULL, '', now())`,
    `UPDATE voxanne.deliveries SET signer = ${who}`,
  ]);
  named('refresh_leases', (clinic, who) => [
    `INSERT INTO voxanne.refresh_leases VALUES ('${clinic}', 'twilio', ${who}, '${own}', now())`,
    `UPDATE voxanne.refresh_leases SET holder = ${who}`,
  ]);
  named('membership_log', (_, who) => [`INSERT INTO voxanne.membership_log VALUES (99, '', ${who}, '', '')`]);
  named('invitations', (_, who) => [`INSERT INTO voxanne.invitations VALUES ('${own}', 'x', '[]', ${who}, now())`]);
  await owner.query(tried);
  const before = new Map<string, string>();
  for (const { tablename } of policies)
    if (!before.has(tablename)) before.set(tablename, await undone(() => answersOf(tablename)));

  const unguarded: string[] = [];
  for (const { tablename, policyname, permissive, cmd } of policies) {
    // The owner's own policies serve its functions, which other tests call.
    if (policyname === 'owner') continue;
    const changes = [`DROP POLICY ${policyname} ON voxanne.${tablename}`];
    const using = cmd === 'INSERT' ? '' : 'USING (true)';
    const check = cmd === 'SELECT' || cmd === 'DELETE' ? '' : 'WITH CHECK (true)';
    // What is for everybody can't be loosened. Who was invited reads one invitation, and so changes no other.
    if (permissive === 'PERMISSIVE' && !['everybody', 'invited_asking'].includes(policyname))
      changes.push(`ALTER POLICY ${policyname} ON voxanne.${tablename} ${using} ${check}`);
    for (const change of changes) {
      const now = await undone(async () => {
        await owner.query(change);
        return answersOf(tablename);
      });
      if (now === before.get(tablename)) unguarded.push(change);
    }
  }
  expect(unguarded).toEqual([]);
});
