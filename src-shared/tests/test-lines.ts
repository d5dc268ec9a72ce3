/** The lines of a test as they stand after its runs. Pure. */
import type { ProviderDescriptor, TestDescriptor, TestStepDescriptor } from '../providers/descriptor';
import { type TestRun, type TestStep, wasSelected } from './test-run';

/** A line that no run has tried yet has neither step nor run. */
export type TestLine = { about: TestStepDescriptor } & ({ step: TestStep; run: TestRun } | { step: null; run: null });

/** The newest word on each line. @param runs newest first; a run of some lines alone says nothing about the others */
export function testLines({ steps }: Pick<TestDescriptor, 'steps'>, runs: readonly TestRun[]): TestLine[] {
  return steps.map((about) => {
    for (const run of runs) {
      const step = run.steps.find((candidate) => candidate.id === about.id && wasSelected(candidate));
      if (step !== undefined) return { about, step, run };
    }
    return { about, step: null, run: null };
  });
}

/** Lines of a test that send a message. What the others look at is on the ladder already. */
export const messageLines = (
  { messages, test }: Pick<ProviderDescriptor, 'messages' | 'test'>,
  runs: readonly TestRun[],
): TestLine[] =>
  messages === undefined || test === undefined
    ? []
    : testLines(test, runs).filter(({ about }) => about.sends === 'message');
