/**
 * Every statement of storage finds its rows by an index. All methods of the repositories are called, and whatever they
 * prepared is explained: a hundred thousand clinics cost what ten do, except where all of them are asked for.
 */
import Database, { type Statement } from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { OrganizationScope, Storage } from '../../../../src-main/storage/repositories';
import type { AuditFilter } from '../../../../src-shared/audit/audit-filter';
import type { TestStep } from '../../../../src-shared/tests/test-run';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import {
  clinicWithCredential,
  newProfileDir,
  note,
  saveCredential,
  secrets,
  storageOf,
  vaultIn,
} from '../vault/profile';

type Prepare = (this: Database.Database, sql: string) => Statement;
const { prototype } = Database as unknown as { prototype: { prepare: Prepare } };

/** What reads all of something, because that is what is asked for, or because there is never much of it. */
const readsAll: Readonly<Record<string, RegExp>> = {
  'all clinics, by name or in slices': /^SCAN organizations( |$)/,
  'the connections and the checks of all clinics': /^SCAN (organization_api_credentials USING INDEX|readiness_checks$)/,
  'what providers were not told yet: seldom more than a few': /^SCAN pending_revocations/,
  'runs in doubt, by an index of them alone':
    /^SCAN test_runs USING (COVERING )?INDEX test_runs_un(finished|confirmed)/,
  'what the index above gave': /^SCAN overview_unconfirmed_runs$/,
  'what was told of connections, and of few of them': /^SCAN (watch_marks|notices)/,
  'clinics whose backups are behind: seldom more than a few': /^SCAN copies_behind/,
  'one row, or one a setting': /^SCAN (settings|vault_key|sqlite_sequence|CONSTANT ROW)/,
  'at most ten thousand entries of an index': /^SCAN \(subquery-1\)/,
};
/** The newest entry of a table that is in this order already. */
const readsEnd = /from "audit_log" order by "sequence" desc limit/;
/** What SQLite sorts is one clinic's, or few. */
const sortsLittle: Readonly<Record<string, RegExp>> = {
  'clinics of the same name': /from "organizations" order by "name_key", "id"/,
  'the messages of one run': /from "clinic_sms_messages" where "run_id"/,
  'the recipients of one clinic': /select "recipient"/,
  'what providers were not told yet': /_pending_revocations" order by "queued_at"/,
  'clinics that share an account': /inner join "organizations"/,
};
const isOneOf = (known: Readonly<Record<string, RegExp>>, text: string) =>
  Object.values(known).some((one) => one.test(text));

const waiting = {
  id: 'test-sms',
  state: 'waiting',
  startedAt: null,
  durationMs: null,
  detail: '',
  error: null,
} as const;
const step: TestStep = { ...waiting, reference: null, delivery: [] };
const run = {
  provider: 'twilio' as const,
  simulated: false,
  startedAt: '2026-05-04T09:30:00.000Z',
  startedBy: 'rosa',
  subject: '+14155550100',
  recipient: '+14155550111',
  steps: [step],
};
const problem = { code: 'network.timeout', message: '', cause: '', fix: '', retryable: true };
const audited = { organizationId: null, before: null, limit: 50, search: '', outcome: null } as const;
const at = '2026-05-04T09:30:00.000Z';

/** Calls of every method, with what leads there. A new method is missing here, which the test says. */
async function callAll(storage: Storage, scope: OrganizationScope): Promise<void> {
  const { organizationId } = scope;
  const { organizations, audit, settings, watch } = storage;
  const other = await organizations.add({ name: 'Other', timeZone: 'UTC', country: 'US' }, note('organization.added'));
  await organizations.get(other.id);
  await organizations.find('Other');
  await organizations.update(other.id, { name: 'Another' }, note('organization.changed'));
  await organizations.decideNeed(other.id, 'google', { decidedBy: 'rosa', decidedAt: at }, note('provider.not-needed'));
  await organizations.overviews();
  await organizations.overview(organizationId);
  await organizations.overviewsOf([organizationId, other.id]);
  await organizations.overviewsAfter('', 100);
  await organizations.connectionsAfter('', 100);
  await organizations.metadataAfter('twilio', '', 100);
  await organizations.firstOverviews(20);
  await organizations.count();
  await organizations.otherWrites();
  await organizations.sharingAccount('twilio', secrets.accountSid);
  await organizations.unfinishedRuns();
  await organizations.unconfirmedRuns();
  await organizations.pendingRevocations();
  await organizations.cameBack();

  await scope.readiness.list();
  await scope.readiness.record(
    [{ provider: 'twilio', rung: 'signed-in', state: 'proven', proof: null, checkedAt: at, simulated: false }],
    note('credential.checked'),
  );
  const { id } = await scope.tests.begin(run, note('test.started'));
  await scope.tests.updateStep(id, { ...step, state: 'passed' });
  await scope.tests.unfinished('twilio');
  const message = await scope.messages.intend({
    runId: id,
    step: 'test-sms',
    from: '+1',
    to: '+2',
    body: 'x',
    code: null,
  });
  await scope.messages.update(message.id, { state: 'accepted' });
  await scope.messages.ofRun(id);
  await scope.tests.finish(id, 'finished', at, note('test.passed'));
  await scope.tests.get(id);
  await scope.tests.history('twilio', 10);
  await scope.tests.recentRecipients('twilio', 5);
  await scope.saveDrafts({ testSms: 'a', hotLead: 'b' });
  await scope.drafts();
  await scope.audit(note('test.started'));

  const { credentials, revocations } = scope;
  await credentials.list();
  await credentials.find('twilio');
  await credentials.open('twilio');
  await credentials.confirm('twilio', note('credential.confirmed'));
  await credentials.recordCheck('twilio', { status: 'active' }, [], null);
  await credentials.inRefreshTurn('twilio', async () => undefined);
  await credentials.replaceFields(
    'twilio',
    (fields) => ({ ...fields, authToken: 'another' }),
    note('credential.renewed'),
  );
  await credentials.save({ ...(await record(scope)), accountKey: 'AC2' }, secrets, [], note('credential.replaced'), {
    account: 'old',
    problem,
  });
  await credentials.revoke('twilio', note('credential.revoked'), { account: 'new', problem });
  const [waiting] = await revocations.list();
  if (!waiting) throw new Error('nothing waits');
  await revocations.open(waiting.id);
  await revocations.failed(waiting.id, problem);
  await revocations.finish(waiting.id, note('credential.withdrawn'));

  await audit.append({ organizationId: null, ...note('recovery.exported') });
  await audit.list(audited);
  const narrowings: Partial<AuditFilter>[] = [
    { organizationId },
    { outcome: 'failed' },
    { outcome: 'succeeded' },
    { outcome: 'inconclusive' },
    { actions: ['organization.added', 'test.passed'] },
    { from: at, to: '2030-01-01T00:00:00.000Z' },
    { search: 'rosa Zürich' },
  ];
  for (const narrowing of narrowings) await audit.list({ ...audited, ...narrowing });
  audit.prepareSearch();
  await audit.verify();
  await watch.attemptsAfter('', 100);
  await watch.doubtfulAfter('', 100);
  await watch.marks();
  await watch.record({
    set: [['a', 'b']],
    remove: ['c'],
    notices: [{ kind: 'digest', organizationId: null, title: 'a', text: 'b' }],
  });
  await watch.kit();
  await watch.toldAt();
  await watch.unseen(10);
  await watch.see('1');
  await watch.see(null);
  await settings.get();
  await settings.update({ theme: 'dark' });
  await organizations.remove(other.id, note('organization.removed'));
}

