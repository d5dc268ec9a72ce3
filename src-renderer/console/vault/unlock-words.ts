import { t } from '../../../src-shared/texts/translate';
import type { AppStatus } from '../console-store';

/** How the console is unlocked, as a sentence; also for the settings. */
export function unlockWords({
  vault,
  keychainName,
  unlockPrompt,
}: Pick<AppStatus, 'vault' | 'keychainName' | 'unlockPrompt'>) {
  const isInMemory = vault.state === 'ready' && vault.protection === 'memory';
  const isPassphrase =
    vault.state === 'passphrase-needed' || (vault.state === 'ready' && vault.protection === 'passphrase');
  if (isPassphrase) return t('Unlocking asks for your passphrase.');
  if (unlockPrompt !== null) return t('Unlocking asks for {unlockPrompt}.', { unlockPrompt });
  return isInMemory
    ? t('The key is in memory alone and stays there: whoever sits here can unlock.')
    : t('Unlocking takes the key from the {keychainName}. While that is open, whoever sits here can unlock.', {
        keychainName,
      });
}

/** What else locks it, as a sentence: what the console hears of on this computer. */
export function locksTooWords({ screenLock, userSwitch }: AppStatus['locksWith']): string {
  if (!screenLock) return t('Sleep locks it too; a locked screen does not.');
  return userSwitch
    ? t('Sleep, a locked screen and another user lock it too.')
    : t('Sleep and a locked screen lock it too.');
}
