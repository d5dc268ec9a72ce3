/** The list of clinics travels as small rows, in slices, and a change as one row. */
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { createClinicRows } from '../../../../src-main/organizations/clinic-rows';
import { rowOf } from '../../../../src-main/organizations/summary';
import type { OrganizationOverview, OrganizationRepository } from '../../../../src-main/storage/repositories';
import { type ClinicRow, clinicRowSchema } from '../../../../src-shared/organizations/clinic-row';
import { noContact } from '../../../../src-shared/organizations/contact';
import { allProviders, providerDescriptors } from '../../../../src-shared/providers';
import { defaultSettings } from '../../../../src-shared/settings/settings';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import { clinicWithCredential, newProfileDir, note, storageOf, vaultIn } from '../vault/profile';

const now = '2026-05-04T09:00:00.000Z';
const idOf = (number: number) => `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** Everything is connected and proven, with long words of what showed it. */
function proven(number: number): OrganizationOverview {
  return {
    organization: {
      id: idOf(number),
      name: `Sunrise Dental Group, branch ${number}`,
      timeZone: 'America/Argentina/Buenos_Aires',
      country: 'US',
      createdAt: now,
      setupStep: null,
      notNeeded: [],
      contact: noContact,
    },
    credentials: allProviders.map(({ id }) => ({
      provider: id,
      status: 'active',
      choice: 'frontdesk@sunrise-dental.example',
      metadata: { shown: { facts: [], notices: [] }, more: 'x'.repeat(400) },
      accountKey: 'k'.repeat(34),
      addedAt: now,
      attemptedAt: now,
      verifiedAt: now,
      expiresAt: null,
      lastError: null,
    })),
    checks: allProviders.flatMap(({ id: provider, rungs }) =>
      rungs.map(({ id: rung }) => ({
        provider,
        rung,
        state: 'proven' as const,
        proof: 'Listed for “Sunrise Dental Group” by the provider, as a number that can send and receive texts',
        checkedAt: now,
        simulated: false,
      })),
    ),
    pendingRevocations: [],
  };
}

/** A repository of so many clinics that counts what is read from it. */
function repository(clinics: number) {
  const all = Array.from({ length: clinics }, (_, number) => proven(number));
  const read: number[] = [];
  const counted = async (overviews: OrganizationOverview[]) => {
    read.push(overviews.length);
    return overviews;
  };
  let otherWrites = '1';
  const organizations: Parameters<typeof createClinicRows>[0]['organizations'] = {
    count: async () => clinics,
    otherWrites: async () => otherWrites,
    firstOverviews: (limit) => counted(all.slice(0, limit)),
    overviewsAfter: (after, limit) => counted(all.filter(({ organization: { id } }) => id > after).slice(0, limit)),
    overviewsOf: (ids) => counted(all.filter(({ organization: { id } }) => ids.includes(id))),
  };
  const rows = createClinicRows({
    organizations,
    settings: { get: async () => defaultSettings },
  });
  return {
    rows,
    read,
    otherProgramWrites: () => {
      otherWrites = '2';
    },
  };
}

async function readAll(rows: ReturnType<typeof createClinicRows>) {
  const slices = [await rows.slice(undefined, undefined)];
  for (let next = slices[0]?.next ?? null; next !== null; ) {
    const slice = await rows.slice(next, undefined);
    slices.push(slice);
    next = slice.next;
  }
  return slices;
}

test('a row of a clinic with everything proven is under 400 bytes, and says nothing of the proofs', () => {
  const row: ClinicRow = clinicRowSchema.parse(rowOf(proven(1), providerDescriptors));
  expect(JSON.stringify(row).length).toBeLessThan(400);
  expect(JSON.stringify(row)).not.toContain('Listed for');
});

test('a row also says what ends soon, in few bytes', () => {
  const overview = proven(1);
  const [connection] = overview.credentials;
  if (connection === undefined) throw new Error('no connection');
  const at = Date.parse(now);
  const what = 'The Twilio trial ends about';
  const ends = { trial: { at: at + 3 * 24 * 3_600_000, what, text: 'Upgrade the account before. '.repeat(20) } };
  connection.metadata = { ...connection.metadata, outlook: { at, ends } };
  const row = clinicRowSchema.parse(rowOf(overview, providerDescriptors));
  expect(row.connections[connection.provider]?.ahead?.[0]).toEqual({
    title: 'The Twilio trial ends about May 7, 2026',
    until: at + 3 * 24 * 3_600_000,
  });
  expect(JSON.stringify(row).length).toBeLessThan(600);
});

test('a short list comes whole', async () => {
  const { rows, read } = repository(120);
  const [slice, ...more] = await readAll(rows);
  expect(slice).toMatchObject({ total: 120, next: null });
  expect(slice?.organizations).toHaveLength(120);
  expect(more).toEqual([]);
  expect(read).toEqual([120]);
});

test('of a long list the first screenful comes at once, the rest in slices, each clinic of them once', async () => {
  const { rows, read } = repository(3000);
  const [first, ...rest] = await readAll(rows);
  expect(first).toMatchObject({ total: 3000, next: '' });
  expect(read[0]).toBe(60);
  expect(Math.max(...read)).toBeLessThanOrEqual(60);
  const ids = rest.flatMap(({ organizations }) => organizations.map(({ id }) => id));
  expect(ids).toHaveLength(3000);
  expect(new Set(ids).size).toBe(3000);
});

test('one change reads and sends one row, however long the list is', async () => {
  const { rows, read } = repository(3000);
  expect(await rows.rows([idOf(1234)])).toMatchObject([{ id: idOf(1234) }]);
  expect(read).toEqual([1]);
  expect(await rows.rows([idOf(9999)])).toEqual([]);
});

test('whoever has the list whole gets nothing of it again, until another program writes', async () => {
  const { rows, read, otherProgramWrites } = repository(10);
  const { version } = await rows.slice(undefined, undefined);
  expect(await rows.slice(undefined, version)).toMatchObject({ unchanged: true, organizations: [] });
  expect(read).toEqual([10]);
  otherProgramWrites();
  expect((await rows.slice(undefined, version)).organizations).toHaveLength(10);
});

/** All SELECTs that run during `work`. */
async function selectsOf(work: () => Promise<unknown>): Promise<string[]> {
  const prepared = new Set<string>();
  const spy = vi.spyOn(Database.prototype, 'prepare');
  await work();
  for (const [text] of spy.mock.calls) if (/^select/i.test(text)) prepared.add(text);
  spy.mockRestore();
  return [...prepared];
}

test('each statement of the list goes by an index, and sorts nothing', async () => {
  const profileDir = newProfileDir();
  const vault = await vaultIn(profileDir, new FakeKeyStore());
  const storage = storageOf(vault);
  const { organizationId } = await clinicWithCredential(storage);
  const list: OrganizationRepository = storage.organizations;
  const texts = await selectsOf(async () => {
    await list.count();
    await list.firstOverviews(60);
    await list.overviewsAfter('', 40);
    await list.overviewsOf([organizationId]);
  });
  expect(texts.length).toBeGreaterThanOrEqual(6);
  await storage.organizations.add({ name: 'Other', timeZone: 'UTC', country: 'US' }, note('organization.added'));
  await vault.close();
  const database = new Database(`${profileDir}/console.db`, { readonly: true });
  for (const text of texts) {
    const names = [...text.matchAll(/@(\w+)/g)].map(([, name]) => name ?? '');
    const values = Object.fromEntries(names.map((name) => [name, name === 'limit' ? 1 : '']));
    const plan = database
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
      .all(...(text.includes('?') ? [[]] : []), values)
      .map(({ detail }) => detail)
      // A view of distinct clinics: its few rows are found by its own index, which is the step between these two.
      .filter((step) => !/^(?:CO-ROUTINE|SCAN) overview_unconfirmed_runs$/.test(step));
    for (const step of plan) expect(step, text).toMatch(/^(?:SEARCH|SCAN .*USING (?:COVERING )?INDEX)/);
    // Only counting and the first names go through an index from its start.
    if (!/count\(|order by "name_key"/.test(text)) expect(plan.join('\n')).not.toContain('SCAN');
  }
  database.close();
});
