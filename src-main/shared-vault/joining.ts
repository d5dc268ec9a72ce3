/**
 * Joining from the window, step by step: a file is chosen, its code typed, and then this computer asks. The file’s path
 * and what is in it stay here, and no longer than a person needs.
 */
import path from 'node:path';
import { AppError, refusal } from '../../src-shared/errors';
import { serverName } from '../../src-shared/shared-vault/server-address';
import { t } from '../../src-shared/texts/translate';
import type { ComputerSecrets } from '../storage/repositories';
import type { MembershipFile } from '../vault/membership/membership-file';
import { type Invitation, readInvitation } from './invitation';
import { joinVault } from './join';

/** How long an opened invitation is kept, in milliseconds. */
const keptMs = 15 * 60_000;

const notChosen = () =>
  refusal(
    'shared-vault.no-invitation',
    t('No invitation is open.'),
    t('It is kept for 15 minutes, and not while the console is locked.'),
    t('Choose the file and type its code again.'),
  );

const stopped = () =>
  new AppError({
    code: 'call.stopped',
    message: t('Joining was stopped.'),
    cause: t('Nothing was left in the shared vault, and the invitation can be used again.'),
    fix: t('Start it again when you want to.'),
    retryable: true,
  });

export type Joining = ReturnType<typeof createJoining>;

export function createJoining(file: MembershipFile, now: () => Date) {
  let chosen: string | null = null;
  let opened: { invitation: Invitation; until: number } | null = null;
  let stop: AbortController | null = null;

  function forget(): void {
    chosen = null;
    opened = null;
  }

  return {
    /** @returns the file’s own name */
    choose(chosenFile: string): string {
      forget();
      chosen = chosenFile;
      return path.basename(chosenFile);
    },
    /** @throws AppError `usage.invitation`, `shared-vault.wrong-code` */
    async open(code: string): Promise<{ server: string; member: string }> {
      if (chosen === null) throw notChosen();
      const wanted = chosen;
      const invitation = await readInvitation(wanted, code);
      if (chosen !== wanted) throw stopped();
      opened = { invitation, until: now().getTime() + keptMs };
      return { server: serverName(invitation.address), member: invitation.name };
    },
    /** @throws AppError `shared-vault.*`, `call.stopped` */
    async join(secrets: ComputerSecrets): Promise<void> {
      if (opened === null || opened.until <= now().getTime()) throw notChosen();
      const { invitation } = opened;
      const own = new AbortController();
      stop = own;
      const untilStopped = new Promise<never>((_, reject) => {
        own.signal.addEventListener('abort', () => reject(stopped()));
      });
      const joined = joinVault(invitation, file, secrets, () => {
        if (own.signal.aborted) throw stopped();
      });
      try {
        await Promise.race([joined, untilStopped]);
        forget();
      } finally {
        joined.catch(() => undefined);
        if (stop === own) stop = null;
      }
    },
    cancel(): void {
      forget();
      stop?.abort();
    },
  };
}
