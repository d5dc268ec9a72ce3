/**
 * The route that the browser takes: the system's settings, a proxy script or the network's own, as Chromium reads them.
 */

import { app, session } from 'electron';
import { t } from '../../src-shared/texts/translate';
import type { Environment } from '../environment';
import { parseProxyList } from '../providers/http/proxy-list';
import type { ProxySettings } from '../providers/http/proxy-settings';
import { direct } from '../providers/http/route';
import type { SystemRoute, SystemRoutes } from '../providers/http/system-route';

/** Chromium itself waits very long for a hanging script. */
const timeoutMs = 5_000;
const source = () => t('the system’s network settings');

const unanswered = (trouble: string): SystemRoute => ({ routes: [direct], source: source(), trouble });

/**
 * Chromium goes directly where it can't load a proxy script, and says nothing of it. So the script is looked for here
 * as well.
 * @returns what is wrong with it as a sentence; null where none is set, or it can be loaded
 */
async function scriptTrouble(settings: Promise<ProxySettings | null>): Promise<string | null> {
  const found = await settings;
  if (found === null || found.script === null) return null;
  const { loadProxyScript, unusableScript } = await import('../providers/http/proxy-script');
  return loadProxyScript(found.script).then(
    () => null,
    (thrown: unknown) => unusableScript({ ...found, script: found.script ?? '' }, thrown),
  );
}

/** @param read the system's settings; the operating system's own when left out */
export function createElectronRoutes(
  env: Environment,
  read: (env: Environment) => Promise<ProxySettings | null> = async (own) =>
    (await import('../providers/http/read-proxy-settings')).readProxySettings(own),
): SystemRoutes {
  // Right after the start Chromium answers the first question before it has read the settings, with DIRECT.
  let hasSettings: Promise<unknown> | undefined;
  let checked: { at: number; trouble: Promise<string | null> } | undefined;
  /** Asked once a minute at most: all hosts of all providers have the same script. */
  const troubleNow = () => {
    if (checked === undefined || performance.now() - checked.at > 60_000)
      checked = { at: performance.now(), trouble: scriptTrouble(read(env)).catch(() => null) };
    return checked.trouble;
  };

  async function find(url: URL): Promise<SystemRoute> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, timeoutMs, null);
    });
    try {
      await app.whenReady();
      hasSettings ??= session.defaultSession.resolveProxy(`${url.origin}/`);
      await Promise.race([hasSettings, late]);
      // The host alone: a script has no business with paths.
      const list = await Promise.race([session.defaultSession.resolveProxy(`${url.origin}/`), late]);
      if (list === null)
        return unanswered(
          t('The system’s proxy settings did not answer in time, so no proxy is used. A proxy script may hang.'),
        );
      const routes = parseProxyList(list, 'system');
      const isDirect = routes.every(({ kind }) => kind === 'direct');
      return { routes, source: isDirect ? t('no proxy is set') : source(), trouble: null };
    } catch {
      return unanswered(t('The system’s proxy settings could not be read, so no proxy is used.'));
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    find,
    async describe(url) {
      const found = await find(url);
      if (found.trouble !== null || found.routes.some(({ kind }) => kind !== 'direct')) return found;
      const trouble = await troubleNow();
      return trouble === null ? found : { ...found, source: source(), trouble };
    },
  };
}
