/** Opens the console where it was left. */
import { useConsole } from '../console/use-console';
import { formatRoute, parseRoute } from './route';
import { replaceRoute, useRouter } from './router';

const settleAfter = 400;

/** Goes to the remembered place once it is known, and from then on remembers each place that was stayed at. Returns how to stop. */
export function rememberLastScreen(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let opened = false;
  const open = () => {
    const { boot } = useConsole.getState();
    if (opened || boot.phase !== 'ready') return;
    opened = true;
    // Asked for a place before the settings were read (a notification was clicked): that wins.
    // Set, not navigated to: nothing moved, so the focus stays at the start of the window.
    if (useRouter.getState().moves === 0) replaceRoute(parseRoute(boot.status.settings.lastScreen));
  };
  const stopConsole = useConsole.subscribe(open);
  const stopRouter = useRouter.subscribe(({ route }) => {
    clearTimeout(timer);
    // An empty form holds nothing to come back to; whoever ended right after making a clinic would be asked to make it again.
    if (route.screen === 'setup' && route.organizationId === null) return;
    timer = setTimeout(() => {
      const { boot, updateSettings } = useConsole.getState();
      const lastScreen = formatRoute(route);
      if (opened && boot.phase === 'ready' && boot.status.settings.lastScreen !== lastScreen)
        void updateSettings({ lastScreen });
    }, settleAfter);
  });
  open();
  return () => {
    clearTimeout(timer);
    stopConsole();
    stopRouter();
  };
}
