import type { Workspace } from '../../compose';
import type { HandlersOf } from '../handlers';

export function createConnectionTestHandlers(workspace: Workspace): HandlersOf<'connectionTest'> & HandlersOf<'calendar'> {
  const tests = () => workspace.services().connectionTests;
  return {
    'connectionTest.start': ({ organizationId, provider }) => tests().start(organizationId, provider),
    'connectionTest.stop': ({ organizationId, provider }) => {
      tests().stop(organizationId, provider);
      return {};
    },
    'connectionTest.history': async ({ organizationId, provider, limit }) => ({ runs: await tests().history(organizationId, provider, limit) }),
    'calendar.busyWeek': ({ organizationId }) => workspace.services().calendar.busyWeek(organizationId, workspace.signal),
  };
}
