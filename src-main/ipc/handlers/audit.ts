import type { Workspace } from '../../compose';
import type { HandlersOf } from '../handlers';

export function createAuditHandlers(workspace: Workspace): HandlersOf<'audit'> {
  return {
    'audit.list': (filter) => workspace.services().storage.audit.list(filter),
    'audit.verify': () => workspace.services().storage.audit.verify(),
  };
}
