import { Suspense, useEffect, useState } from 'react';
import { voxanne } from '../bridge';
import { later } from '../components/later';
import { isDialogName } from '../console/dialogs/dialogs-store';
import { findRequest, goToSearch } from '../console/find';
import { toast } from '../console/toast';
import { whyVaultRefuses } from '../console/vault/needs-vault';
import { navigate } from '../router/router';

const CommandPalette = later(() => import('./command-palette').then(({ CommandPalette }) => CommandPalette));

/** The menu event that opens the palette. */
const paletteRequest = 'palette';
/** And when it wants the practice profile. */
const practiceRequest = 'practice';

/** `Set up a clinic` of the menu. Refused as its buttons are. */
const setupRequest = '/setup';

/** Goes where the menu says, or says why not. */
function go(to: string): void {
  const refused = to === setupRequest ? whyVaultRefuses() : null;
  if (refused === null) navigate(to);
  else toast({ tone: 'warning', title: refused });
}

/** Listens for `Ctrl/Cmd+K` and for the menu. The palette itself is loaded when it is first asked for. */
export function PaletteHost() {
  const [opened, setOpened] = useState(0);
  useEffect(() => {
    const open = () => setOpened((times) => times + 1);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', onKeyDown);
    const stop = voxanne.on['app.navigate'](({ to }) => {
      if (to === paletteRequest) open();
      else if (to === findRequest) goToSearch();
      else if (to === practiceRequest) void import('./commands').then(({ practise }) => practise());
      else if (!isDialogName(to)) go(to);
    });
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      stop();
    };
  }, []);
  return opened === 0 ? null : (
    <Suspense>
      <CommandPalette request={opened} />
    </Suspense>
  );
}
