import { defined } from '../../../src-shared/defined';
import { emptyView } from '../../../src-shared/organizations/kept-view';
import { proofSpansOf } from '../../../src-shared/readiness/proof-span';
import { t } from '../../../src-shared/texts/translate';
import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import type { HandlersOf } from '../handlers';

export function createOrganizationHandlers(workspace: Workspace, desk: Desk): HandlersOf<'organizations'> {
  const organizations = () => workspace.services().organizations;
  let view = emptyView;
  workspace.vault.onChange(({ state }) => {
    if (state !== 'ready') view = emptyView;
  });
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
    'organizations.checkAll': async ({ ids }) => (await workspace.connections()).checkAll.start(ids),
    'organizations.export': async ({ ids }) => {
      const { storage } = workspace.services();
      const file = await desk.chooseSaveFile({
        title: t('Export the list of clinics'),
        button: t('Export'),
        suggestedName: `clinics-${workspace.platform.now().toISOString().slice(0, 10)}.csv`,
        filters: [{ name: t('Table'), extensions: ['csv'] }],
      });
      if (file === null) return { savedTo: null };
      const { exportClinics } = await import('../../organizations/export-clinics');
      const spans = proofSpansOf(await storage.settings.get());
      const { organizations } = storage;
      await exportClinics({ organizations, spans, now: workspace.platform.now() }, ids, file);
      return { savedTo: file };
    },
    'organizations.cancelCheckAll': async () => {
      (await workspace.connections()).checkAll.cancel();
      return {};
    },
    'organizations.dismissCheckAll': async () => {
      workspace.connected()?.checkAll.dismiss();
      return {};
    },
    'organizations.keepView': async (kept) => {
      view = kept;
      return {};
    },
    'organizations.recallView': async () => ({ ...view, checkAll: workspace.connected()?.checkAll.told() ?? null }),
  };
}
