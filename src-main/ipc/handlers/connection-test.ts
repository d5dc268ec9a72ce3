import type { Workspace } from '../../compose';
import type { HandlersOf } from '../handlers';

export function createConnectionTestHandlers(
  workspace: Workspace,
): HandlersOf<'connectionTest'> & HandlersOf<'calendar'> {
  const tests = async () => (await workspace.connections()).connectionTests;
  return {
    'connectionTest.start': async ({ organizationId, provider }) => (await tests()).start(organizationId, provider),
    'connectionTest.stop': async ({ organizationId, provider }) => {
      (await tests()).stop(organizationId, provider);
      return {};
    },
    'connectionTest.history': async ({ organizationId, provider, limit }) => ({
      runs: await (await tests()).history(organizationId, provider, limit),
    }),
    'calendar.busyWeek': async ({ organizationId }) =>
      (await workspace.connections()).calendar.busyWeek(organizationId, workspace.signal),
  };
}
