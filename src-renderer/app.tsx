import { MantineProvider } from '@mantine/core';
import { Suspense, useEffect } from 'react';
import { voxanne } from './bridge';
import { useConsole } from './console/use-console';
import { rememberLastScreen } from './router/remember';
import { later } from './shell/later';
import { Shell } from './shell/shell';
import { StartScreen } from './shell/start-screen';
import { settingsColorScheme } from './theme/color-scheme';
import { cssVariablesResolver, theme } from './theme/theme';

const VaultScreen = later(() => import('./screens/vault/vault-screen').then(({ VaultScreen }) => VaultScreen));

export function App() {
  const boot = useConsole((state) => state.boot);
  const scheme = boot.phase === 'ready' ? boot.status.settings.theme : 'system';
  const textScale = boot.phase === 'ready' ? boot.status.settings.textScale : 100;

  useEffect(() => {
    document.documentElement.style.fontSize = `${textScale}%`;
  }, [textScale]);

  useEffect(() => {
    const { vaultChanged, setOnline } = useConsole.getState();
    const online = () => setOnline(navigator.onLine);
    window.addEventListener('online', online);
    window.addEventListener('offline', online);
    const stop = [voxanne.on['vault.changed'](vaultChanged), rememberLastScreen()];
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
      deduplicateInlineStyles
    >
      {boot.phase !== 'ready' ? (
        <StartScreen boot={boot} />
      ) : boot.status.vault.state === 'ready' ? (
        <Shell />
      ) : (
        <Suspense>
          <VaultScreen />
        </Suspense>
      )}
    </MantineProvider>
  );
}
