/** What a locked console says: whose it is, what locked it, and how it opens. Nothing of a clinic is in it. */
import type { ConsoleLock, LockReason } from '../../../src-shared/vault/console-lock';
import type { AppStatus } from '../../console/console-store';
import { unlockWords } from '../../console/vault/unlock-words';

const reasons: Record<LockReason, string> = {
  person: 'It was locked by hand.',
  command: 'It was locked from the command line.',
  idle: 'Nobody used it for a while.',
  suspend: 'The computer went to sleep.',
  'screen-lock': 'The computer’s screen was locked.',
  'user-switch': 'Somebody else came to the computer.',
};

export type LockWords = {
  /** Whose console it is. */
  owner: string;
  reason: string;
  /** What unlocking asks for. */
  how: string;
  /** What is true of the data meanwhile. */
  data: string;
};

type Whose = Pick<
  AppStatus,
  'actor' | 'computer' | 'keychainName' | 'unlockPrompt' | 'practice' | 'vault' | 'settings'
>;

export function lockWords({ reason }: ConsoleLock, status: Whose): LockWords {
  const { actor, computer, practice, vault, settings } = status;
  const isInMemory = vault.state === 'ready';
  return {
    owner: `This is the console of ${actor} on ${computer}${practice ? ', in practice with simulated accounts' : ''}.`,
    reason: reasons[reason],
    how: unlockWords(status),
    data: isInMemory
      ? 'Nothing of your clinics is on this page.'
      : settings.checksWhileLocked
        ? 'Nothing of your clinics is on this page. Background checks go on, as you chose.'
        : 'The keys were dropped, and nothing of your clinics is on this page. What ran was stopped.',
  };
}
