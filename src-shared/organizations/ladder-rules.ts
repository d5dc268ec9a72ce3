import { momentOf } from '../moments';
import { t } from '../texts/translate';
import type { Rung, RungState } from './ladder';

/** What holds no longer, or not yet: a rung that failed, or one that its provider still reviews. */
const doesNotHold = (state: RungState) => state === 'disproved' || state === 'pending';

/** A proof above a rung that does not hold rested on what is not so: it reads as old, never as good. */
export function withoutUnfoundedProofs<T extends { state: RungState }>(rungs: readonly T[]): T[] {
  const lowest = rungs.findIndex(({ state }) => doesNotHold(state));
  return rungs.map((rung, index) =>
    lowest !== -1 && index > lowest && rung.state === 'proven' ? { ...rung, state: 'stale' } : rung,
  );
}

/**
 * The rungs as they read at a time: a proof that no longer counts is stale.
 * @param spanOf how long a rung's proof counts, in milliseconds
 */
export const aged = (rungs: readonly Rung[], now: Date, spanOf: (rungId: string) => number): Rung[] =>
  withoutUnfoundedProofs(
    rungs.map((rung) => {
      const isOld = rung.checkedAt !== null && now.getTime() - momentOf(rung.checkedAt) > spanOf(rung.id);
      return rung.state === 'proven' && isOld ? { ...rung, state: 'stale' as const } : rung;
    }),
  );

/** True when every rung that this connection has is proven, and there is one. */
export function isProven(rungs: readonly { state: RungState }[]): boolean {
  const needed = rungs.filter(({ state }) => state !== 'not-applicable');
  return needed.length > 0 && needed.every(({ state }) => state === 'proven');
}

/**
 * The rung that decides how a ladder reads: the lowest that failed, otherwise the lowest that is not proven. Undefined
 * where everything that applies is proven.
 */
export const decidingRung = <T extends { state: RungState }>(rungs: readonly T[]): T | undefined =>
  rungs.find(({ state }) => state === 'disproved') ??
  rungs.find(({ state }) => state !== 'proven' && state !== 'not-applicable');

/** Said of a rung that waits for its provider: `In review at Acme`. */
export const reviewWords = (providerName: string): string => t('In review at {name}', { name: providerName });
