/** The state of `Check all` in the window. Pure: each event gives the next state. */
import type { AppErrorData } from '../../../src-shared/errors';
import { listOf } from '../../../src-shared/list-words';
import type { CheckAllProgress } from '../../../src-shared/organizations/organization';
import type { ProviderId } from '../../../src-shared/primitives';
import { providerDescriptors } from '../../../src-shared/providers';
import { t } from '../../../src-shared/texts/translate';
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
    ...(failed > 0 ? [t('{count, plural, one {# failed} other {# failed}}', { count: failed })] : []),
    ...(notChecked > 0 ? [t('{count, number} could not be checked', { count: notChecked })] : []),
  ];
  return words.length === 0 ? t('none failed') : words.join(', ');
}

/** How far it is, in one line. */
export function runningWords(progress: CheckAllProgress): string {
  const { clinics, silent, isPaused } = progress;
  const checked = t('Checked {done} of {total}', {
    done: formatCount(clinics.done),
    total: formatCount(clinics.total),
  });
  if (silent.length === 0) return checked;
  const silence = t('{count, plural, one {{providers} does not answer} other {{providers} do not answer}}', {
    count: silent.length,
    providers: providerNames(silent),
  });
  return isPaused
    ? t('Paused: {silence}. It goes on by itself. {checked}', { silence, checked })
    : `${checked}. ${silence}`;
}

/** How it ended, in one line. */
export function endedWords(progress: CheckAllProgress): string {
  const { state, clinics } = progress;
  const trouble = troubleWords(progress);
  if (clinics.total === 0) return t('No clinic is connected yet, so there was nothing to check.');
  if (state === 'cancelled')
    return t('Cancelled after {done} of {total, plural, one {# clinic} other {# clinics}}; {trouble}.', {
      done: formatCount(clinics.done),
      total: clinics.total,
      trouble,
    });
  const checked = t('{total, plural, one {Checked {checked} clinic} other {Checked {checked} clinics}}; {trouble}.', {
    total: clinics.total,
    checked: formatCount(clinics.done - clinics.notChecked),
    trouble,
  });
  return clinics.notChecked === 0 ? checked : `${checked} ${t('What could not be checked keeps its last proof.')}`;
}
