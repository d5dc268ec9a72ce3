import { paperFor } from '../../../src-shared/handoff/paper';
import { t } from '../../../src-shared/texts/translate';
import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import type { HandlersOf } from '../handlers';

export function createHandoffHandlers(workspace: Workspace, desk: Desk): HandlersOf<'handoff'> {
  const isPractice = Object.values(workspace.endpoints).some(({ origin }) => origin !== null);
  const paperOf = async (organizationId: string) => {
    const organization = await workspace.services().organizations.get(organizationId);
    return paperFor(organization, isPractice, workspace.platform.now());
  };
  return {
    'handoff.savePdf': async ({ organizationId }) => {
      const paper = await paperOf(organizationId);
      const file = await desk.chooseSaveFile({
        title: t('Save the handoff report'),
        button: t('Save'),
        suggestedName: paper.fileName,
        filters: [{ name: 'PDF', extensions: ['pdf'] }],
      });
      if (file === null) return { savedTo: null };
      const [pdf, { saveReport }] = await Promise.all([desk.pageAsPdf(paper), import('../../handoff/save-report')]);
      saveReport(pdf, file);
      return { savedTo: file };
    },
    'handoff.print': async ({ organizationId }) => {
      const printed = await desk.printPage(await paperOf(organizationId));
      if (printed.outcome === 'failed') throw (await import('../../handoff/save-report')).notPrinted(printed.reason);
      return { printed: printed.outcome === 'printed' };
    },
  };
}
