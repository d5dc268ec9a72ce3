/** States in the lines that people read at a terminal. `--json` has their codes. */
import type { RungState } from '../../src-shared/organizations/ladder';
import type { StepOutcome } from '../../src-shared/tests/test-run';
import { type Text, t, text } from '../../src-shared/texts/translate';

const rungs: Readonly<Record<RungState, Text>> = {
  proven: text('proven'),
  stale: text('stale'),
  disproved: text('disproved'),
  unproven: text('unproven'),
  pending: text('in review'),
  'not-applicable': text('not-applicable'),
  unconfirmed: text('unconfirmed'),
};

const steps: Readonly<Record<StepOutcome | 'waiting' | 'running', Text>> = {
  waiting: text('waiting'),
  running: text('running'),
  passed: text('passed'),
  failed: text('failed'),
  skipped: text('skipped'),
  unconfirmed: text('unconfirmed'),
};

export const rungWord = (state: RungState): string => t(rungs[state]);
export const stepWord = (state: keyof typeof steps): string => t(steps[state]);
