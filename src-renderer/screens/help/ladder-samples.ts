/** A ladder in each of its states, for the page that explains them. */
import type { RungState } from '../../../src-shared/organizations/ladder';
import { type Text, text } from '../../../src-shared/texts/translate';

type LadderSample = { states: readonly RungState[]; word: Text; text: Text };

const proven = 'proven';

export const ladderSamples: readonly LadderSample[] = [
  {
    states: [proven, proven, proven, proven, proven],
    word: text('Proven'),
    text: text('An answer of the provider, or a test, has shown it.'),
  },
  {
    states: [proven, proven, proven, 'unproven', 'unproven'],
    word: text('Not proven yet'),
    text: text('Nothing has shown it yet. A check or the test does.'),
  },
  {
    states: [proven, proven, 'pending', 'unproven', 'unproven'],
    word: text('In review'),
    text: text('The provider still decides. There is nothing to do but to wait.'),
  },
  {
    states: [proven, proven, proven, proven, 'unconfirmed'],
    word: text('Unconfirmed'),
    text: text('It was sent, and nobody knows whether it arrived. Enter the code from the phone, or look it up.'),
  },
  {
    states: [proven, proven, proven, proven, 'stale'],
    word: text('Proof is old'),
    text: text('It was proven, longer ago than a proof counts. Check or test it again.'),
  },
  {
    states: [proven, 'disproved', 'unproven', 'unproven', 'unproven'],
    word: text('Failed'),
    text: text('It was shown not to work. Nothing above it counts as proven.'),
  },
  {
    states: [],
    word: text('Not needed'),
    text: text('A person decided that the clinic does without it. It can be wanted again.'),
  },
];
