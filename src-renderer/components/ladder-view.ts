/** What a ladder shows, without how it is drawn. Pure. */
import type { RungState } from '../../src-shared/organizations/ladder';
import { decidingRung } from '../../src-shared/organizations/ladder-rules';
import type { ProviderId } from '../../src-shared/primitives';
import { providerDescriptors } from '../../src-shared/providers';
import { rungWords, type ShownRung } from '../../src-shared/readiness/shown-rungs';
import { type Text, t } from '../../src-shared/texts/translate';

export { type ShownRung, shownRungs } from '../../src-shared/readiness/shown-rungs';

/**
 * How each rung is drawn. A proof above a rung that failed or is in review is no trouble of its own: it is as quiet as
 * what was never proven. When it was proven stands in its words.
 */
export function drawnStates(rungs: readonly ShownRung[]): RungState[] {
  const broken = rungs.findIndex(({ state }) => state === 'disproved' || state === 'pending');
  return rungs.map(({ state }, index) => (broken !== -1 && index > broken && state === 'stale' ? 'unproven' : state));
}

export type LadderSummary = {
  proven: number;
  /** How many rungs apply to this connection. */
  of: number;
};

export function summarizeLadder(rungs: readonly ShownRung[]): LadderSummary {
  const applicable = rungs.filter((rung) => rung.state !== 'not-applicable');
  return { proven: applicable.filter((rung) => rung.state === 'proven').length, of: applicable.length };
}

/** The same in a cell: one rung is loud, which is the one that decides. Nothing above an open rung is filled. */
export function drawnBriefly(rungs: readonly ShownRung[]): RungState[] {
  const loud = decidingRung(rungs);
  const lowest = rungs.findIndex(({ state }) => isOpen(state));
  return rungs.map((rung, index) => {
    if (rung === loud || rung.state === 'not-applicable') return rung.state;
    return rung.state === 'proven' && (lowest === -1 || index < lowest) ? 'proven' : 'unproven';
  });
}

const isOpen = (state: RungState) => state !== 'proven' && state !== 'not-applicable';

/** The rung that decides in a few words, or how far the ladder is proven. */
export function ladderInBrief(provider: ProviderId, rungs: readonly ShownRung[]): { state: RungState; word: string } {
  const brief = ({ id }: ShownRung) => providerDescriptors[provider].rungs.find((rung) => rung.id === id)?.brief;
  const saidOr = (words: Text | undefined, { word }: ShownRung) => (words === undefined ? word : t(words));
  const open = decidingRung(rungs);
  if (open?.state === 'disproved') return { state: open.state, word: saidOr(brief(open)?.failed, open) };
  if (open?.state === 'pending') return { state: open.state, word: t('In review') };
  if (open) return { state: open.state, word: open.word };
  const top = rungs.findLast((rung) => rung.state === 'proven');
  return top
    ? { state: 'proven', word: saidOr(brief(top)?.proven, top) }
    : { state: 'unproven', word: t(rungWords.unproven) };
}
