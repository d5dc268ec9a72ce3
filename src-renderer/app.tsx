import { MantineProvider } from '@mantine/core';
import { Suspense, useEffect } from 'react';
import { voxanne } from './bridge';
import { useDrafts } from './components/drafts';
import { later } from './components/later';
import { followInterval } from './console/clinics/follow-interval';
import { keepView } from './console/clinics/keep-view';
import { rememberList } from './console/clinics/remember-list';
import { useSelection } from './console/clinics/selection';
import { useClinics } from './console/clinics/use-clinics';
import { DialogsHost } from './console/dialogs/dialogs-host';
import { rememberLastScreen } from './console/remember';
import { useConsole } from './console/use-console';
import { Shell } from './shell/shell';
import { StartScreen } from './shell/start-screen';
import { settingsColorScheme } from './theme/color-scheme';
import { cssVariablesResolver, theme } from './theme/theme';

const LockScreen = later(() => import('./screens/lock/lock-screen').then(({ LockScreen }) => LockScreen));
const VaultScreen = later(() => import('./screens/vault/vault-screen').then(({ VaultScreen }) => VaultScreen));

/**
 * The theme around the screens. Rendered again only for another theme or text size, because Mantine then computes all
 * colours.
 */
export function App() {
  const scheme = useConsole(({ boot }) => (boot.phase === 'ready' ? boot.status.settings.theme : 'system'));
  const textScale = useConsole(({ boot }) => (boot.phase === 'ready' ? boot.status.settings.textScale : 100));

  useEffect(() => {
    document.documentElement.style.fontSize = `${textScale}%`;
  }, [textScale]);

  useEffect(() => {
    const { load, vaultChanged, setOnline } = useConsole.getState();
    const online = () => setOnline(navigator.onLine);
    window.addEventListener('online', online);
    window.addEventListener('offline', online);
    const stop = [
      voxanne.on['app.statusChanged'](() => void load()),
      voxanne.on['vault.changed'](vaultChanged),
      rememberLastScreen(),
      rememberList(useClinics, useConsole),
      followInterval(useClinics, useConsole),
      keepView(voxanne, useClinics, useSelection),
    ];
    return () => {
      window.removeEventListener('online', online);
      window.removeEventListener('offline', online);
      for (const each of stop) each();
    };
  }, []);

  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={settingsColorScheme}
      defaultColorScheme="auto"
      {...(scheme === 'system' ? {} : { forceColorScheme: scheme })}
      withGlobalClasses={false}
      deduplicateInlineStyles
    >
      <Opened />
    </MantineProvider>
  );
}

/** What the vault's state lets be shown. */
function Opened() {
  const boot = useConsole((state) => state.boot);
  // Asked for before the status: it is there by then.
  const waits = useDrafts((state) => state.asked);
  if (boot.phase !== 'ready' || waits)
    return <StartScreen boot={boot.phase === 'ready' ? { phase: 'starting' } : boot} />;
  const { lock, vault } = boot.status;
  // A keychain that says no, and the like, has its own screen in a locked console as well.
  if (lock !== null && ['locked', 'passphrase-needed', 'ready'].includes(vault.state))
    return (
      <Suspense>
        <LockScreen lock={lock} />
      </Suspense>
    );
  return (
    <>
      {vault.state === 'ready' ? (
        <Shell />
      ) : (
        <Suspense>
          <VaultScreen />
        </Suspense>
      )}
      <DialogsHost />
    </>
  );
}
