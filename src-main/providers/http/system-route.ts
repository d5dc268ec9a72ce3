/** The route that this computer's own settings name, for a program without a browser. */

import { t } from '../../../src-shared/texts/translate';
import type { Environment } from '../../environment';
import { parseProxyList } from './proxy-list';
import { askProxyScript, loadProxyScript, shownAddress, unusableScript } from './proxy-script';
import { type ProxySettings, routesOfSettings } from './proxy-settings';
import { readProxySettings } from './read-proxy-settings';
import { direct, type Route } from './route';

/**
 * The system's route to an address. `source` names the setting in words; `trouble` is a setting that could not be used,
 * as a sentence.
 */
export type SystemRoute = { routes: readonly Route[]; source: string; trouble: string | null };

export interface SystemRoutes {
  /** Never throws, and answers within seconds. */
  find(url: URL, signal: AbortSignal): Promise<SystemRoute>;
  /**
   * The same, with troubles that take longer to find out than a request can wait. As {@link SystemRoutes.find} when
   * left out.
   */
  describe?(url: URL): Promise<SystemRoute>;
}

/** Settings are read again after this long. */
const freshMs = 60_000;

async function routesOfScript(url: URL, { script, where }: ProxySettings & { script: string }): Promise<SystemRoute> {
  try {
    const list = await askProxyScript(await loadProxyScript(script), url);
    return {
      routes: parseProxyList(list, 'pac'),
      source: t('the proxy script {script} ({where})', { script: shownAddress(script), where }),
      trouble: null,
    };
  } catch (thrown) {
    // As browsers do: when the script fails, connections are made without a proxy.
    return { routes: [direct], source: where, trouble: unusableScript({ script, where }, thrown) };
  }
}

/**
 * Reads the settings at the first question, and again after a minute.
 * @param read where they are; the operating system when left out
 */
export function createSystemRoutes(
  env: Environment,
  read: (env: Environment) => Promise<ProxySettings | null> = readProxySettings,
): SystemRoutes {
  let known: {
    at: number;
    settings: Promise<ProxySettings | null>;
    answers: Map<string, Promise<SystemRoute>>;
  } | null = null;
  const current = () => {
    if (known === null || performance.now() - known.at > freshMs)
      known = { at: performance.now(), settings: read(env), answers: new Map() };
    return known;
  };

  async function ask(url: URL, settings: ProxySettings | null): Promise<SystemRoute> {
    if (settings === null) return { routes: [direct], source: t('no proxy is set'), trouble: null };
    const { script, where, detects } = settings;
    if (script !== null) return routesOfScript(url, { ...settings, script });
    const trouble =
      detects && settings.proxy === null
        ? t('The network settings look for a proxy by themselves (WPAD), which only the console’s window can do.')
        : null;
    return { routes: routesOfSettings(url, settings), source: where, trouble };
  }

  return {
    find(url) {
      const { settings, answers } = current();
      const answer = answers.get(url.origin) ?? settings.then((found) => ask(url, found));
      answers.set(url.origin, answer);
      return answer;
    },
  };
}
