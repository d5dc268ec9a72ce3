import { type ErrorRow, errorOf } from '../../../src-shared/errors';
import { t, text } from '../../../src-shared/texts/translate';
import type { VaultState } from '../../../src-shared/vault/vault-state';
import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import type { Lock } from '../../lock/console-lock';
import { estimatePassphrase, requireStrongPassphrase } from '../../vault/passphrase-strength';
import type { HandlersOf } from '../handlers';

const notRecognised: ErrorRow = {
  message: text('The system did not recognise you.'),
  cause: text('Its question was closed, or the answer did not fit.'),
  fix: text('Try again.'),
  retryable: true,
};

const kitFilter = () => [{ name: t('Recovery kit'), extensions: ['voxkit'] }];

export function createVaultHandlers(
  { vault, platform, sharedVault }: Workspace,
  desk: Desk,
  lock: Lock,
): HandlersOf<'vault'> & HandlersOf<'recovery'> {
  /** A locked console asks for the person first, where the system can tell who it is. */
  async function retry(): Promise<VaultState> {
    if (lock.current() === null) return vault.retry();
    const prompt = desk.personPrompt();
    if (prompt !== null && !(await prompt.ask(t('unlock the clinics’ credentials'))))
      throw errorOf('vault.not-recognised', notRecognised);
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
        title: t('Save the recovery kit'),
        button: t('Save'),
        suggestedName: `voxanne-recovery-${day}.voxkit`,
        filters: kitFilter(),
      });
      if (file !== null) await vault.exportKit(passphrase, file);
      return { savedTo: file };
    },
    'recovery.restore': async ({ passphrase }) => {
      const file = await desk.chooseFile({
        title: t('Choose the recovery kit'),
        button: t('Restore'),
        filters: kitFilter(),
      });
      return { vault: file === null ? null : lock.openFor(await vault.restoreKit(file, passphrase)) };
    },
  };
}
