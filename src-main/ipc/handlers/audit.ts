import { t, text } from '../../../src-shared/texts/translate';
import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import type { HandlersOf } from '../handlers';

const formats = { csv: text('CSV for a spreadsheet'), json: text('JSON for a program') } as const;

export function createAuditHandlers(workspace: Workspace, desk: Desk): HandlersOf<'audit'> {
  return {
    'audit.list': (question) => {
      const { audit } = workspace.services().storage;
      audit.prepareSearch();
      // A person who goes on typing does not wait for what they typed before.
      return audit.list(question, true);
    },
    'audit.verify': () => workspace.services().storage.audit.verify(),
    'audit.export': async ({ format, ...filter }) => {
      const now = workspace.platform.now();
      const file = await desk.chooseSaveFile({
        title: t('Save the activity'),
        button: t('Save'),
        suggestedName: `voxanne-activity-${now.toISOString().slice(0, 10)}.${format}`,
        filters: [{ name: t(formats[format]), extensions: [format] }],
      });
      if (file === null) return { savedTo: null, entries: 0 };
      const { exportAudit } = await import('../../audit/export-audit');
      const entries = await exportAudit(workspace.services().storage.audit, filter, format, file, now);
      return { savedTo: file, entries };
    },
  };
}
