import type { RungState } from './ladder';

/** A proof above a rung that failed rested on what is no longer so: it reads as old, never as good. */
export function withoutProofAboveFailure<T extends { state: RungState }>(rungs: readonly T[]): T[] {
  const failed = rungs.findIndex(({ state }) => state === 'disproved');
  return rungs.map((rung, index) =>
    failed !== -1 && index > failed && rung.state === 'proven' ? { ...rung, state: 'stale' } : rung,
  );
}
