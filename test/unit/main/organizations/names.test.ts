/** A clinic's name is one that can be read, whoever gives it: the window, or a command. */
import { describe, expect, test } from 'vitest';
import { createOrganizationService } from '../../../../src-main/organizations/organization-service';
import { organizationsCalls } from '../../../../src-shared/ipc/organizations-calls';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import { newProfileDir, platformOf, storageOf, vaultIn } from '../vault/profile';

async function openService() {
  const profileDir = newProfileDir();
  const storage = storageOf(await vaultIn(profileDir, new FakeKeyStore()));
  const organizations = createOrganizationService({
    storage,
    platform: platformOf(profileDir),
    publish: () => undefined,
    endAccess: async () => [],
  });
  return { storage, organizations };
}
const clinic = (name: string) => ({ name, timeZone: 'America/New_York', country: 'US' });
const refusal = (adding: Promise<unknown>) =>
  adding.then(
    () => null,
    ({ data }: { data: { code: string; cause: string } }) => data,
  );

describe('a clinic', () => {
  test('is stored by a name without what can’t be seen', async () => {
    const { organizations } = await openService();
    const { id, name } = await organizations.add(clinic(' Sunrise\u200B \n Dental\uFEFF'));
    expect(name).toBe('Sunrise Dental');
    expect((await organizations.update(id, { name: '\u2060Harbor  Dental' })).name).toBe('Harbor Dental');
    expect((await organizations.find('harbor dental')).id).toBe(id);
  });

  test.each([
    ['nothing', ''],
    ['nothing that is seen', ' \u200B\u2060 '],
    ['more than the window shows', 'n'.repeat(121)],
  ])('is not called by %s', async (_what, name) => {
    const { organizations } = await openService();
    expect((await refusal(organizations.add(clinic(name))))?.code).toBe('organization.name');
    const { id } = await organizations.add(clinic('Sunrise Dental'));
    expect((await refusal(organizations.update(id, { name })))?.code).toBe('organization.name');
    expect((await organizations.list()).map((each) => each.name)).toEqual(['Sunrise Dental']);
  });

  test('of an earlier version is shown, whatever it is called', async () => {
    const { storage, organizations } = await openService();
    const name = 'n'.repeat(200);
    const note = { action: 'organization.added' as const, outcome: 'succeeded' as const, detail: '', simulated: false };
    const { id } = await storage.organizations.add({ ...clinic(name), setupStep: null }, note);
    const shown = organizationsCalls['organizations.get'].response.safeParse(await organizations.get(id));
    expect(shown.data?.name).toBe(name);
  });
});
