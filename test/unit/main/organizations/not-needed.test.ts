/** A clinic that takes no deposits, or sends no texts, says so once: it is stored, recorded, and can be taken back. */
import { describe, expect, test } from 'vitest';
import { createOrganizationService } from '../../../../src-main/organizations/organization-service';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import { clinicWithCredential, newProfileDir, note, platformOf, storageOf, vaultIn } from '../vault/profile';

async function openService() {
  const profileDir = newProfileDir();
  const platform = platformOf(profileDir);
  const vault = await vaultIn(profileDir, new FakeKeyStore());
  const storage = storageOf(vault);
  const changed: unknown[] = [];
  const organizations = createOrganizationService({
    storage,
    platform,
    publish: (event) => void changed.push(event),
    endAccess: async () => [],
  });
  const { id } = await organizations.add({ name: 'Sunrise Dental', timeZone: 'America/New_York', country: 'US' });
  changed.length = 0;
  return { vault, storage, organizations, platform, id, changed };
}
const actions = async (storage: Awaited<ReturnType<typeof openService>>['storage']) => {
  const filter = { organizationId: null, before: null, limit: 20, search: '', outcome: null };
  return (await storage.audit.list(filter)).entries.map(({ action }) => action);
};

describe('a provider that a clinic does not need', () => {
  test('is stored with who decided it and when, and the list shows it', async () => {
    const { organizations, platform, id, changed } = await openService();
    const decided = await organizations.decideNeed(id, 'google', false);
    expect(decided.notNeeded).toEqual([
      { provider: 'google', decidedBy: platform.actor, decidedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
    ]);
    expect(await organizations.get(id)).toEqual(decided);
    expect((await organizations.list())[0]?.notNeeded).toEqual(['google']);
    expect(changed).toEqual(['organizations.changed']);
  });

  test('is recorded once, however often it is decided, and can be taken back', async () => {
    const { organizations, storage, id } = await openService();
    const first = await organizations.decideNeed(id, 'google', false);
    expect(await organizations.decideNeed(id, 'google', false)).toEqual(first);
    expect((await organizations.decideNeed(id, 'google', true)).notNeeded).toEqual([]);
    await organizations.decideNeed(id, 'google', true);
    expect(await actions(storage)).toEqual(['provider.needed', 'provider.not-needed', 'organization.added']);
  });

  test('keeps the decision about another provider, and stays when the clinic is renamed', async () => {
    const { organizations, id } = await openService();
    await organizations.decideNeed(id, 'google', false);
    await organizations.decideNeed(id, 'twilio', false);
    await organizations.update(id, { name: 'Harbor Dental' });
    await organizations.decideNeed(id, 'google', true);
    expect((await organizations.get(id)).notNeeded.map(({ provider }) => provider)).toEqual(['twilio']);
  });

  test('is refused while it is connected: the clinic uses it', async () => {
    const { organizations, storage } = await openService();
    const { organizationId: id } = await clinicWithCredential(storage);
    await expect(organizations.decideNeed(id, 'twilio', false)).rejects.toMatchObject({
      data: { code: 'organization.provider-connected', fix: expect.stringContaining('Revoke') },
    });
    await storage.forOrganization(id).credentials.revoke('twilio', note('credential.revoked'));
    expect((await organizations.decideNeed(id, 'twilio', false)).notNeeded).toHaveLength(1);
  });

  test('is refused for a clinic that is not there', async () => {
    const { organizations } = await openService();
    await expect(
      organizations.decideNeed('01890000-0000-7000-8000-000000000000', 'google', false),
    ).rejects.toMatchObject({ data: { code: 'organization.unknown' } });
  });
});
