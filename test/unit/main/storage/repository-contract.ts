/**
 * What the services may rely on, in whatever store the clinics are: each change happens whole, with its audit entry, or
 * not at all.
 */
import { describe, expect, test } from 'vitest';
import type { OrganizationScope, ReadinessCheck, Storage } from '../../../../src-main/storage/repositories';
import { defaultSettings } from '../../../../src-shared/settings/settings';
import { clinicWithCredential, codeOf, note, saveCredential, secrets } from '../vault/profile';

const auditOf = async (storage: Storage) =>
  (await storage.audit.list({ organizationId: null, before: null, limit: 50, search: '', outcome: null })).entries.map(
    ({ action }) => action,
  );

const check = (rung: string, state: ReadinessCheck['state'], checkedAt: string): ReadinessCheck => ({
  provider: 'twilio',
  rung,
  state,
  proof: `${rung} ${state}`,
  checkedAt,
  simulated: false,
});

/** @param newStorage an empty one for each test */
export function repositoryContract(newStorage: () => Promise<Storage>): void {
  describe('clinics', () => {
    test('are made with an id, a data key and an audit entry, and resume at the first step', async () => {
      const storage = await newStorage();
      const made = await storage.organizations.add(
        { name: 'Sunrise Dental', timeZone: 'America/New_York', country: 'US' },
        note('organization.added'),
      );
      expect(made).toMatchObject({
        name: 'Sunrise Dental',
        timeZone: 'America/New_York',
        country: 'US',
        setupStep: 'clinic',
      });
      expect(made.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
      expect(await storage.organizations.get(made.id)).toEqual(made);
      const { entries } = await storage.audit.list({
        organizationId: made.id,
        before: null,
        limit: 5,
        search: '',
        outcome: null,
      });
      expect(entries).toMatchObject([
        { action: 'organization.added', organizationName: 'Sunrise Dental', actor: 'tester' },
      ]);
    });

    test('are read in slices for background work: when each was tried, and which may be broken', async () => {
      const storage = await newStorage();
      const scopes: OrganizationScope[] = [];
      for (const name of ['A', 'B', 'C']) scopes.push(await clinicWithCredential(storage, name));
      const ids = scopes.map(({ organizationId }) => organizationId).sort();
      const [broken, disproved] = scopes;
      await broken?.credentials.recordCheck('twilio', { status: 'needs-attention' }, [], null);
      const at = new Date().toISOString();
      await disproved?.readiness.record([check('number-owned', 'disproved', at)], null);

      const attempted: string[] = [];
      const doubtful: string[] = [];
      const nexts: (string | null)[] = [];
      for (let after: string | null = ''; after !== null; ) {
        const { items, next } = await storage.watch.attemptsAfter(after, 2);
        expect(items).toMatchObject(items.map(() => ({ provider: 'twilio', isOpen: false })));
        attempted.push(...items.map(({ organizationId }) => organizationId));
        doubtful.push(...(await storage.watch.doubtfulAfter(after, 2)).items);
        nexts.push(next);
        after = next;
      }
      expect(attempted.sort()).toEqual(ids);
      expect(doubtful.sort()).toEqual([broken?.organizationId, disproved?.organizationId].sort());
      expect(nexts).toEqual([ids[1], null]);
    });

    test('are found by id or by name in any case; two of one name must be told apart by id', async () => {
      const storage = await newStorage();
      const add = (name: string) =>
        storage.organizations.add({ name, timeZone: 'UTC', country: 'US' }, note('organization.added'));
      const sunrise = await add('Sunrise Dental');
      expect(await storage.organizations.find(' sunrise DENTAL ')).toEqual(sunrise);
      expect(await storage.organizations.find(sunrise.id)).toEqual(sunrise);
      expect(await storage.organizations.find('nobody')).toBeNull();
      await add('SUNRISE dental');
      expect(await codeOf(storage.organizations.find('Sunrise Dental'))).toBe('organization.ambiguous');
    });

    test('change their name and step; an unknown one is an error', async () => {
      const storage = await newStorage();
      const { organizationId } = await clinicWithCredential(storage);
      expect(
        await storage.organizations.update(
          organizationId,
          { name: 'New name', setupStep: null },
          note('organization.changed'),
        ),
      ).toMatchObject({
        name: 'New name',
        setupStep: null,
        timeZone: 'America/New_York',
      });
      expect((await storage.organizations.find('new name'))?.id).toBe(organizationId);
      const nobody = '0190b5a0-0000-7000-8000-000000000000';
      expect(await codeOf(storage.organizations.update(nobody, { name: 'x' }, null))).toBe('organization.unknown');
      expect(await codeOf(storage.organizations.remove(nobody, note('organization.removed')))).toBe(
        'organization.unknown',
      );
      expect(await codeOf(async () => storage.forOrganization(nobody).audit(note('organization.changed')))).toBe(
        'organization.unknown',
      );
    });

    test('are removed with all that is theirs, while the audit trail keeps their entries', async () => {
      const storage = await newStorage();
      const { organizationId } = await clinicWithCredential(storage);
      await clinicWithCredential(storage, 'Other');
      await storage.organizations.remove(organizationId, note('organization.removed'));
      expect((await storage.organizations.overviews()).map(({ organization }) => organization.name)).toEqual(['Other']);
      expect(await storage.organizations.overview(organizationId)).toBeNull();
      const { entries } = await storage.audit.list({
        organizationId,
        before: null,
        limit: 5,
        search: '',
        outcome: null,
      });
      expect(entries.map(({ action, organizationName }) => `${action} ${organizationName}`)).toEqual([
        'organization.removed Sunrise Dental',
        'credential.added Sunrise Dental',
        'organization.added Sunrise Dental',
      ]);
      expect((await storage.audit.verify()).intact).toBe(true);
    });

    test('that share an account are named', async () => {
      const storage = await newStorage();
      const one = await clinicWithCredential(storage, 'One');
      await clinicWithCredential(storage, 'Two');
      await one.credentials.revoke('twilio', note('credential.revoked'));
      expect(
        (await storage.organizations.sharingAccount('twilio', `AC${'1'.repeat(32)}`)).map(({ name }) => name),
      ).toEqual(['Two']);
    });

    test('are shown on the dashboard with their credentials and rungs, and nothing sealed', async () => {
      const storage = await newStorage();
      const { organizationId } = await clinicWithCredential(storage);
      const [overview] = await storage.organizations.overviews();
      expect(overview).toEqual(await storage.organizations.overview(organizationId));
      expect(overview).toMatchObject({
        organization: { name: 'Sunrise Dental' },
        credentials: [
          { provider: 'twilio', status: 'active', choice: '+14155550100', metadata: { accountName: 'Sunrise' } },
        ],
        checks: [{ rung: 'signed-in', state: 'proven' }],
      });
      expect(JSON.stringify(overview)).not.toContain(secrets.authToken);
    });

    test('have their credentials and rungs in one order, in whichever they were written', async () => {
      const storage = await newStorage();
      const scope = await clinicWithCredential(storage);
      await saveCredential(scope, secrets, '12345', { provider: 'google', methodId: 'oauth' });
      const at = '2026-05-04T10:00:00.000Z';
      for (const rung of ['registered', 'delivered', 'number-owned'])
        await scope.readiness.record([check(rung, 'proven', at)], null);
      const [overview] = await storage.organizations.overviews();
      expect(overview?.credentials.map(({ provider }) => provider)).toEqual(['google', 'twilio']);
      const rungs = overview?.checks.filter(({ provider }) => provider === 'twilio').map(({ rung }) => rung);
      expect(rungs).toEqual(['delivered', 'number-owned', 'registered', 'signed-in']);
    });
  });

  describe('credentials', () => {
    const withCredential = async () => {
      const storage = await newStorage();
      return { storage, scope: await clinicWithCredential(storage) };
    };
    const rungs = async ({ readiness }: OrganizationScope) =>
      (await readiness.list()).map(({ rung, state }) => `${rung} ${state}`);

    test('open to what was saved', async () => {
      const { scope } = await withCredential();
      const { record, fields } = await scope.credentials.open('twilio');
      expect(fields).toEqual(secrets);
      expect(record).toMatchObject({
        provider: 'twilio',
        status: 'active',
        revision: 1,
        addedBy: 'tester',
        choice: '+14155550100',
        lastError: null,
      });
      expect(await scope.credentials.list()).toEqual([record]);
      expect(await scope.credentials.find('twilio')).toEqual(record);
      expect(JSON.stringify(record)).not.toContain(secrets.authToken);
    });

    test('are replaced in place', async () => {
      const { scope } = await withCredential();
      const before = await scope.credentials.find('twilio');
      await scope.readiness.record([check('delivered', 'proven', '2026-05-04T10:00:00.000Z')], null);
      const after = await saveCredential(scope, { ...secrets, authToken: 'another' });
      expect(after).toMatchObject({ id: before?.id, revision: 2 });
      expect((await scope.credentials.open('twilio')).fields.authToken).toBe('another');
      // The same account and number: what was proven of them still holds.
      expect(await rungs(scope)).toEqual(['delivered proven', 'signed-in proven']);
      await saveCredential(scope, secrets, '+14155550199');
      expect(await rungs(scope)).toEqual(['signed-in proven']);
    });

    test('take what a check found, without touching the secret', async () => {
      const { storage, scope } = await withCredential();
      const error = { code: 'twilio.20003', message: 'm', cause: 'c', fix: 'f', retryable: false };
      const record = await scope.credentials.recordCheck(
        'twilio',
        { status: 'needs-attention', lastError: error, metadata: { accountName: 'New' } },
        [check('signed-in', 'disproved', '2026-05-04T11:00:00.000Z')],
        null,
      );
      expect(record).toMatchObject({
        status: 'needs-attention',
        lastError: error,
        metadata: { accountName: 'New' },
        revision: 2,
        choice: '+14155550100',
      });
      expect(await rungs(scope)).toEqual(['signed-in disproved']);
      expect((await scope.credentials.open('twilio')).fields).toEqual(secrets);
      expect(await auditOf(storage)).toEqual(['credential.added', 'organization.added']);
    });

    test('refuse to replace another one than the person saw, and replace the one that they did', async () => {
      const { storage, scope } = await withCredential();
      const seen = (await scope.credentials.find('twilio'))?.addedAt ?? null;
      expect(await codeOf(saveCredential(scope, secrets, undefined, { replaces: null }))).toBe('credentials.changed');
      expect(await codeOf(saveCredential(scope, secrets, undefined, { replaces: '2020-01-01T00:00:00.000Z' }))).toBe(
        'credentials.changed',
      );
      expect((await scope.credentials.open('twilio')).fields).toEqual(secrets);
      expect(await auditOf(storage)).toEqual(['credential.added', 'organization.added']);
      await saveCredential(scope, { ...secrets, authToken: 'canary-seen' }, undefined, { replaces: seen });
      expect((await scope.credentials.open('twilio')).fields.authToken).toBe('canary-seen');
    });

    test('refuse what was found of an older revision', async () => {
      const { storage, scope } = await withCredential();
      await saveCredential(scope);
      const stale = scope.credentials.recordCheck(
        'twilio',
        { revision: 1, status: 'needs-attention' },
        [],
        note('credential.checked'),
      );
      expect(await codeOf(stale)).toBe('credentials.changed');
      expect((await scope.credentials.find('twilio'))?.status).toBe('active');
      expect(await auditOf(storage)).not.toContain('credential.verified');
    });

    test('once revoked cannot be opened or checked, keep their record, and can be entered anew', async () => {
      const { scope } = await withCredential();
      const revoked = await scope.credentials.revoke('twilio', note('credential.revoked'));
      expect(revoked).toMatchObject({ status: 'revoked', keyHint: 'Auth token ending in cret' });
      expect(revoked.revokedAt).not.toBeNull();
      expect(await codeOf(scope.credentials.open('twilio'))).toBe('credentials.revoked');
      expect(await codeOf(scope.credentials.recordCheck('twilio', { status: 'active' }, [], null))).toBe(
        'credentials.revoked',
      );
      expect(await rungs(scope)).toEqual([]);
      expect(await scope.credentials.revoke('twilio', note('credential.revoked'))).toEqual(revoked);
      expect(await saveCredential(scope)).toMatchObject({ status: 'active', revokedAt: null, revision: 3 });
    });

    test('that do not exist are an error of their own', async () => {
      const storage = await newStorage();
      const { id } = await storage.organizations.add(
        { name: 'Empty', timeZone: 'UTC', country: 'US' },
        note('organization.added'),
      );
      const { credentials } = storage.forOrganization(id);
      expect(await credentials.find('twilio')).toBeNull();
      for (const work of [
        () => credentials.open('twilio'),
        () => credentials.revoke('twilio', note('organization.changed')),
        () => credentials.recordCheck('twilio', {}, [], null),
      ])
        expect(await codeOf(work)).toBe('credentials.unknown');
    });

    test('a word on a rung that is older than the stored one is ignored', async () => {
      const { scope } = await withCredential();
      await scope.readiness.record([check('signed-in', 'disproved', '2026-05-04T12:00:00.000Z')], null);
      await scope.readiness.record([check('signed-in', 'proven', '2026-05-04T11:00:00.000Z')], null);
      expect(await rungs(scope)).toEqual(['signed-in disproved']);
    });
  });

  describe('SMS tests', () => {
    const begun = async () => {
      const storage = await newStorage();
      const scope = await clinicWithCredential(storage);
      const steps = (['account', 'test-sms'] as const).map((id) => ({
        id,
        state: 'waiting' as const,
        startedAt: null,
        durationMs: null,
        detail: '',
        reference: null,
        delivery: [],
        error: null,
      }));
      const begin = (startedAt = '2026-05-04T09:30:00.000Z', to = '+14155550111') =>
        scope.tests.begin(
          {
            provider: 'twilio',
            subject: '+14155550100',
            recipient: to,
            simulated: true,
            startedAt,
            startedBy: 'tester',
            steps,
          },
          note('sms-test.started'),
        );
      return { storage, scope, steps, begin, run: await begin() };
    };
    const intent = (runId: string) => ({
      runId,
      step: 'test-sms' as const,
      from: '+14155550100',
      to: '+14155550111',
      body: 'Hello',
      code: '1234',
    });

    test('keep their steps, and end once', async () => {
      const { storage, scope, steps, run } = await begun();
      expect(run).toMatchObject({ state: 'running', finishedAt: null, steps });
      const [first] = steps;
      if (first) await scope.tests.updateStep(run.id, { ...first, state: 'passed', durationMs: 12, reference: 'AC1' });
      expect((await scope.tests.get(run.id))?.steps.map(({ state }) => state)).toEqual(['passed', 'waiting']);
      expect(await storage.organizations.unfinishedRuns()).toEqual([
        { organizationId: scope.organizationId, provider: 'twilio', runId: run.id },
      ]);
      await scope.tests.finish(run.id, 'stopped', '2026-05-04T09:31:00.000Z', note('sms-test.stopped'));
      const again = await scope.tests.finish(
        run.id,
        'interrupted',
        '2026-05-04T09:32:00.000Z',
        note('sms-test.interrupted'),
      );
      expect(again).toMatchObject({ state: 'stopped', finishedAt: '2026-05-04T09:31:00.000Z' });
      expect(await storage.organizations.unfinishedRuns()).toEqual([]);
      expect(await auditOf(storage)).not.toContain('sms-test.interrupted');
    });

    test('record a message before it is sent, once for each step', async () => {
      const { scope, run } = await begun();
      const message = await scope.messages.intend(intent(run.id));
      expect(message).toMatchObject({ ...intent(run.id), state: 'intended', sid: null, delivery: [] });
      expect(await codeOf(scope.messages.intend(intent(run.id)))).toBe('sms-test.already-intended');
      const delivery = [{ status: 'queued', at: '2026-05-04T09:30:01.000Z', elapsedMs: 100 }];
      const updated = await scope.messages.update(message.id, {
        state: 'accepted',
        sid: 'SM1',
        status: 'queued',
        delivery,
      });
      expect(updated).toEqual({ ...message, state: 'accepted', sid: 'SM1', status: 'queued', delivery });
      expect(await scope.messages.ofRun(run.id)).toEqual([updated]);
    });

    test('intend nothing more once they have ended: another console may have taken them for cut off', async () => {
      const { scope, run } = await begun();
      await scope.tests.finish(run.id, 'interrupted', '2026-05-04T09:31:00.000Z', note('sms-test.interrupted'));
      expect(await codeOf(scope.messages.intend(intent(run.id)))).toBe('test.ended');
      expect(await scope.messages.ofRun(run.id)).toEqual([]);
    });

    test('come with their clinic, newest first, where one of them left something unconfirmed', async () => {
      const { storage, scope, run, begin } = await begun();
      const [, message] = run.steps;
      const runsOf = async () =>
        (await storage.organizations.overview(scope.organizationId))?.runs?.map(({ id }) => id);
      expect(await runsOf()).toBeUndefined();
      if (message) await scope.tests.updateStep(run.id, { ...message, state: 'unconfirmed' });
      expect(await runsOf()).toEqual([run.id]);

      await clinicWithCredential(storage, 'Other');
      const later = await begin('2026-05-05T09:30:00.000Z');
      expect(await runsOf()).toEqual([later.id, run.id]);
      expect((await storage.organizations.overviews()).map(({ runs = [] }) => runs.length).sort()).toEqual([0, 2]);
    });

    test('of another clinic are unknown', async () => {
      const { storage, scope, run } = await begun();
      const message = await scope.messages.intend(intent(run.id));
      const other = await clinicWithCredential(storage, 'Other');
      expect(await other.tests.get(run.id)).toBeNull();
      expect(await other.messages.ofRun(run.id)).toEqual([]);
      for (const work of [
        () => other.messages.intend({ ...intent(run.id), step: 'hot-lead-sms' }),
        () => other.messages.update(message.id, { state: 'accepted' }),
        () => other.tests.finish(run.id, 'stopped', '2026-05-04T09:31:00.000Z', note('organization.changed')),
      ])
        expect(await codeOf(work)).toBe('test.unknown');
    });

    test('are listed newest first, with their recipients without repeats', async () => {
      const { scope, begin } = await begun();
      await begin('2026-05-04T10:00:00.000Z', '+14155550122');
      await begin('2026-05-04T11:00:00.000Z');
      expect((await scope.tests.history('twilio', 2)).map(({ startedAt }) => startedAt)).toEqual([
        '2026-05-04T11:00:00.000Z',
        '2026-05-04T10:00:00.000Z',
      ]);
      expect(await scope.tests.recentRecipients('twilio', 5)).toEqual(['+14155550111', '+14155550122']);
      expect(await scope.tests.recentRecipients('twilio', 1)).toEqual(['+14155550111']);
    });
  });

  describe('drafts and settings', () => {
    test('drafts belong to a clinic and are replaced', async () => {
      const storage = await newStorage();
      const scope = await clinicWithCredential(storage);
      expect(await scope.drafts()).toBeNull();
      await scope.saveDrafts({ testSms: 'a', hotLead: 'b' });
      await scope.saveDrafts({ testSms: 'c', hotLead: 'd' });
      expect(await scope.drafts()).toEqual({ testSms: 'c', hotLead: 'd' });
      expect(await (await clinicWithCredential(storage, 'Other')).drafts()).toBeNull();
    });

    test('settings have defaults, keep what was set, and refuse what is none', async () => {
      const storage = await newStorage();
      expect(await storage.settings.get()).toEqual(defaultSettings);
      await storage.settings.update({ theme: 'dark' });
      expect(await storage.settings.update({ textScale: 150 })).toEqual({
        ...defaultSettings,
        theme: 'dark',
        textScale: 150,
      });
      await expect(storage.settings.update({ textScale: 5 })).rejects.toThrow();
      expect(await storage.settings.get()).toMatchObject({ textScale: 150 });
    });
  });
}
