/** Whom to ask and whom to call for a clinic; and as whom a person is shown. */
import { describe, expect, test } from 'vitest';
import { createOrganizationService } from '../../../../src-main/organizations/organization-service';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import { newProfileDir, platformOf, storageOf, vaultIn } from '../vault/profile';

async function openService() {
  const profileDir = newProfileDir();
  const storage = storageOf(await vaultIn(profileDir, new FakeKeyStore()));
  const platform = platformOf(profileDir);
  const organizations = createOrganizationService({
    storage,
    platform,
    publish: () => undefined,
    endAccess: async () => [],
  });
  const { id } = await organizations.add({ name: 'Sunrise Dental', timeZone: 'America/New_York', country: 'US' });
  const entries = async () =>
    (await storage.audit.list({ organizationId: null, before: null, limit: 20, search: '', outcome: null })).entries;
  return { storage, organizations, id, entries, platform };
}
const contact = {
  name: 'Rosa Alvarez',
  phone: '(415) 555-0100',
  email: 'rosa@example.com',
  help: 'Northern IT, (312) 555-0100',
  notes: 'The calendar is Dr. Kim’s.\nAsk before moving it.',
};

describe('a clinic’s contact', () => {
  test('is empty at first, kept whole, and changes nothing else', async () => {
    const { organizations, id } = await openService();
    const before = await organizations.get(id);
    expect(before.contact).toEqual({ name: '', phone: '', email: '', help: '', notes: '' });
    await organizations.update(id, { contact });
    expect(await organizations.get(id)).toEqual({ ...before, contact });
    await organizations.update(id, { name: 'Sunset Dental' });
    expect(await organizations.get(id)).toEqual({ ...before, name: 'Sunset Dental', contact });
  });

  test('is recorded as changed, once, without what it says: the trail outlives the clinic', async () => {
    const { organizations, id, entries } = await openService();
    await organizations.update(id, { contact });
    await organizations.update(id, { contact });
    const changes = (await entries()).filter(({ action }) => action === 'organization.changed');
    expect(changes.map(({ detail }) => detail)).toEqual(['Contact and notes']);
    expect(JSON.stringify(await entries())).not.toContain('Rosa Alvarez');
  });
});

describe('the name that a person chose', () => {
  test('is in every entry and decision from then on; without one it is the system’s', async () => {
    const { storage, organizations, id, entries, platform } = await openService();
    expect(storage.actor()).toBe(platform.actor);
    await storage.settings.update({ personName: 'Rosa Alvarez' });
    expect((await organizations.decideNeed(id, 'google', false)).notNeeded[0]?.decidedBy).toBe('Rosa Alvarez');
    expect((await entries()).map(({ actor }) => actor)).toEqual(['Rosa Alvarez', platform.actor]);
    expect(await storage.audit.verify()).toMatchObject({ intact: true });
    await storage.settings.update({ personName: '' });
    expect(storage.actor()).toBe(platform.actor);
  });
});
