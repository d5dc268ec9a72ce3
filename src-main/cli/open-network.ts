/** The profile's network for a command that opens no database. It is opened only for a kept sign-in to a proxy. */
import type { NetworkPending } from '../../src-shared/network/network';
import { inspectorWords } from '../../src-shared/network/network-words';
import type { Publish } from '../events';
import type { WorkspaceNetwork } from '../network/workspace-network';
import { requireProfileDir } from '../profile-errors';
import { openKeys, type WorkspaceContext } from './open-workspace';
import { sayPending } from './say-pending';

export async function openNetwork(
  context: WorkspaceContext,
): Promise<{ network: WorkspaceNetwork; close(): Promise<void> }> {
  const { env, terminal } = context;
  const [{ createWorkspaceNetwork }, { createSystemRoutes }] = await Promise.all([
    import('../network/workspace-network'),
    import('../providers/http/system-route'),
  ]);
  let keys: ReturnType<typeof openKeys> | null = null;
  const say = sayPending(terminal);
  const publish: Publish = (event, payload) => {
    if (event === 'network.pending') say(payload as NetworkPending);
  };
  const network = createWorkspaceNetwork({
    profileDir: requireProfileDir(env),
    env,
    system: context.systemRoutes ?? createSystemRoutes(env),
    secrets: async () => {
      keys ??= openKeys(context);
      return (await keys).secrets;
    },
    publish,
    now: () => new Date(),
    warn: (inspector) => terminal.say(inspectorWords(inspector)),
  });
  return { network, close: async () => (await keys)?.close() };
}
