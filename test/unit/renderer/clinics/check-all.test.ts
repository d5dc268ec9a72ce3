import { describe, expect, it } from 'vitest';
import {
  type CheckAll,
  cancelAsked,
  endedWords,
  isChecking,
  progressHeard,
  runningWords,
  startAnswered,
} from '../../../../src-renderer/console/clinics/check-all';
import type { CheckAllProgress } from '../../../../src-shared/organizations/organization';

const progress = (over: Partial<CheckAllProgress> = {}): CheckAllProgress => ({
  state: 'running',
  total: 30,
  done: 11,
  clinics: { total: 10, done: 3, failed: 1, notChecked: 0 },
  failed: 1,
  notChecked: 0,
  silent: [],
  isPaused: false,
  ...over,
});
const running: CheckAll = { phase: 'running', progress: progress() };

describe('checking all clinics', () => {
  it('takes up a check that it did not start: the menu may have, or the window before it was reloaded', () => {
    expect(progressHeard({ phase: 'idle' }, progress())).toEqual(running);
  });

  it('keeps cancelling, with the count going on, until the end is heard', () => {
    const cancelling = progressHeard(cancelAsked(running), progress({ done: 4 }));
    expect(cancelling).toEqual({ phase: 'cancelling', progress: progress({ done: 4 }) });
    expect(progressHeard(cancelling, progress({ state: 'cancelled' })).phase).toBe('ended');
  });

  it('lets no late reply bring back a check that has ended', () => {
    const ended = progressHeard({ phase: 'starting' }, progress({ state: 'finished', done: 10 }));
    expect(startAnswered(ended, progress({ done: 0 }))).toBe(ended);
  });

  it('lets no late reply set the count back', () => {
    expect(startAnswered(running, progress({ done: 0 }))).toBe(running);
  });

  it('has nothing to cancel when nothing runs', () => {
    expect(cancelAsked({ phase: 'idle' })).toEqual({ phase: 'idle' });
  });

  it('knows when it is busy', () => {
    expect([{ phase: 'starting' } as const, running, cancelAsked(running)].every(isChecking)).toBe(true);
    expect(isChecking({ phase: 'ended', progress: progress({ state: 'finished' }) })).toBe(false);
  });

  it.each<[CheckAllProgress['state'], [total: number, done: number, failed: number, notChecked: number], string]>([
    ['finished', [10_000, 10_000, 0, 0], 'Checked 10,000 clinics; none failed.'],
    ['finished', [1, 1, 1, 0], 'Checked 1 clinic; 1 failed.'],
    ['cancelled', [10_000, 420, 3, 0], 'Cancelled after 420 of 10,000 clinics; 3 failed.'],
    ['finished', [0, 0, 0, 0], 'No clinic is connected yet, so there was nothing to check.'],
    [
      'finished',
      [50, 50, 2, 30],
      'Checked 20 clinics; 2 failed, 30 could not be checked. What could not be checked keeps its last proof.',
    ],
  ])(
    'says how it ended, in clinics and not in connections: %s %j',
    (state, [total, done, failed, notChecked], words) => {
      expect(endedWords(progress({ state, clinics: { total, done, failed, notChecked } }))).toBe(words);
    },
  );

  it('says what does not answer, and that it waits', () => {
    expect(runningWords(progress({ silent: ['twilio'] }))).toBe('Checked 3 of 10. Twilio does not answer');
    expect(runningWords(progress({ silent: ['twilio', 'google'], isPaused: true }))).toBe(
      'Paused: Twilio and Google Calendar do not answer. It goes on by itself. Checked 3 of 10',
    );
  });
});
