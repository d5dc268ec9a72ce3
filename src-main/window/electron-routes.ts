/** The route that the browser takes: the system's settings, a proxy script or the network's own, as Chromium reads them. */
import { app, session } from 'electron';
import { parseProxyList } from '../providers/http/proxy-list';
import { direct } from '../providers/http/route';
import type { SystemRoutes } from '../providers/http/system-route';

/** A script that hangs keeps Chromium waiting for longer than a person does. */
const timeoutMs = 5_000;
const source = 'the system’s network settings';

export function createElectronRoutes(): SystemRoutes {
  // Right after the start Chromium answers the first question before it has read the settings, with DIRECT.
  let hasSettings: Promise<unknown> | undefined;
  return {
    async find(url) {
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
        if (list === null) {
          const trouble =
            'The system’s proxy settings did not answer in time, so no proxy is used. A proxy script may hang.';
          return { routes: [direct], source, trouble };
        }
        const routes = parseProxyList(list, 'system');
        const isDirect = routes.every(({ kind }) => kind === 'direct');
        return { routes, source: isDirect ? 'no proxy is set' : source, trouble: null };
      } catch {
        return {
          routes: [direct],
          source,
          trouble: 'The system’s proxy settings could not be read, so no proxy is used.',
        };
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
