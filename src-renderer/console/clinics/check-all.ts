/** The state of `Check all` in the window. Pure: each event gives the next state. */
import type { AppErrorData } from '../../../src-shared/errors';
import { listOf } from '../../../src-shared/list-words';
import type { CheckAllProgress } from '../../../src-shared/organizations/organization';
import type { ProviderId } from '../../../src-shared/primitives';
import { providerDescriptors } from '../../../src-shared/providers';
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

const providerNames = (providers: readonly ProviderId[]) =>
  listOf(providers.map((provider) => providerDescriptors[provider].name));

/** `3 failed, 12 could not be checked`. */
function troubleWords({ clinics: { failed, notChecked } }: CheckAllProgress): string {
  const words = [
    ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
    ...(notChecked > 0 ? [`${formatCount(notChecked)} could not be checked`] : []),
  ];
  return words.length === 0 ? 'none failed' : words.join(', ');
}

/** How far it is, in one line. */
export function runningWords(progress: CheckAllProgress): string {
  const { clinics, silent, isPaused } = progress;
  const count = `Checked ${formatCount(clinics.done)} of ${formatCount(clinics.total)}`;
  if (silent.length === 0) return count;
  const missing = `${providerNames(silent)} ${silent.length === 1 ? 'does' : 'do'} not answer`;
  return isPaused ? `Paused: ${missing}. It goes on by itself. ${count}` : `${count}. ${missing}`;
}

/** How it ended, in one line. */
export function endedWords(progress: CheckAllProgress): string {
  const { state, clinics } = progress;
  const words = clinics.total === 1 ? 'clinic' : 'clinics';
  const trouble = troubleWords(progress);
  if (clinics.total === 0) return 'No clinic is connected yet, so there was nothing to check.';
  if (state === 'cancelled')
    return `Cancelled after ${formatCount(clinics.done)} of ${formatCount(clinics.total)} ${words}; ${trouble}.`;
  const left = clinics.notChecked > 0 ? ' What could not be checked keeps its last proof.' : '';
  return `Checked ${formatCount(clinics.done - clinics.notChecked)} ${words}; ${trouble}.${left}`;
}
