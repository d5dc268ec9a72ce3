import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import type { HandlersOf } from '../handlers';

const kitFilter = [{ name: 'Recovery kit', extensions: ['voxkit'] }];

export function createVaultHandlers(
  { vault, platform }: Workspace,
  desk: Desk,
): HandlersOf<'vault'> & HandlersOf<'recovery'> {
  return {
    'vault.retry': () => vault.retry(),
    'vault.useMemory': () => vault.useMemory(),
    'vault.createPassphrase': ({ passphrase }) => vault.createPassphrase(passphrase),
    'vault.unlockWithPassphrase': ({ passphrase }) => vault.unlockWithPassphrase(passphrase),
    'recovery.export': async ({ passphrase }) => {
      const day = platform.now().toISOString().slice(0, 10);
      const file = await desk.chooseSaveFile({
        title: 'Save the recovery kit',
        button: 'Save',
        suggestedName: `voxanne-recovery-${day}.voxkit`,
        filters: kitFilter,
      });
      if (file !== null) await vault.exportKit(passphrase, file);
      return { savedTo: file };
    },
    'recovery.restore': async ({ passphrase }) => {
      const file = await desk.chooseFile({ title: 'Choose the recovery kit', button: 'Restore', filters: kitFilter });
      return { vault: file === null ? null : await vault.restoreKit(file, passphrase) };
    },
  };
}
