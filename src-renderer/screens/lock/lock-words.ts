/** What a locked console says: whose it is, what locked it, and how it opens. Nothing of a clinic is in it. */
import { type Text, t, text } from '../../../src-shared/texts/translate';
import type { ConsoleLock, LockReason } from '../../../src-shared/vault/console-lock';
import type { AppStatus } from '../../console/console-store';
import { shownActor } from '../../console/shown-actor';
import { unlockWords } from '../../console/vault/unlock-words';

const reasons: Record<LockReason, Text> = {
  person: text('It was locked by hand.'),
  command: text('It was locked from the command line.'),
  idle: text('Nobody used it for a while.'),
  suspend: text('The computer went to sleep.'),
  'screen-lock': text('The computer’s screen was locked.'),
  'user-switch': text('Somebody else came to the computer.'),
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
  const { computer, practice, vault, settings } = status;
  const actor = shownActor(status);
  const isInMemory = vault.state === 'ready';
  return {
    owner: practice
      ? t('This is the console of {actor} on {computer}, in practice with simulated accounts.', { actor, computer })
      : t('This is the console of {actor} on {computer}.', { actor, computer }),
    reason: t(reasons[reason]),
    how: unlockWords(status),
    data: isInMemory
      ? t('Nothing of your clinics is on this page.')
      : settings.checksWhileLocked
        ? t('Nothing of your clinics is on this page. Background checks go on, as you chose.')
        : t('The keys were dropped, and nothing of your clinics is on this page. What ran was stopped.'),
  };
}
