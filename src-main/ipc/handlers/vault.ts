import { AppError, type AppErrorData } from '../../../src-shared/errors';
import type { VaultState } from '../../../src-shared/vault/vault-state';
import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import type { Lock } from '../../lock/console-lock';
import { estimatePassphrase, requireStrongPassphrase } from '../../vault/passphrase-strength';
import type { HandlersOf } from '../handlers';

const notRecognised: AppErrorData = {
  code: 'vault.not-recognised',
  message: 'The system did not recognise you.',
  cause: 'Its question was closed, or the answer did not fit.',
  fix: 'Try again.',
  retryable: true,
};

const kitFilter = [{ name: 'Recovery kit', extensions: ['voxkit'] }];

export function createVaultHandlers(
  { vault, platform, sharedVault }: Workspace,
  desk: Desk,
  lock: Lock,
): HandlersOf<'vault'> & HandlersOf<'recovery'> {
  /** A locked console asks for the person first, where the system can tell who it is. */
  async function retry(): Promise<VaultState> {
    if (lock.current() === null) return vault.retry();
    const prompt = desk.personPrompt();
    if (prompt !== null && !(await prompt.ask('unlock the clinics’ credentials'))) throw new AppError(notRecognised);
    return lock.openFor(await vault.retry());
  }

  return {
    'vault.place': async () =>
      sharedVault === null
        ? { place: 'this-computer' }
        : { place: 'shared', ...(await sharedVault.standing(vault.requireStorage()).place()) },
    'vault.lock': async () => {
      await lock.lock('person');
      return {};
    },
    'vault.retry': retry,
    'vault.useMemory': () => vault.useMemory(),
    'vault.passphraseStrength': ({ passphrase }) => estimatePassphrase(passphrase),
    'vault.createPassphrase': async ({ passphrase }) =>
      vault.createPassphrase(await requireStrongPassphrase(passphrase)),
    'vault.unlockWithPassphrase': async ({ passphrase }) => lock.openFor(await vault.unlockWithPassphrase(passphrase)),
    'recovery.export': async ({ passphrase }) => {
      await requireStrongPassphrase(passphrase);
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
      return { vault: file === null ? null : lock.openFor(await vault.restoreKit(file, passphrase)) };
    },
  };
}
