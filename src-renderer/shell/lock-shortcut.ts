import { useEffect } from 'react';
import { voxanne } from '../bridge';

/** Locks at once; the page that asked is gone a moment later. */
export const lockConsole = () => void voxanne.vault.lock({});

/** `Ctrl/Cmd+L`. The menu has it as well, and hears it also where the page hangs. */
export function useLockShortcut(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'l' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      lockConsole();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