const record = async (scope: OrganizationScope) => {
  const found = await scope.credentials.find('twilio');
  if (!found) throw new Error('no credential');
  return found;
};

/** The same object, that remembers which of its functions were called. */
function recording<T extends object>(target: T, called: Set<string>): T {
  return new Proxy(target, {
    get(from, name, receiver) {
      const value = Reflect.get(from, name, receiver);
      if (typeof value === 'function') called.add(String(name));
      return value;
    },
  });
}

const methodsOf = (target: object) =>
  Object.entries(target).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));

test('no statement reads a whole table, or sorts one, but those that are asked for all of it', async () => {
  const prepared = new Map<string, Database.Database>();
  const original = prototype.prepare;
  prototype.prepare = function (sql) {
    if (/^\s*(select|insert|update|delete|with)/i.test(sql)) prepared.set(sql, this);
    return original.call(this, sql);
  };
  try {
    const vault = await vaultIn(newProfileDir(), new FakeKeyStore());
    const storage = storageOf(vault);
    const scope = await clinicWithCredential(storage);
    await saveCredential(scope, secrets);
    prepared.clear();

    const parts = {
      organizations: storage.organizations,
      audit: storage.audit,
      settings: storage.settings,
      watch: storage.watch,
    };
    const own = scope;
    const called: Record<string, Set<string>> = {};
    const recorded = <T extends object>(name: string, part: T): T => {
      const names = new Set<string>();
      called[name] = names;
      return recording(part, names);
    };
    await callAll(
      {
        ...storage,
        organizations: recorded('organizations', storage.organizations),
        audit: recorded('audit', storage.audit),
        settings: recorded('settings', storage.settings),
        watch: recorded('watch', storage.watch),
      },
      {
        ...recorded('scope', own),
        credentials: recorded('credentials', own.credentials),
        readiness: recorded('readiness', own.readiness),
        tests: recorded('tests', own.tests),
        messages: recorded('messages', own.messages),
        revocations: recorded('revocations', own.revocations),
      },
    );
    for (const [name, part] of Object.entries({ ...parts, ...own }))
      if (typeof part === 'object' && called[name])
        expect(
          methodsOf(part).filter((method) => !called[name]?.has(method)),
          `not walked: ${name}`,
        ).toEqual([]);

    const found: string[] = [];
    for (const [sql, database] of prepared) {
      if (!database.open || !database.name.endsWith('console.db')) continue;
      const plan = original
        .call(database, `EXPLAIN QUERY PLAN ${sql}`)
        .all(...placeholders(sql))
        .map((row) => String((row as { detail: string }).detail));
      for (const line of plan) {
        const isKnown = line.startsWith('USE TEMP B-TREE')
          ? isOneOf(sortsLittle, sql)
          : !line.startsWith('SCAN') || isOneOf(readsAll, line) || readsEnd.test(sql);
        if (!isKnown) found.push(`${line}: ${sql}`);
      }
    }
    expect(prepared.size).toBeGreaterThan(50);
    expect(found).toEqual([]);
  } finally {
    prototype.prepare = original;
  }
});

/** A plan is the same whatever the values are. */
function placeholders(sql: string): unknown[] {
  const names = [...sql.matchAll(/@(\w+)/g)].map((match) => [match[1], null]);
  const positional = [...sql.matchAll(/\?/g)].map(() => null);
  return names.length === 0 ? positional : [...positional, Object.fromEntries(names)];
}
