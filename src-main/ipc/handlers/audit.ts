import type { Workspace } from '../../compose';
import type { HandlersOf } from '../handlers';

export function createAuditHandlers(workspace: Workspace): HandlersOf<'audit'> {
  return {
    'audit.list': (question) => {
      const { audit } = workspace.services().storage;
      audit.prepareSearch();
      // A person who goes on typing does not wait for what they typed before.
      return audit.list(question, true);
    },
    'audit.verify': () => workspace.services().storage.audit.verify(),
  };
}
