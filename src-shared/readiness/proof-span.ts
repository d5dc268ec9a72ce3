/** How long a proof counts. Pure. */
import type { ProofSpans } from '../organizations/proof-spans';
import type { ProviderDescriptor } from '../providers/descriptor';
import type { Settings } from '../settings/settings';

const hourMs = 3_600_000;

/** The spans as the person set them. */
export const proofSpansOf = ({
  checkIntervalHours,
  deliveryDays,
}: Pick<Settings, 'checkIntervalHours' | 'deliveryDays'>): ProofSpans => ({
  checkMs: checkIntervalHours * hourMs,
  testMs: deliveryDays * 24 * hourMs,
});

/** A check that finds the opposite still turns the rung red at once. */
export const proofSpan =
  ({ rungs }: Pick<ProviderDescriptor, 'rungs'>, { checkMs, testMs }: ProofSpans) =>
  (rungId: string): number => {
    const rung = rungs.find(({ id }) => id === rungId);
    if (rung?.provedBy === 'test') return testMs;
    // A check may prove it as well: no proof of one is old before the next check is due.
    return rung?.evidence === undefined ? checkMs : Math.max(checkMs, testMs);
  };
