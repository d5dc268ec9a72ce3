/** How long a proof counts. Pure. */
import type { ProviderDescriptor } from '../providers/descriptor';

/**
 * What only a person's test can renew, for example a delivered text or the evidence that it left, counts for 30 days,
 * or longer by the setting. A check that finds the opposite still turns the rung red at once.
 */
const testProofMs = 30 * 24 * 3_600_000;

/** @param intervalMs within which a check renews its proofs */
export const proofSpan =
  ({ rungs }: Pick<ProviderDescriptor, 'rungs'>, intervalMs: number) =>
  (rungId: string): number => {
    const rung = rungs.find(({ id }) => id === rungId);
    const isTested = rung?.provedBy === 'test' || rung?.evidence !== undefined;
    return isTested ? Math.max(intervalMs, testProofMs) : intervalMs;
  };
