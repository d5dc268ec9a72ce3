/** Rows of each version of the schema, as its own console wrote them, and what they are in the next version. */
import { expect } from 'vitest';
import { createKeyring } from '../../../src-main/crypto/keyring';
import type { Connection } from '../../../src-main/storage/connection';
import { createStorage } from '../../../src-main/storage/create-storage';
import { migrate } from '../../../src-main/storage/migrate';
import { migrations } from '../../../src-main/storage/migrations';
import { noContact } from '../../../src-shared/organizations/contact';

const keyring = createKeyring(() => ({ code: 'vault.locked', message: '', cause: '', fix: '', retryable: false }));
const runAt = '2026-05-04T09:30:00.000Z';
/** A step as the schema before the fourth had it. */
const oldStep = (id: string) => ({ id, state: 'waiting', startedAt: null, durationMs: null, detail: '', error: null });

/**
 * For each migration: the rows of the version before, written in that version's own schema, and what must be true of
 * them after.
 */
export const fixtures: Record<
  number,
  { before: (connection: Connection) => void; after: (connection: Connection) => void | Promise<void> }
> = {
  1: {
    before: () => undefined,
    after({ database }) {
      const tables = database.prepare<[], { name: string; strict: number }>('PRAGMA table_list').all();
      const own = tables.filter(({ name }) => !name.startsWith('sqlite_') && !/^(clinic|overview)_/.test(name));
      expect(own.map(({ name }) => name).sort()).toEqual([
        'audit_log',
        'message_drafts',
        'organization_api_credentials',
        'organization_keys',
        'organizations',
        'readiness_checks',
        'settings',
        'sms_messages',
        'sms_test_runs',
        'vault_key',
      ]);
      expect(own.every(({ strict }) => strict === 1)).toBe(true);
    },
  },
  2: {
    before(connection) {
      connection.write('a', () => {
        const { database } = connection;
        database.exec(
          "INSERT INTO organizations VALUES ('a', 'Clinic', 'clinic', 'UTC', 'US', '2026-05-04T09:30:00.000Z', NULL)",
        );
        database.exec(`INSERT INTO organization_api_credentials VALUES
          ('c', 'a', 'twilio', 'auth-token', 'active', NULL, '{}', 'AC', '', 0, x'00', '[]', 1, 1, 1, '', '',
        NULL, NULL, NULL, NULL)`);
      });
    },
    after(connection) {
      const { database } = connection;
      const count = (table: string) => database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
      expect(
        ['organizations', 'organization_api_credentials', 'pending_revocations', 'connection_test_runs'].map(count),
      ).toEqual([1, 1, 0, 0]);
      connection.write('a', () => {
        database.exec(
          "INSERT INTO pending_revocations VALUES ('p', 'a', 'google', 'k', '', 0, x'00', '[]', 1, '', '', '{}')",
        );
        database.exec(
          "INSERT INTO connection_test_runs VALUES ('t', 'a', 'google', 'running', 0, '', NULL, '', '', '[]')",
        );
      });
      connection.write('a', () => database.exec("DELETE FROM organizations WHERE id = 'a'"));
      expect(['pending_revocations', 'connection_test_runs'].map(count)).toEqual([0, 0]);
    },
  },
  3: {
    before(connection) {
      connection.write('a', () =>
        connection.database.exec(
          "INSERT INTO organizations VALUES ('a', 'Clinic', 'clinic', 'UTC', 'US', '2026-05-04T09:30:00.000Z', " +
            "'google')",
        ),
      );
    },
    after({ database }) {
      expect(database.prepare('SELECT name, setup_step, not_needed FROM organizations').all()).toEqual([
        { name: 'Clinic', setup_step: 'google', not_needed: '[]' },
      ]);
      expect(() => database.exec("UPDATE organizations SET not_needed = '[1]'")).toThrow('organization-mismatch');
    },
  },
  4: {
    before(connection) {
      const { database } = connection;
      for (const id of ['a', 'b'])
        connection.write(id, () => {
          database
            .prepare(
              "INSERT INTO organizations VALUES (?, 'Clinic', 'clinic', 'UTC', 'US', '2026-05-04T09:30:00.000Z', " +
                "NULL, '[]')",
            )
            .run(id);
          const smsSteps = [
            { ...oldStep('account'), state: 'passed', sid: 'AC1', delivery: [] },
            { ...oldStep('test-sms'), sid: null, delivery: [{ status: 'sent', at: runAt, elapsedMs: 9 }] },
          ];
          database
            .prepare(
              "INSERT INTO sms_test_runs VALUES (?, ?, 'interrupted', 1, ?, NULL, 'rosa', '+14155550100', " +
                "'+14155550111', ?)",
            )
            .run(`${id}-sms`, id, runAt, JSON.stringify(smsSteps));
          database
            .prepare(`INSERT INTO sms_messages VALUES (?, ?, ?, 'test-sms', '+14155550100', '+14155550111',
        'Hello', '1234',
                'unknown', NULL, NULL, NULL, '[]', ?, NULL)`)
            .run(`${id}-message`, `${id}-sms`, id, runAt);
          database
            .prepare(
              "INSERT INTO connection_test_runs VALUES (?, ?, 'google', 'finished', 0, ?, ?, 'rosa', 'Front desk', ?)",
            )
            .run(`${id}-calendar`, id, runAt, runAt, JSON.stringify([oldStep('calendar-list')]));
        });
      // Steps that no version of the console wrote: kept as they are.
      connection.write('b', () => database.exec(`UPDATE sms_test_runs SET steps = '{"torn":true}' WHERE id = 'b-sms'`));
    },
    after(connection) {
      const { database } = connection;
      const storage = createStorage(connection, keyring, { actor: 'rosa', now: () => new Date(runAt) });
      const shownIn = (table: string) => database.prepare(`SELECT id FROM ${table} ORDER BY id`).pluck().all();
      expect(shownIn('test_runs')).toEqual(['a-calendar', 'a-sms', 'b-calendar', 'b-sms']);
      expect(shownIn('sms_messages')).toEqual(['a-message', 'b-message']);
      const scope = storage.forOrganization('a');
      const step = { startedAt: null, durationMs: null, detail: '', error: null };
      return (async () => {
        expect(await scope.tests.history('twilio', 5)).toEqual([
          {
            id: 'a-sms',
            organizationId: 'a',
            provider: 'twilio',
            state: 'interrupted',
            simulated: true,
            startedAt: runAt,
            finishedAt: null,
            startedBy: 'rosa',
            subject: '+14155550100',
            recipient: '+14155550111',
            steps: [
              { ...step, id: 'account', state: 'passed', reference: 'AC1', delivery: [] },
              {
                ...step,
                id: 'test-sms',
                state: 'waiting',
                reference: null,
                delivery: [{ status: 'sent', at: runAt, elapsedMs: 9 }],
              },
            ],
          },
        ]);
        expect(await scope.tests.history('google', 5)).toMatchObject([
          { id: 'a-calendar', subject: 'Front desk', recipient: null, steps: [{ reference: null, delivery: [] }] },
        ]);
        expect(await scope.messages.ofRun('a-sms')).toMatchObject([{ id: 'a-message', body: 'Hello', code: '1234' }]);
        expect(database.prepare("SELECT steps FROM test_runs WHERE id = 'b-sms'").pluck().get()).toBe('{"torn":true}');
        connection.write('a', () => database.exec("DELETE FROM organizations WHERE id = 'a'"));
        expect(shownIn('test_runs')).toEqual(['b-calendar', 'b-sms']);
        expect(shownIn('sms_messages')).toEqual(['b-message']);
      })();
    },
  },
  5: {
    before(connection) {
      for (const id of ['a', 'b'])
        connection.write(id, () => {
          connection.database
            .prepare("INSERT INTO organizations VALUES (?, 'Clinic', 'clinic', 'UTC', 'US', ?, NULL, '[]')")
            .run(id, runAt);
          connection.database
            .prepare("INSERT INTO readiness_checks VALUES (?, 'twilio', 'registered', 'disproved', 'In review', ?, 0)")
            .run(id, runAt);
        });
    },
    after(connection) {
      const { database } = connection;
      const kept = () =>
        database.prepare('SELECT organization_id, state, proof FROM overview_readiness_checks ORDER BY 1').raw().all();
      const [a, b] = ['a', 'b'].map((id) => [id, 'disproved', 'In review']);
      expect(kept()).toEqual([a, b]);
      const wait = "UPDATE readiness_checks SET state = 'pending' WHERE organization_id = 'a'";
      expect(() => database.exec(wait)).toThrow('organization-mismatch');
      connection.write('a', () => database.exec(wait));
      expect(kept()).toEqual([['a', 'pending', 'In review'], b]);
      expect(connection.read('b', () => database.prepare('SELECT state FROM clinic_readiness_checks').all())).toEqual([
        { state: 'disproved' },
      ]);
      connection.write('a', () => database.exec("DELETE FROM organizations WHERE id = 'a'"));
      expect(kept()).toEqual([b]);
    },
  },
  6: {
    before(connection) {
      const { database } = connection;
      connection.write('a', () => {
        database
          .prepare("INSERT INTO organizations VALUES ('a', 'Clinic', 'clinic', 'UTC', 'US', ?, NULL, '[]')")
          .run(runAt);
        for (const [id, state] of [
          ['sure', 'passed'],
          ['unsure', 'unconfirmed'],
          ['unsure-too', 'unconfirmed'],
        ])
          database
            .prepare(
              "INSERT INTO test_runs VALUES (?, 'a', 'twilio', 'finished', 0, ?, ?, 'rosa', '+14155550100', NULL, ?)",
            )
            .run(id, runAt, runAt, JSON.stringify([{ ...oldStep('test-sms'), state }]));
      });
    },
    async after(connection) {
      const storage = createStorage(connection, keyring, { actor: 'rosa', now: () => new Date(runAt) });
      expect(await storage.organizations.unconfirmedRuns()).toEqual([{ organizationId: 'a', provider: 'twilio' }]);
      const plan = connection.database
        .prepare('EXPLAIN QUERY PLAN SELECT * FROM overview_unconfirmed_runs')
        .all()
        .map((row) => JSON.stringify(row))
        .join();
      expect(plan).toContain('test_runs_unconfirmed');
    },
  },
  7: {
    before({ database }) {
      const add = database.prepare("INSERT INTO audit_log VALUES (?, ?, 'rosa', NULL, NULL, 'x', 'failed', '', 0, '')");
      // A clock that was set back between the second entry and the third.
      for (const [index, at] of ['2026-05-04T23:59:59.999Z', '2026-05-06T09:00:00.000Z', runAt].entries())
        add.run(index + 1, at);
    },
    after({ database }) {
      const days = () => database.prepare('SELECT * FROM audit_days').raw().all();
      expect(days()).toEqual([
        ['2026-05-04', 1, 3],
        ['2026-05-06', 2, 2],
      ]);
      database.exec(
        "INSERT INTO audit_log VALUES (4, '2026-05-06T10:00:00.000Z', '', NULL, NULL, 'x', 'failed', '', 0, '')",
      );
      expect(days()).toEqual([
        ['2026-05-04', 1, 3],
        ['2026-05-06', 2, 4],
      ]);
    },
  },
  8: {
    before(connection) {
      const { database } = connection;
      connection.write('a', () => {
        database
          .prepare("INSERT INTO organizations VALUES ('a', 'Clinic', 'clinic', 'UTC', 'US', ?, NULL, '[]')")
          .run(runAt);
        const credential = database.prepare(
          `INSERT INTO organization_api_credentials VALUES
            (?, 'a', ?, 'm', 'active', NULL, '{}', '', '', 0, x'00', '[]',
            1, 1, 1, 'rosa', ?, ?, NULL, NULL, ?)`,
        );
        credential.run('sound', 'twilio', runAt, runAt, null);
        const error = { code: 'network.timeout', message: 'm', cause: 'c', fix: 'f', retryable: true };
        credential.run('failed', 'google', runAt, runAt, JSON.stringify(error));
      });
    },
    async after(connection) {
      // Today's storage reads today's schema.
      await migrate(connection.database, migrations, async () => undefined);
      const storage = createStorage(connection, keyring, { actor: 'rosa', now: () => new Date(runAt) });
      const overview = await storage.organizations.overview('a');
      // A stored failure of before has no time, and none is made up.
      expect(overview?.credentials.map(({ provider, attemptedAt }) => [provider, attemptedAt])).toEqual([
        ['google', null],
        ['twilio', runAt],
      ]);
      const count = (table: string) => connection.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
      expect(['notices', 'watch_marks'].map(count)).toEqual([0, 0]);
    },
  },
  9: {
    before(connection) {
      const { database } = connection;
      for (const id of ['a', 'b'])
        connection.write(id, () => {
          database
            .prepare("INSERT INTO organizations VALUES (?, 'Clinic', 'clinic', 'UTC', 'US', ?, NULL, '[]')")
            .run(id, runAt);
          database.prepare("INSERT INTO organization_keys VALUES (?, 1, x'0102', '')").run(id);
        });
    },
    after(connection) {
      const { database } = connection;
      const kept = () =>
        database.prepare('SELECT organization_id, hex(wrapped_key) FROM organization_keys').raw().all();
      expect(kept()).toEqual([
        ['a', '0102'],
        ['b', '0102'],
      ]);
      expect(() => database.exec("UPDATE organization_keys SET wrapped_key = x'00'")).toThrow('organization-mismatch');
      expect(
        connection.read('a', () => database.prepare('SELECT organization_id FROM clinic_keys').raw().all()),
      ).toEqual([['a']]);
      // The rows of its keys say of copies what became of it.
      connection.write('a', () => database.exec("DELETE FROM organizations WHERE id = 'a'"));
      expect(kept()).toHaveLength(2);
    },
  },
  10: {
    before(connection) {
      connection.write('a', () => {
        const { database } = connection;
        database
          .prepare("INSERT INTO organizations VALUES ('a', 'Clinic', 'clinic', 'UTC', 'US', ?, NULL, '[]')")
          .run(runAt);
        database.exec(`INSERT INTO organization_api_credentials VALUES
          ('c', 'a', 'twilio', 'auth-token', 'active', NULL, '{}', 'AC', '', 0, x'00', '[]', 1, 1, 1, '', '',
            NULL, NULL, NULL, NULL, NULL)`);
        database
          .prepare(
            "INSERT INTO audit_log VALUES (1, ?, 'rosa', 'a', 'Clinic', 'organization.added', 'succeeded', '', 0, 'h')",
          )
          .run(runAt);
      });
    },
    after({ database }) {
      expect(database.prepare('SELECT seal_format, mode FROM organization_api_credentials').all()).toEqual([
        { seal_format: 1, mode: null },
      ]);
      const entry = () => database.prepare('SELECT hash, subject, subject_state, mac FROM audit_log').get();
      expect(entry()).toEqual({ hash: 'h', subject: null, subject_state: null, mac: null });
      const change = (set: string) => () => database.exec(`UPDATE audit_log SET ${set}`);
      // The code may be added, once, and nothing else.
      for (const set of ["detail = 'x'", "mac = 'm', detail = 'x'", "mac = 'm', hash = 'x'", 'hash = hash'])
        expect(change(set)).toThrow('audit-append-only');
      change("mac = 'm'")();
      expect(change("mac = 'n'")).toThrow('audit-append-only');
      expect(change('mac = NULL')).toThrow('audit-append-only');
    },
  },
  11: {
    before(connection) {
      connection.write('a', () =>
        connection.database
          .prepare("INSERT INTO organizations VALUES ('a', 'Clinic', 'clinic', 'UTC', 'US', ?, NULL, '[]')")
          .run(runAt),
      );
    },
    async after(connection) {
      const { database } = connection;
      const storage = createStorage(connection, keyring, { actor: 'rosa', now: () => new Date(runAt) });
      expect((await storage.organizations.get('a'))?.contact).toEqual(noContact);
      expect(() => database.exec("UPDATE organizations SET contact = '{}'")).toThrow('organization-mismatch');
    },
  },
  12: {
    before(connection) {
      connection.write('a', () => {
        const { database } = connection;
        database
          .prepare("INSERT INTO organizations VALUES ('a', 'Clinic', 'clinic', 'UTC', 'US', ?, NULL, '[]', '{}')")
          .run(runAt);
        database.exec(`INSERT INTO organization_api_credentials (id, organization_id, provider, method_id, status,
            metadata, account_key, key_hint, simulated, sealed, sealed_fields, sealed_revision, key_version, revision,
            added_by, added_at)
          VALUES ('c', 'a', 'twilio', 'auth-token', 'active', '{}', 'AC', 'hint', 0, x'00', '[]', 7, 1, 1, '', '')`);
      });
    },
    after({ database }) {
      expect(database.prepare('SELECT provider, key_hint, sealed_revision FROM overview_credentials').all()).toEqual([
        { provider: 'twilio', key_hint: 'hint', sealed_revision: 7 },
      ]);
    },
  },
  13: {
    before(connection) {
      connection.write('a', () =>
        connection.database
          .prepare("INSERT INTO organizations VALUES ('a', 'Clinic', 'clinic', 'UTC', 'US', ?, NULL, '[]', '{}')")
          .run(runAt),
      );
    },
    after(connection) {
      const { database } = connection;
      const inClinic = (sql: string) => () => connection.write('a', () => database.exec(sql));
      const mark = "INSERT INTO moved_clinics VALUES ('a', 'v', 'begun', 'x')";
      expect(() => database.exec(mark)).toThrow('organization-mismatch');
      inClinic("UPDATE organizations SET name = 'Other'")();
      inClinic(mark)();
      for (const change of [
        "UPDATE organizations SET name = 'Third'",
        'DELETE FROM organizations',
        "INSERT INTO message_drafts VALUES ('a', '', '')",
      ])
        expect(inClinic(change), change).toThrow('lives in the shared vault');
      inClinic('DELETE FROM moved_clinics')();
      inClinic('DELETE FROM organizations')();
    },
  },
  14: {
    before: () => undefined,
    async after(connection) {
      const { pins } = createStorage(connection, keyring, { actor: 'rosa', now: () => new Date(runAt) });
      await pins.change('row a', (before) => `${before} 1`);
      await pins.change('row a', (before) => `${before} 2`);
      expect(await pins.read('row a')).toBe('null 1 2');
      expect([...(await pins.startingWith('row '))]).toEqual([['row a', 'null 1 2']]);
      expect(await pins.startingWith('audit ')).toEqual(new Map());
    },
  },
};
