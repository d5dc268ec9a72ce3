/** The rungs of a ladder as they may be shown. Pure. */
import type { Ladder, Rung, RungState } from '../organizations/ladder';
import { reviewWords, withoutUnfoundedProofs } from '../organizations/ladder-rules';
import { providerDescriptors } from '../providers';

export type ShownRung = Rung & { word: string };

/** One word or two for each state, said beside the sign. */
export const rungWords: Record<Exclude<RungState, 'pending'>, string> = {
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
