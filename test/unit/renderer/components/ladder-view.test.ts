import { describe, expect, it } from 'vitest';
import { shownRungs, summarizeLadder } from '../../../../src-renderer/components/ladder-view';
import { type Ladder, type RungState, rungStateSchema } from '../../../../src-shared/organizations/ladder';
import { providerDescriptors } from '../../../../src-shared/providers';

const ladder = (...states: RungState[]): Ladder => ({
  provider: 'twilio',
  rungs: states.map((state, index) => ({
    id: `rung-${index}`,
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

  it('says a word for each state, so that nothing rests on colour', () => {
    const states = rungStateSchema.options;
    expect(new Set(shownRungs(ladder(...states)).map(({ word }) => word)).size).toBe(states.length);
  });

  it.each<[string, RungState[], { proven: number; of: number; headline: string }]>([
    [
      'nothing tried',
      ['unproven', 'unproven', 'unproven', 'unproven', 'unproven'],
      { proven: 0, of: 5, headline: 'Nothing proven yet' },
    ],
    [
      'half way',
      ['proven', 'proven', 'unproven', 'unproven', 'unproven'],
      { proven: 2, of: 5, headline: 'Next: SMS-capable' },
    ],
    [
      'a failure',
      ['proven', 'proven', 'disproved', 'unproven', 'unproven'],
      { proven: 2, of: 5, headline: 'SMS-capable: failed' },
    ],
    [
      'one old proof',
      ['proven', 'proven', 'proven', 'proven', 'stale'],
      { proven: 4, of: 5, headline: 'Delivered: proof is old' },
    ],
    [
      'a rung in review',
      ['proven', 'proven', 'proven', 'pending', 'stale'],
      { proven: 3, of: 5, headline: 'Registered: in review at Twilio' },
    ],
    ['all proofs old', ['stale', 'stale', 'stale', 'stale', 'stale'], { proven: 0, of: 5, headline: 'Proofs are old' }],
    [
      'a rung that is not needed',
      ['proven', 'proven', 'proven', 'not-applicable', 'proven'],
      { proven: 4, of: 4, headline: 'All proven' },
    ],
  ])('sums up %s in one line', (_, states, expected) => {
    expect(summary(...states)).toEqual(expected);
  });

  it('names a failure before an old proof', () => {
    expect(summary('stale', 'disproved', 'unproven', 'unproven', 'unproven').headline).toBe('Number owned: failed');
  });
});
