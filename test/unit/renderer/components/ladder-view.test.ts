import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawnBriefly,
  drawnStates,
  ladderInBrief,
  shownRungs,
  summarizeLadder,
} from '../../../../src-renderer/components/ladder-view';
import { type Ladder, type RungState, rungStateSchema } from '../../../../src-shared/organizations/ladder';
import { isProven } from '../../../../src-shared/organizations/ladder-rules';
import { allProviders, providerDescriptors } from '../../../../src-shared/providers';

const ladder = (...states: RungState[]): Ladder => ({
  provider: 'twilio',
  rungs: states.map((state, index) => ({
    id: providerDescriptors.twilio.rungs[index]?.id ?? `rung-${index}`,
    label: providerDescriptors.twilio.rungs[index]?.label ?? '',
    state,
    checkedAt: null,
    proof: null,
  })),
});
const summary = (...states: RungState[]) => summarizeLadder(shownRungs(ladder(...states)));

describe('the ladder', () => {
  it('shows no proof above a failed rung as good: it held before, and may not now', () => {
    const shown = shownRungs(ladder('proven', 'disproved', 'proven', 'unproven', 'proven')).map(({ state }) => state);
    expect(shown).toEqual(['proven', 'disproved', 'stale', 'unproven', 'stale']);
  });

  it('is loud at the rung that failed or is in review, and quiet above it', () => {
    const drawn = (...states: RungState[]) => drawnStates(shownRungs(ladder(...states)));
    expect(drawn('disproved', 'proven', 'stale', 'unproven', 'proven')).toEqual([
      'disproved',
      'unproven',
      'unproven',
      'unproven',
      'unproven',
    ]);
    expect(drawn('proven', 'pending', 'proven', 'disproved', 'proven')).toEqual([
      'proven',
      'pending',
      'unproven',
      'disproved',
      'unproven',
    ]);
    expect(drawn('stale', 'proven', 'stale', 'proven', 'stale')).toEqual([
      'stale',
      'proven',
      'stale',
      'proven',
      'stale',
    ]);
  });

  it.each<[string, RungState[], RungState[]]>([
    [
      'old proofs',
      ['proven', 'stale', 'stale', 'stale', 'stale'],
      ['proven', 'stale', 'unproven', 'unproven', 'unproven'],
    ],
    [
      'a rung of no need and one that is open',
      ['proven', 'not-applicable', 'unproven', 'pending', 'proven'],
      ['proven', 'not-applicable', 'unproven', 'unproven', 'unproven'],
    ],
    [
      'a failure above an old proof',
      ['proven', 'stale', 'disproved', 'unproven', 'unproven'],
      ['proven', 'unproven', 'disproved', 'unproven', 'unproven'],
    ],
    [
      'an unconfirmed text',
      ['proven', 'proven', 'proven', 'proven', 'unconfirmed'],
      ['proven', 'proven', 'proven', 'proven', 'unconfirmed'],
    ],
    ['everything proven', ['proven', 'not-applicable', 'proven'], ['proven', 'not-applicable', 'proven']],
  ])('has one loud rung in a cell: %s', (_, states, expected) => {
    expect(drawnBriefly(shownRungs(ladder(...states)))).toEqual(expected);
  });

  it('is loud in a cell at one rung at most, fills nothing above an open one, and words the loud one', () => {
    const quiet: readonly RungState[] = ['proven', 'unproven', 'not-applicable'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...rungStateSchema.options), { maxLength: 5 }), (states) => {
        const rungs = shownRungs(ladder(...states));
        const drawn = drawnBriefly(rungs);
        const loud = drawn.filter((state) => !quiet.includes(state));
        expect(loud.length).toBeLessThanOrEqual(1);
        if (loud[0] !== undefined) expect(ladderInBrief('twilio', rungs).state).toBe(loud[0]);
        const lowest = rungs.findIndex(({ state }) => state !== 'proven' && state !== 'not-applicable');
        if (lowest !== -1) expect(drawn.slice(lowest)).not.toContain('proven');
      }),
    );
  });

  it('says a word for each state, so that nothing rests on colour', () => {
    const states = rungStateSchema.options;
    expect(new Set(shownRungs(ladder(...states)).map(({ word }) => word)).size).toBe(states.length);
  });

  it('counts what is proven among what is needed', () => {
    expect(summary('proven', 'proven', 'unproven', 'not-applicable', 'stale')).toEqual({ proven: 2, of: 4 });
  });

  it.each<[string, RungState[], { state: RungState; word: string }]>([
    [
      'nothing tried',
      ['unproven', 'unproven', 'unproven', 'unproven', 'unproven'],
      { state: 'unproven', word: 'Not proven yet' },
    ],
    [
      'half way',
      ['proven', 'proven', 'proven', 'not-applicable', 'unproven'],
      { state: 'unproven', word: 'Not proven yet' },
    ],
    [
      'a failure',
      ['proven', 'proven', 'proven', 'disproved', 'unproven'],
      { state: 'disproved', word: 'Not registered' },
    ],
    ['one old proof', ['proven', 'proven', 'proven', 'proven', 'stale'], { state: 'stale', word: 'Proof is old' }],
    ['a rung in review', ['proven', 'proven', 'proven', 'pending', 'stale'], { state: 'pending', word: 'In review' }],
    [
      'an unconfirmed text',
      ['proven', 'proven', 'proven', 'proven', 'unconfirmed'],
      { state: 'unconfirmed', word: 'Unconfirmed' },
    ],
    [
      'the lowest that is open, whatever stands above it',
      ['proven', 'unproven', 'pending', 'stale', 'unconfirmed'],
      { state: 'unproven', word: 'Not proven yet' },
    ],
    ['all proven', ['proven', 'proven', 'proven', 'not-applicable', 'proven'], { state: 'proven', word: 'Delivered' }],
    [
      'a failure beside an old proof',
      ['stale', 'disproved', 'unproven', 'unproven', 'unproven'],
      { state: 'disproved', word: 'No number' },
    ],
  ])('says %s in a few words', (_, states, expected) => {
    expect(ladderInBrief('twilio', shownRungs(ladder(...states)))).toEqual(expected);
  });

  it('never calls a ladder good that has an open rung', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...rungStateSchema.options), { maxLength: 5 }), (states) => {
        const rungs = shownRungs(ladder(...states));
        expect(ladderInBrief('twilio', rungs).state === 'proven').toBe(isProven(rungs));
      }),
    );
  });

  it('has words of every provider that fit into a cell', () => {
    for (const { rungs } of allProviders)
      for (const { brief } of rungs)
        for (const word of [brief.proven, brief.failed]) expect(word.length).toBeLessThanOrEqual(15);
  });
});
