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
  if (isPassphrase) return 'Unlocking asks for your passphrase.';
  if (unlockPrompt !== null) return `Unlocking asks for ${unlockPrompt}.`;
  return isInMemory
    ? 'The key is in memory alone and stays there: whoever sits here can unlock.'
    : `Unlocking takes the key from the ${keychainName}. While that is open, whoever sits here can unlock.`;
}
