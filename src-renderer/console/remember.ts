/** Opens the console on the last screen. */

import { formatRoute, parseRoute, type Route } from '../router/route';
import { replaceRoute, useRouter } from '../router/router';
import { useConsole } from './use-console';

/**
 * The place without the wish that led there: somebody asked once for other credentials or a new sign-in. The next start
 * shows what is connected.
 */
const withoutAsking = (route: Route): Route =>
  route.screen === 'setup' && route.step !== undefined ? { ...route, toTest: true } : route;

/** Goes to the remembered place once it is known, and from then on remembers each place. Returns how to stop. */
export function rememberLastScreen(): () => void {
  let opened = false;
  let newest: Route | undefined;
  const open = () => {
    const { boot } = useConsole.getState();
    if (opened || boot.phase !== 'ready') return;
    opened = true;
    const { moves, route } = useRouter.getState();
    // A place asked for before the settings were read (by a clicked notification) wins over the remembered one.
    if (moves > 0) remember(route);
    // This is no navigation: the focus stays at the start of the window.
    else replaceRoute(parseRoute(boot.status.settings.lastScreen));
  };
  const remember = (route: Route) => {
    newest = route;
    // After the new screen has requested its data, but in the same task: the page may be replaced before the next one.
    queueMicrotask(() => {
      if (newest !== route) return;
      // An empty form is not remembered: it would ask again for a clinic that was just made.
      if (route.screen === 'setup' && route.organizationId === null) return;
      const { boot, updateSettings } = useConsole.getState();
      const lastScreen = formatRoute(withoutAsking(route));
      if (opened && boot.phase === 'ready' && boot.status.settings.lastScreen !== lastScreen)
        void updateSettings({ lastScreen });
    });
  };
  const stopConsole = useConsole.subscribe(open);
  const stopRouter = useRouter.subscribe(({ route }) => remember(route));
  open();
  return () => {
    newest = undefined;
    stopConsole();
    stopRouter();
  };
}
