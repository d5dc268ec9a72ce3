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

/** What else locks it, as a sentence: by what the system tells of (`lockWithSystem`). Linux tells of sleep alone. */
export function locksTooWords(platform: string): string {
  if (platform === 'darwin') return 'Sleep, a locked screen and another user lock it too.';
  return platform === 'win32'
    ? 'Sleep and a locked screen lock it too.'
    : 'Sleep locks it too; a locked screen does not.';
}
