/** The rungs of a ladder as they may be shown. Pure. */

import type { Ladder, Rung, RungState } from '../organizations/ladder';
import { reviewWords, withoutUnfoundedProofs } from '../organizations/ladder-rules';
import { providerDescriptors } from '../providers';
import { type Text, t, text } from '../texts/translate';

export type ShownRung = Rung & { word: string };

/** One word or two for each state, said beside the sign. */
export const rungWords: Record<Exclude<RungState, 'pending'>, Text> = {
  proven: text('Proven'),
  stale: text('Proof is old'),
  disproved: text('Failed'),
  unproven: text('Not proven yet'),
  'not-applicable': text('Not needed'),
  unconfirmed: text('Unconfirmed'),
};

/** The rungs as they may be shown, each with its word. */
export const shownRungs = (ladder: Ladder): ShownRung[] =>
  withoutUnfoundedProofs(ladder.rungs).map((rung) => ({
    ...rung,
    word: rung.state === 'pending' ? reviewWords(providerDescriptors[ladder.provider].name) : t(rungWords[rung.state]),
  }));
