import { defined } from '../../../src-shared/defined';
import type { Workspace } from '../../compose';
import type { HandlersOf } from '../handlers';

export function createOrganizationHandlers(workspace: Workspace): HandlersOf<'organizations'> {
  const organizations = () => workspace.services().organizations;
  return {
    'organizations.list': ({ after, known }) => workspace.services().clinicRows.slice(after, known),
    'organizations.rows': async ({ ids }) => ({ organizations: await workspace.services().clinicRows.rows(ids) }),
    'organizations.add': (organization) => organizations().add(organization),
    'organizations.get': ({ organizationId }) => organizations().get(organizationId),
    'organizations.update': ({ organizationId, ...change }) => organizations().update(organizationId, defined(change)),
    'organizations.decideNeed': ({ organizationId, provider, needed }) =>
      organizations().decideNeed(organizationId, provider, needed),
    'organizations.remove': async ({ organizationId, confirmName, leaveAccess = false }) => {
      await organizations().remove(organizationId, confirmName, { leaveAccess });
      // Closes the port of a waiting sign-in first.
      const { signIns } = await workspace.connections();
      for (const { id } of Object.values(workspace.providerDescriptors)) signIns.cancel(organizationId, id);
      return {};
    },
    'organizations.checkAll': async () => (await workspace.connections()).checkAll.start(),
    'organizations.cancelCheckAll': async () => {
      (await workspace.connections()).checkAll.cancel();
      return {};
    },
  };
}
