import { type RefObject, Suspense, type SyntheticEvent, useEffect, useRef } from 'react';
import { t } from '../../src-shared/texts/translate';
import { Busy } from '../components/busy';
import { ahead, idly, later } from '../components/later';
import { pageTitle, useLostFocus } from '../components/use-lost-focus';
import { useWindowDrop } from '../components/window-drop';
import { isSimulated, useAppStatus } from '../console/use-console';
import type { Route } from '../router/route';
import { useRouter } from '../router/router';
import { ClinicsScreen } from '../screens/clinics/clinics-screen';
import { OfflineStrip, PracticeNetworkStrip, SimulatedBanner } from './banners';
import { useLockShortcut } from './lock-shortcut';
import { PaletteHost } from './palette-host';
import { Rail } from './rail';
import classes from './shell.module.css';
import { ToastsHost } from './toasts-host';

// The list of clinics is the first screen; each other one is loaded when it is first opened.
const SetupScreen = later(() => import('../screens/setup/setup-screen').then(({ SetupScreen }) => SetupScreen));
const loadClinicScreen = () => import('../screens/clinic/clinic-screen').then(({ ClinicScreen }) => ClinicScreen);
const ClinicScreen = later(loadClinicScreen);
const HandoffScreen = later(() =>
  import('../screens/handoff/handoff-screen').then(({ HandoffScreen }) => HandoffScreen),
);
const ActivityScreen = later(() =>
  import('../screens/activity/activity-screen').then(({ ActivityScreen }) => ActivityScreen),
);
const SettingsScreen = later(() =>
  import('../screens/settings/settings-screen').then(({ SettingsScreen }) => SettingsScreen),
);
const MembersScreen = later(() =>
  import('../screens/members/members-screen').then(({ MembersScreen }) => MembersScreen),
);
const ReceptionistsScreen = later(() =>
  import('../screens/members/receptionists-screen').then(({ ReceptionistsScreen }) => ReceptionistsScreen),
);
const VaultHost = idly(() => import('./vault-host').then(({ VaultHost }) => VaultHost));
const HelpScreen = later(() => import('../screens/help/help-screen').then(({ HelpScreen }) => HelpScreen));
const ErrorGalleryScreen = later(() =>
  import('../screens/error-gallery/error-gallery-screen').then(({ ErrorGalleryScreen }) => ErrorGalleryScreen),
);
const NetworkHost = idly(() => import('./network-host').then(({ NetworkHost }) => NetworkHost));
const UpdatesHost = idly(() => import('./updates-host').then(({ UpdatesHost }) => UpdatesHost));

const readClinic = ahead(loadClinicScreen);
/** Whoever has the focus in the rows of clinics, or moves the pointer over them, opens one next. */
function comesNear({ target, nativeEvent }: SyntheticEvent): void {
  // A pointer that merely lies where the window appears moves by nothing.
  const lies = nativeEvent instanceof PointerEvent && nativeEvent.movementX === 0 && nativeEvent.movementY === 0;
  if (!lies && target instanceof Element && target.closest('[data-clinic-row]') !== null) readClinic();
}

/** The frame of an opened console: rail, banners, and the screen of the route. */
export function Shell() {
  const status = useAppStatus();
  const route = useRouter((state) => state.route);
  const main = useRef<HTMLElement>(null);
  useLockShortcut();
  // Whatever took the place of what had the focus: an empty list, a page that is read anew, another profile.
  useLostFocus(pageTitle, { asLast: true });
  useWindowDrop('window', false, (fileName, text) => {
    void import('../console/offered-import').then(({ sayWhereFileBelongs }) => sayWhereFileBelongs(fileName, text));
    return true;
  });

  return (
    <div className={classes.frame}>
      <button type="button" className={classes.skip} onClick={() => focusTitle(main.current)}>
        {t('Skip to content')}
      </button>
      <Rail />
      <div className={classes.column}>
        {isSimulated(status) && <SimulatedBanner status={status} />}
        <PracticeNetworkStrip network={status.practiceNetwork} />
        <OfflineStrip />
        {status.isShared && (
          <Suspense>
            <VaultHost />
          </Suspense>
        )}
        <Suspense>
          <NetworkHost />
        </Suspense>
        <Suspense>
          <UpdatesHost />
        </Suspense>
        <main ref={main} className={classes.main} tabIndex={-1} onPointerMove={comesNear} onFocus={comesNear}>
          <Suspense
            fallback={
              <div className={classes.loading} data-loading>
                <Busy>{t('Opening…')}</Busy>
              </div>
            }
          >
            <Screen route={route} practice={status.practice} isShared={status.isShared === true} />
            <FocusOnMove main={main} />
          </Suspense>
        </main>
      </div>
      <PaletteHost />
      <ToastsHost />
    </div>
  );
}

/** The title of the screen, or the screen itself while it has none. */
function focusTitle(main: HTMLElement | null): void {
  (main?.querySelector<HTMLElement>('#page-title') ?? main)?.focus({ preventScroll: true });
}

/**
 * After a move the new screen's title has the focus, as after a page load; not at start, where nothing moved.
 * Stands beside the screen, within the same boundary: a screen that is still being loaded has no title yet.
 */
function FocusOnMove({ main }: { main: RefObject<HTMLElement | null> }) {
  const moves = useRouter((state) => state.moves);
  const firstMove = useRef(moves);
  useEffect(() => {
    if (moves === firstMove.current) return;
    focusTitle(main.current);
  }, [moves, main]);
  return null;
}

function Screen({ route, practice, isShared }: { route: Route; practice: boolean; isShared: boolean }) {
  switch (route.screen) {
    case 'clinics':
      return <ClinicsScreen />;
    case 'clinic':
      return <ClinicScreen key={route.organizationId} organizationId={route.organizationId} />;
    case 'handoff':
      return <HandoffScreen key={route.organizationId} organizationId={route.organizationId} />;
    case 'setup':
      return <SetupScreen organizationId={route.organizationId} />;
    case 'activity':
      return <ActivityScreen />;
    case 'settings':
      return <SettingsScreen section={route.section} />;
    case 'help':
      return <HelpScreen />;
    // A remembered route may be older than the way back to this computer.
    case 'members':
      return isShared ? <MembersScreen /> : <SettingsScreen />;
    case 'receptionists':
      return isShared ? <ReceptionistsScreen /> : <SettingsScreen />;
    case 'error-gallery':
      // A remembered route or a link may be older than the practice session.
      return practice ? <ErrorGalleryScreen code={route.code ?? null} /> : <ClinicsScreen />;
  }
}
