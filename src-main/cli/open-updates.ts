/** The updates of the profile for a command. Only what is written into the audit trail opens the database. */
import { isWindowOpenIn } from '../profile';
import { requireProfileDir } from '../profile-errors';
import { packageResources, programVersion } from '../program-files';
import { openUpdates } from '../updates/open-updates';
import { programUpdates } from '../updates/program-updates';
import type { UpdateService } from '../updates/update-service';
import { openNetwork } from './open-network';
import { type WorkspaceContext, withWorkspace } from './open-workspace';

export async function openCommandUpdates(
  context: WorkspaceContext,
  publish: Parameters<typeof openUpdates>[0]['publish'] = () => undefined,
): Promise<{ updates: UpdateService; close(): Promise<void> }> {
  const { env } = context;
  const profileDir = requireProfileDir(env);
  const program = programUpdates({ version: programVersion(), resources: packageResources }, env);
  let reached: ReturnType<typeof openNetwork> | null = null;
  const updates = openUpdates({
    program,
    profileDir,
    network: async () => {
      reached ??= openNetwork(context);
      return (await reached).network;
    },
    appImage: env.APPIMAGE,
    // Whether something runs in the window can't be seen from here.
    running: () => (process.platform !== 'win32' && isWindowOpenIn(profileDir) ? ['window'] : []),
    record: (note) =>
      withWorkspace(context, false, async ({ clinicStorage }) =>
        clinicStorage()?.audit.append({ ...note, organizationId: null }),
      ),
    publish,
    restart: () => undefined,
    quit: () => undefined,
    now: () => new Date(),
  });
  return {
    updates,
    async close() {
      updates.close();
      await (await reached)?.close();
    },
  };
}
