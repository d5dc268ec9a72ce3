import { AppError } from '../../../src-shared/errors';
import { type SupportBundle, supportFileName, supportText } from '../../../src-shared/support/support-bundle';
import { t } from '../../../src-shared/texts/translate';
import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import type { Surroundings } from '../../support/surroundings';
import type { UpdateService } from '../../updates/update-service';
import type { HandlersOf } from '../handlers';

const notPrepared = () =>
  new AppError({
    code: 'support.not-prepared',
    message: t('There is no support bundle yet.'),
    cause: t('What is saved is what was shown, and nothing was shown in this run.'),
    fix: t('Open the support bundle in Settings first.'),
    retryable: false,
  });

export function createSupportHandlers(
  workspace: Workspace,
  desk: Desk,
  surroundings: Surroundings,
  updates: () => Promise<UpdateService>,
): HandlersOf<'support'> {
  // Kept, so that exactly what was shown is saved and copied.
  let shown: SupportBundle | null = null;
  const requireShown = () => {
    if (shown === null) throw notPrepared();
    return shown;
  };
  return {
    'support.prepare': async () => {
      const [{ makeSupportBundle }, { routeHosts }] = await Promise.all([
        import('../../support/support-bundle'),
        import('../../providers/route-hosts'),
      ]);
      shown = await makeSupportBundle({
        ...workspace,
        ...surroundings,
        practice: workspace.practice !== null,
        updates: async () => (await updates()).snapshot(),
        networkStatus: async () => (await workspace.network()).status(routeHosts(workspace.endpoints)),
      });
      return shown;
    },
    'support.save': async () => {
      const bundle = requireShown();
      const file = await desk.chooseSaveFile({
        title: t('Save the support bundle'),
        button: t('Save'),
        suggestedName: supportFileName(bundle),
        filters: [{ name: t('Text'), extensions: ['txt'] }],
      });
      if (file === null) return { savedTo: null };
      const { saveSupportBundle } = await import('../../support/save-bundle');
      saveSupportBundle(bundle, file);
      return { savedTo: file };
    },
    'support.copy': () => {
      desk.copyText(supportText(requireShown()), 'document');
      return {};
    },
  };
}
