/** Clinics that move from this computer to the shared vault, as people see it. */
import { AppError, type AppErrorData, refusal } from '../errors';
import { t } from '../texts/translate';

/**
 * - `moved`: copied, opened again in the shared vault, and marked as moved.
 * - `moved-before`: it was already.
 * - `refused`: it stays on this computer; `error` says why.
 * - `left`: its turn did not come.
 */
export type MovedClinic = {
  organizationId: string;
  name: string;
  state: 'moved' | 'moved-before' | 'refused' | 'left';
  error: AppErrorData | null;
};

export type MoveProgress = { done: number; of: number; name: string };

export const moveUnsettled = (name: string) =>
  new AppError({
    code: 'shared-vault.move-unsettled',
    message: t('A test of {name} is not over, so the clinic was not moved.', { name }),
    cause: t('A test runs, or one was cut off and nobody knows yet what became of its message.'),
    fix: t('Let it end, or wait until its message was looked up, then move the clinic.'),
    retryable: true,
  });

export const moveConflict = (name: string) =>
  refusal(
    'shared-vault.move-conflict',
    t('{name} is in the shared vault already, and is not the same there.', { name }),
    t(
      'It was moved before, from this profile or a copy of it, and changed there or here since. Nothing was overwritten.',
    ),
    t('Look at the clinic in the shared vault. If all is there, remove what is left here together with this profile.'),
  );

export const moveNotProven = (name: string) =>
  new AppError({
    code: 'shared-vault.move-not-proven',
    message: t('{name} was copied, but what was read back is not what was written.', { name }),
    cause: t('The server changed or lost something. The clinic is not marked as moved, and all of it is still here.'),
    fix: t('Move it again. If it happens again, ask whoever runs the database.'),
    retryable: true,
  });

export const moveLost = (name: string) =>
  refusal(
    'shared-vault.move-lost',
    t('{name} was moved, and is not in the shared vault any more.', { name }),
    t('No member removed it there: the server was put back to an earlier time, or this is another vault.'),
    t(
      'Ask for a newer backup of the server first. Without one, Settings and “vault move --again” copy it once more from here.',
    ),
  );

export const moveOlder = (name: string) =>
  refusal(
    'shared-vault.move-older',
    t('What is left of {name} on this computer is older than what was in the shared vault. It was not copied.', {
      name,
    }),
    t('Its credentials were changed there after it was moved: what is left here may have been revoked since.'),
    t('Ask for a newer backup of the server, or add the clinic there and enter its credentials again.'),
  );

export const moveNotThere = (name: string) =>
  new AppError({
    code: 'shared-vault.move-not-there',
    message: t('{name} is not in the shared vault any more. Nothing was deleted on this computer.', { name }),
    cause: t('No member removed it there. Usually the server was put back to a backup from before the move.'),
    fix: t('Ask whoever runs the database for the newest backup. What is left on this computer has the clinic still.'),
    retryable: true,
  });
