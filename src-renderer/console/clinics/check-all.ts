/** Checking every clinic, as the dashboard sees it. Pure: what each thing that happens makes of the state before it. */
import type { AppErrorData } from '../../../src-shared/errors';
import type { CheckAllProgress } from '../../../src-shared/organizations/organization';
import { formatCount } from '../../components/number-words';

export type CheckAll =
  | { phase: 'idle' }
  | { phase: 'starting' }
  | { phase: 'running'; progress: CheckAllProgress }
  | { phase: 'cancelling'; progress: CheckAllProgress }
  | { phase: 'ended'; progress: CheckAllProgress }
  | { phase: 'refused'; error: AppErrorData };

export const isChecking = (check: CheckAll) =>
  check.phase === 'starting' || check.phase === 'running' || check.phase === 'cancelling';

/**
 * News from the main process. It may come without a click here: from the menu, or from before this window was reloaded.
 */
export function progressHeard(before: CheckAll, progress: CheckAllProgress): CheckAll {
  if (progress.state !== 'running') return { phase: 'ended', progress };
  return { phase: before.phase === 'cancelling' ? 'cancelling' : 'running', progress };
}

/** The reply to the click. Events may have overtaken it: then they know better. */
export function startAnswered(before: CheckAll, progress: CheckAllProgress): CheckAll {
  return before.phase === 'starting' || progress.state !== 'running' ? progressHeard(before, progress) : before;
}

export function cancelAsked(before: CheckAll): CheckAll {
  return before.phase === 'running' ? { phase: 'cancelling', progress: before.progress } : before;
}

/** How it ended, in one line. */
export function endedWords({ state, done, total, failed }: CheckAllProgress): string {
  const count = formatCount(done);
  const clinics = total === 1 ? 'clinic' : 'clinics';
  const trouble = failed === 0 ? 'none failed' : `${formatCount(failed)} failed`;
  if (total === 0) return 'No clinic is connected yet, so there was nothing to check.';
  return state === 'cancelled'
    ? `Cancelled after ${count} of ${formatCount(total)} ${clinics}; ${trouble}.`
    : `Checked ${count} ${clinics}; ${trouble}.`;
}
