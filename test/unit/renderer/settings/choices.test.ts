import { expect, it } from 'vitest';
import {
  deliveryChoices,
  hourChoices,
  intervalChoices,
  intervalWords,
  textScaleChoices,
} from '../../../../src-renderer/screens/settings/choices';
import { setLanguage } from '../../../../src-shared/texts/set-language';

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
  expect(deliveryChoices(30).map(({ label }) => label)).toEqual(['7 days', '30 days', '90 days']);
  expect(deliveryChoices(1).map(({ label }) => label)).toEqual(['1 day', '7 days', '30 days', '90 days']);
});

it('quiet hours are written as the clocks of the person, and kept as they are stored', async () => {
  const label = (time: string) =>
    hourChoices(time)
      .find(({ value }) => value === time)
      ?.label.replaceAll(/\s/gu, ' ');
  expect(['00:00', '07:00', '20:00', '21:30'].map(label)).toEqual(['12:00 AM', '7:00 AM', '8:00 PM', '9:30 PM']);
  await setLanguage('es');
  expect(label('20:00')).toBe('8:00 p.m.');
  await setLanguage('en');
});
