/** The list as a table: whole or not at all, and nothing in it that a spreadsheet executes. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportClinics } from '../../../../src-main/organizations/export-clinics';
import { proofSpansOf } from '../../../../src-shared/readiness/proof-span';
import { defaultSettings } from '../../../../src-shared/settings/settings';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import { clinicWithCredential, codeOf, newProfileDir, note, storageOf, vaultIn } from '../vault/profile';

const newStorage = async () => storageOf(await vaultIn(newProfileDir(), new FakeKeyStore()));
const depsOf = (storage: Awaited<ReturnType<typeof newStorage>>) => ({
  organizations: storage.organizations,
  spans: proofSpansOf(defaultSettings),
  now: new Date(),
});
const linesOf = (file: string) => readFileSync(file, 'utf8').replace('\ufeff', '').trimEnd().split('\r\n');

test('each clinic is a line, in the order that was asked for', async () => {
  const storage = await newStorage();
  const { organizationId } = await clinicWithCredential(storage, 'Sunrise “Dental”, Group');
  const other = await storage.organizations.add(
    { name: 'Harbor "Family"', timeZone: 'UTC', country: 'US' },
    note('organization.added'),
  );
  const file = join(newProfileDir(), 'clinics.csv');
  await exportClinics(depsOf(storage), [other.id, organizationId], file);
  const [head, first, second, ...more] = linesOf(file);
  expect(head).toMatch(/^"Clinic","State","What needs attention","Next","Twilio",/);
  expect(first).toContain('"Harbor ""Family""","Not set up"');
  expect(second).toContain('"Sunrise “Dental”, Group"');
  expect(second).toContain(`"'+14155550100"`);
  expect(more).toEqual([]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await exportClinics(depsOf(storage), undefined, file);
  expect(linesOf(file)).toHaveLength(3);
});

test('an account in test mode is marked as such, as in the window', async () => {
  const storage = await newStorage();
  const { organizationId } = await clinicWithCredential(storage);
  const overviews = (await storage.organizations.overviewsOf([organizationId])).map((overview) => ({
    ...overview,
    credentials: overview.credentials.map((credential) => ({
      ...credential,
      provider: 'stripe' as const,
      choice: null,
      metadata: { shown: { resource: 'Sunrise Dental', mode: 'test' } },
    })),
  }));
  const organizations = { overviewsOf: async () => overviews, overviewsAfter: async () => overviews };
  const file = join(newProfileDir(), 'clinics.csv');
  await exportClinics({ ...depsOf(storage), organizations }, [organizationId], file);
  expect(linesOf(file)[1]).toContain('"Sunrise Dental (Test mode)"');
});

test.each(['=HYPERLINK("x")', '+1', '-2', '@SUM(1)', '\t=1', '\r=1', ' =1'])(
  'a name that begins like %j is text to a spreadsheet',
  async (name) => {
    const storage = await newStorage();
    const row = { name, timeZone: 'UTC', country: 'US' };
    const { id } = await storage.organizations.add(row, note('organization.added'));
    const file = join(newProfileDir(), 'clinics.csv');
    await exportClinics(depsOf(storage), [id], file);
    expect(readFileSync(file, 'utf8')).toContain(`\r\n"'${name.replaceAll('"', '""')}"`);
  },
);

test('where it can’t be written nothing is left, and what was there stays', async () => {
  const storage = await newStorage();
  const dir = newProfileDir();
  const missing = join(dir, 'nowhere', 'clinics.csv');
  expect(await codeOf(exportClinics(depsOf(storage), [], missing))).toBe('organization.not-exported');
  expect(existsSync(missing)).toBe(false);

  const file = join(dir, 'clinics.csv');
  writeFileSync(file, 'before');
  const organizations = {
    ...storage.organizations,
    overviewsAfter: () => Promise.reject(new Error('unreadable')),
  };
  await expect(exportClinics({ ...depsOf(storage), organizations }, undefined, file)).rejects.toThrow('unreadable');
  expect(readFileSync(file, 'utf8')).toBe('before');
  expect(readdirSync(dir)).toEqual(['clinics.csv']);
});
