/** Where Chromium keeps its own files while the program runs without a profile's window. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensurePrivateFolder, makePrivateTemporaryFolder } from './private-files';
import { homeFolder } from './profile';

/**
 * Makes the folder. Not in the profile: a window may be open on it. Always the same one: Chromium still writes while it
 * ends, so a folder of each run's own would be left behind. Where it can't be made, a temporary one.
 */
export function chromiumFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  home: string = homeFolder() ?? tmpdir(),
): string {
  const cache =
    platform === 'win32'
      ? (env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'))
      : platform === 'darwin'
        ? path.join(home, 'Library', 'Caches')
        : env.XDG_CACHE_HOME || path.join(home, '.cache');
  const folder = path.join(cache, 'voxanne-console', 'command-line');
  try {
    ensurePrivateFolder(folder);
    return folder;
  } catch {
    return makePrivateTemporaryFolder(path.join(tmpdir(), 'voxanne-chromium-'));
  }
}
