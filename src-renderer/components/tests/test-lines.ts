/** The lines of a test and its result. Pure. */
import type { TestDescriptor } from '../../../src-shared/providers/descriptor';
import { countOutcomes, outcomeOf, summarise } from '../../../src-shared/tests/outcome';
import type { TestLine } from '../../../src-shared/tests/test-lines';
import { hasEnded, type TestRun, wasSelected } from '../../../src-shared/tests/test-run';
import { t, text } from '../../../src-shared/texts/translate';
import type { Tone } from '../status-badge';
import { outcomeTones, runStateWords } from './words';

export { type TestLine, testLines } from '../../../src-shared/tests/test-lines';

export type TestSummary = { tone: Exclude<Tone, 'busy'>; title: string; text: string };

const simulatedOnly = text('Simulated: it says nothing about a real account.');

/** The test as a whole, in words. Null while it runs, and before its first run. */
export function summaryOf(test: TestDescriptor, lines: readonly TestLine[]): TestSummary | null {
  const newest = lines
    .flatMap(({ run }) => (run === null ? [] : [run]))
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt))[0];
  const steps = lines.flatMap(({ step }) => (step === null || !hasEnded(step) ? [] : [step]));
  if (newest === undefined || newest.state === 'running' || steps.length === 0) return null;
  const isWhole = steps.length === lines.length;
  const outcome = outcomeOf({ state: newest.state, steps });
  const title = `${newest.state === 'finished' ? '' : `${t(runStateWords[newest.state])}: `}${summarise(steps)}`;
  const { words } = test;
  switch (outcome) {
    case 'running':
      return null;
    case 'failed':
      return newest.state === 'interrupted'
        ? { tone: 'bad', title, text: t(words.interrupted) }
        : { tone: 'bad', title, text: t('Each red line says why and what to do. Then run it again.') };
    case 'interrupted':
    case 'stopped':
      return { tone: 'warning', title, text: t(words[outcome]) };
    case 'unconfirmed':
      return countOutcomes(steps).unconfirmed > 0
        ? { tone: 'warning', title, text: unconfirmedText(lines) }
        : { tone: 'info', title, text: t('The rest has not been tried yet.') };
    case 'passed':
      if (!isWhole) return { tone: 'info', title, text: t('The rest has not been tried yet.') };
      return { tone: 'good', title: t(words.passed), text: t(newest.simulated ? simulatedOnly : words.proves) };
  }
}

function unconfirmedText(lines: readonly TestLine[]): string {
  const open = lines.filter(({ step }) => step?.state === 'unconfirmed');
  const sends = open.filter(({ about }) => about.sends === 'message');
  if (sends.some(({ step }) => step?.reference === null))
    return t('It is not known whether every message went out. Look at the phone before anything is sent again.');
  if (sends.length > 0)
    return t('Accepted by the carrier, without a receipt. The code from the phone proves that it arrived.');
  return t('Nothing failed. Each unconfirmed line says what was not proven.');
}

/** One run in a list: its sign, and its steps in numbers. */
export function runHeadline({ words, steps }: TestDescriptor, run: TestRun): { tone: Tone; title: string } {
  const outcome = outcomeOf(run);
  const tried = run.steps.filter(wasSelected);
  const isWhole = tried.length === steps.length;
  const state = run.state === 'finished' ? '' : `${t(runStateWords[run.state])}: `;
  return {
    tone: outcomeTones[outcome],
    title: outcome === 'passed' && isWhole ? t(words.passed) : `${state}${summarise(tried)}`,
  };
}
