/** The rungs that a run proves, as rows to store. */
import type { TestRun } from '../../src-shared/tests/test-run';
import type { MessageChannel } from '../providers/message-channel';
import type { ReadinessCheck } from '../storage/repositories';

export const checksOfRun = (
  { provider, rungsOf }: MessageChannel,
  run: Pick<TestRun, 'steps' | 'subject' | 'recipient' | 'simulated'>,
  at: Date,
): ReadinessCheck[] =>
  rungsOf(run).map(({ id, state, proof }) => ({
    provider,
    rung: id,
    state,
    proof,
    checkedAt: at.toISOString(),
    simulated: run.simulated,
  }));
