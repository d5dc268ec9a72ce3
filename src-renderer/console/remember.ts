/** Opens the console on the last screen. */

import { draftOf, keepDraft, useDrafts } from '../components/drafts';
import { formatRoute, parseRoute, type Route } from '../router/route';
import { replaceRoute, useRouter } from '../router/router';
import { useConsole } from './use-console';

/**
 * The place without the wish that led there: somebody asked once for other credentials or a new sign-in. The next start
 * shows what is connected.
 */
const withoutAsking = (route: Route): Route =>
  route.screen === 'setup' && route.step !== undefined ? { ...route, toTest: true } : route;

/** Where somebody was who is nowhere by the settings. */
const place = 'place';

/** Goes to the remembered place once it is known, and from then on remembers each place. Returns how to stop. */
export function rememberLastScreen(): () => void {
  let opened = false;
  let newest: Route | undefined;
  const open = () => {
    const { boot } = useConsole.getState();
    if (opened || boot.phase !== 'ready' || useDrafts.getState().asked) return;
    opened = true;
    const { moves, route } = useRouter.getState();
    // A place asked for before the settings were read (by a clicked notification) wins over the remembered one.
    if (moves > 0) remember(route);
    // This is no navigation: the focus stays at the start of the window.
    else replaceRoute(parseRoute(draftOf(place)?.fields.route ?? boot.status.settings.lastScreen));
  };
  const remember = (route: Route) => {
    newest = route;
    // After the new screen has requested its data, but in the same task: the page may be replaced before the next one.
    queueMicrotask(() => {
      if (newest !== route) return;
      // The form of a new clinic is there again for the next page, and not for the next start: that would ask again
      // for a clinic that was just made.
      const isNewClinic = route.screen === 'setup' && route.organizationId === null;
      keepDraft(place, isNewClinic ? { route: formatRoute(route) } : null);
      if (isNewClinic) return;
      const { boot, updateSettings } = useConsole.getState();
      const lastScreen = formatRoute(withoutAsking(route));
      if (opened && boot.phase === 'ready' && boot.status.settings.lastScreen !== lastScreen)
        void updateSettings({ lastScreen });
    });
  };
  const stopConsole = useConsole.subscribe(open);
  const stopDrafts = useDrafts.subscribe(open);
  const stopRouter = useRouter.subscribe(({ route }) => remember(route));
  open();
  return () => {
    newest = undefined;
    stopConsole();
    stopDrafts();
    stopRouter();
  };
}
