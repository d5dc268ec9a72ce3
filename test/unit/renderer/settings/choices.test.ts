import { expect, it } from 'vitest';
import { intervalChoices, intervalWords, textScaleChoices } from '../../../../src-renderer/screens/settings/choices';

it.each([
  [1, 'Every hour'],
  [6, 'Every 6 hours'],
  [24, 'Every day'],
  [48, 'Every 2 days'],
  [168, 'Every week'],
])('%d hours reads as %s', (hours, words) => expect(intervalWords(hours)).toBe(words));

it('offers a value that was set elsewhere, in its place', () => {
  expect(intervalChoices(30).map(({ value }) => value)).toEqual(['6', '12', '24', '30', '48', '72', '168', '720']);
  expect(textScaleChoices(100)).toHaveLength(6);
});
