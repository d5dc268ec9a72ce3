/** What is known of the recovery kit: when one was saved last, and whether it is time for another. */
import { type KnownKit, kitWarning, type Warning } from '../credentials/warnings';
import type { WatchRepository } from '../storage/repositories';

/** The mark under which it is kept. */
export const kitSubject = 'kit';
const dayMs = 24 * 3_600_000;

type Kit = Awaited<ReturnType<WatchRepository['kit']>>;
/** What an age counts from, for the kit of this time or for none, and the provider's time when it was seen last. */
type Seen = { counted: string; from: number; at: number };

const countedOf = ({ savedAt }: Kit) => savedAt ?? 'none';

function seenOf(mark: string | undefined): Seen | null {
  const [counted = '', from = '', at = ''] = (mark ?? '').split(' ');
  return counted === '' ? null : { counted, from: Number(from), at: Number(at) };
}

const known = (kit: Kit, from: number): KnownKit => ({
  savedAt: kit.savedAt === null ? null : from,
  since: kit.since === null ? null : from,
});

/**
 * Looks at the kit at a provider's time. Times that this computer's clock gave while it was ahead count from when they
 * were seen first.
 * @returns the mark to keep (null: as it is; absent: none), and the warnings there are with a given slack
 */
export function lookAtKit(mark: string | undefined, kit: Kit, at: number) {
  const seen = seenOf(mark);
  const counted = countedOf(kit);
  const from = seen?.counted === counted ? seen.from : Math.min(at, Date.parse(kit.savedAt ?? kit.since ?? ''));
  const isKept = seen?.counted === counted && Math.abs(at - seen.at) < dayMs;
  const warned = (slack: number): Warning[] =>
    [kitWarning(known(kit, from), at, slack)].filter((warning) => warning !== null);
  if (kit.since === null) return { mark: undefined, warned };
  return { mark: isKept ? null : `${counted} ${from} ${at}`, warned };
}

/** The kit as checks saw it last; this computer's clock is not asked. */
export function kitState(mark: string | undefined, kit: Kit): { savedAt: string | null; warning: Warning | null } {
  const seen = seenOf(mark);
  const isSeen = seen !== null && seen.counted === countedOf(kit);
  return { savedAt: kit.savedAt, warning: isSeen ? kitWarning(known(kit, seen.from), seen.at) : null };
}
