/** What a ladder shows, worked out apart from how it is drawn. */
import type { Ladder, Rung, RungState } from '../../src-shared/organizations/ladder';
import { reviewWords, withoutUnfoundedProofs } from '../../src-shared/organizations/ladder-rules';
import { providerDescriptors } from '../../src-shared/providers';

export type ShownRung = Rung & { word: string };

/** One word or two for each state, said beside the sign. */
const rungWords: Record<Exclude<RungState, 'pending'>, string> = {
  proven: 'Proven',
  stale: 'Proof is old',
  disproved: 'Failed',
  unproven: 'Not proven yet',
  'not-applicable': 'Not needed',
};

/** The rungs as they may be shown, each with its word. */
export const shownRungs = (ladder: Ladder): ShownRung[] =>
  withoutUnfoundedProofs(ladder.rungs).map((rung) => ({
    ...rung,
    word: rung.state === 'pending' ? reviewWords(providerDescriptors[ladder.provider].name) : rungWords[rung.state],
  }));

export type LadderSummary = {
  proven: number;
  /** How many rungs apply to this connection. */
  of: number;
  /** One line: what is wrong, or how far it is proven. */
  headline: string;
};

export function summarizeLadder(rungs: readonly ShownRung[]): LadderSummary {
  const applicable = rungs.filter((rung) => rung.state !== 'not-applicable');
  const proven = applicable.filter((rung) => rung.state === 'proven').length;
  const failed = applicable.find((rung) => rung.state === 'disproved');
  const waiting = applicable.find((rung) => rung.state === 'pending');
  const old = applicable.find((rung) => rung.state === 'stale');
  const next = applicable.find((rung) => rung.state === 'unproven');
  const headline = failed
    ? `${failed.label}: failed`
    : waiting
      ? `${waiting.label}: ${waiting.word.charAt(0).toLowerCase()}${waiting.word.slice(1)}`
      : old
        ? proven === 0
          ? 'Proofs are old'
          : `${old.label}: proof is old`
        : next
          ? proven === 0
            ? 'Nothing proven yet'
            : `Next: ${next.label}`
          : 'All proven';
  return { proven, of: applicable.length, headline };
}
