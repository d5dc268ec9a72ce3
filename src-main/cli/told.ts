/** What `check --all --notify` tells: as background checks do and with their marks, so that nothing is told twice. */

import type { BackgroundNotice } from '../../src-shared/background/notice';
import { t } from '../../src-shared/texts/translate';
import { createReview, type Found, foundBy } from '../background/review';
import { isQuiet } from '../background/schedule';
import type { CheckEnd } from '../checks/check-end';
import type { CheckJob } from '../checks/turns';
import type { Workspace } from '../compose';
import type { CommandContext } from './command';
import { runNotifier, wordsOf } from './notify';

/** @throws AppError `usage.invalid` for a command that can't be read */
export async function createTelling(command: string, workspace: Workspace, { env, terminal, signal }: CommandContext) {
  const words = wordsOf(command);
  const { storage } = workspace.services();
  const { now } = workspace.platform;
  const review = createReview({ storage, now });
  const found: Found[] = [];
  const quiet = isQuiet((await storage.settings.get()).quietHours, now());
  // What broke before this check, and was not told yet.
  const earlier = quiet ? [] : await review.catchUp();

  return {
    ended(job: CheckJob, end: CheckEnd): void {
      const one = foundBy(job, end);
      if (one !== null) found.push(one);
    },
    /** Runs the command for each notice. @returns how that went */
    async tell(): Promise<{ notice: BackgroundNotice; ok: boolean }[]> {
      // What quiet hours hold back is told by the first check after them.
      if (quiet) return [];
      const told = [];
      const changes = await review.tell(found);
      const ends = await review.warn(new Set(found.map(({ organizationId }) => organizationId)));
      for (const notice of [...earlier, ...changes, ...ends]) {
        const why = await runNotifier(words, notice, env, signal);
        if (why !== null)
          terminal.say(t('The command to notify with failed ({why}) for: {title}', { why, title: notice.title }));
        told.push({ notice, ok: why === null });
      }
      return told;
    },
  };
}
