/** What a test left unconfirmed, on the ladder. It is read off the runs each time and recorded nowhere else. Pure. */

import type { Connection } from '../credentials/connection';
import type { Rung } from '../organizations/ladder';
import type { ProviderDescriptor } from '../providers/descriptor';
import { messageLines } from '../tests/test-lines';
import type { TestRun } from '../tests/test-run';
import { runsOf } from './live-connection';

/** How many of the newest runs are looked at: a run of some lines alone says nothing about the others. */
export const newestRuns = 20;

/**
 * The rungs, with the one that a test proves unconfirmed when the newest word on a message is that nobody knows whether
 * it arrived, and no message failed. A proof stays a proof; a failure stays one until something was sent after it.
 * @param runs of the clinic, newest first
 */
export function withUnconfirmed(
  descriptor: ProviderDescriptor,
  rungs: readonly Rung[],
  runs: readonly TestRun[],
  tested: Pick<Connection, 'resource' | 'simulated'>,
): Rung[] {
  const own = runs.filter(({ provider }) => provider === descriptor.id);
  const lines = messageLines(descriptor, runsOf(own, tested));
  const open = lines.find(({ step }) => step?.state === 'unconfirmed');
  if (open?.run == null || lines.some(({ step }) => step?.state === 'failed')) return [...rungs];
  const { run, step } = open;
  return rungs.map((rung): Rung => {
    const isTested = descriptor.rungs.some(({ id, provedBy }) => id === rung.id && provedBy === 'test');
    const isOpen = rung.state === 'unproven' || (rung.state === 'disproved' && (rung.checkedAt ?? '') < run.startedAt);
    if (!isTested || !isOpen) return rung;
    const proof = step.detail === '' ? null : step.detail;
    return { ...rung, state: 'unconfirmed', checkedAt: run.finishedAt ?? run.startedAt, proof };
  });
}
