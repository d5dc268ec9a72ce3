/** What a command reads of all clinics comes in slices: nothing waits for a long list, and each clinic comes once. */
import { expect, test } from 'vitest';
import { createOrganizationService } from '../../../../src-main/organizations/organization-service';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import { newProfileDir, note, platformOf, storageOf, vaultIn } from '../vault/profile';

test('all clinics come in slices of a hundred, each once, and never all at once', async () => {
  const profileDir = newProfileDir();
  const storage = storageOf(await vaultIn(profileDir, new FakeKeyStore()));
  const ids: string[] = [];
  for (let index = 0; index < 230; index += 1) {
    const clinic = { name: `Clinic ${index}`, timeZone: 'UTC', country: 'US' };
    ids.push((await storage.organizations.add(clinic, note('organization.added'))).id);
  }
  const never = () => {
    throw new Error('all clinics were read in one go');
  };
  const organizations = createOrganizationService({
    storage: { ...storage, organizations: { ...storage.organizations, overviews: never } },
    endAccess: async () => [],
    platform: platformOf(profileDir),
    publish: () => undefined,
  });
  const sizes: number[] = [];
  const found: string[] = [];
  let turns = 0;
  setImmediate(function other() {
    turns += 1;
    if (sizes.length < 3) setImmediate(other);
  });
  for await (const slice of organizations.slices()) {
    sizes.push(slice.length);
    found.push(...slice.map(({ id }) => id));
  }
  expect(sizes).toEqual([100, 100, 30]);
  expect(found.sort()).toEqual(ids.sort());
  // Between two slices, whatever else waits has its turn.
  expect(turns).toBeGreaterThanOrEqual(2);
});
