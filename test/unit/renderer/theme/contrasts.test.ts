/** The colours of both themes, measured: words, what can be pressed, and shapes stand out from what they lie on. */
import { describe, expect, test } from 'vitest';
import { token } from './tokens';

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ['page', 'surface', 'raised', 'sunken', 'hover'];
const tints = ['accent-tint', 'good-tint', 'warning-tint', 'bad-tint', 'info-tint', 'neutral-tint'];

/** The contrasts of the drawn design, light and dark. */
const drawn: [name: string, ground: string, light: number, dark: number][] = [
  ['text', 'surface', 16.7, 14.9],
  ['text-2', 'surface', 7.9, 9.4],
  ...tints.map((tint): [string, string, number, number] => ['text-2', tint, 7, 7]),
  ['text-3', 'surface', 5.6, 6.9],
  ...tints.map((tint): [string, string, number, number] => ['text-3', tint, 4.9, 4.9]),
  ['accent', 'surface', 7.5, 8.9],
  ['good', 'good-tint', 5.8, 8.4],
  ['warning', 'warning-tint', 6.1, 9],
  ['bad', 'bad-tint', 6.2, 8.3],
  ['info', 'info-tint', 6.3, 8.6],
  ['practice', 'practice-tint', 7.9, 9],
  ['control-border', 'surface', 3.4, 4.2],
  ['rung', 'surface', 3.7, 4.4],
  ['rung-empty', 'surface', 3.8, 4.2],
  ['focus', 'surface', 7.5, 10.7],
];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const colour = (name: string) => token(name, theme);
  const faint = (pairs: readonly (readonly [string, string])[], least: number) =>
    pairs
      .map(([one, other]) => ({ pair: `${one} on ${other}`, ratio: contrast(colour(one), colour(other)) }))
      .filter(({ ratio }) => ratio < least)
      .map(({ pair, ratio }) => `${pair}: ${ratio.toFixed(2)}`);
  const on = (names: readonly string[], grounds: readonly string[]) =>
    names.flatMap((name) => grounds.map((ground) => [name, ground] as const));

  test('words reach 7 in the first two greys, and 4.5 in the third, on every surface', () => {
    expect(faint(on(['text', 'text-2'], surfaces), 7)).toEqual([]);
    expect(faint(on(['text', 'text-2', 'text-3', 'neutral'], [...surfaces, ...tints]), 4.5)).toEqual([]);
  });

  test('what can be pressed, and words on filled buttons, reach 4.5', () => {
    expect(faint(on(['accent'], [...surfaces, 'accent-tint']), 4.5)).toEqual([]);
    expect(
      faint(
        [
          ['on-accent', 'accent'],
          ['on-accent', 'accent-hover'],
          ['on-bad', 'bad-fill'],
          ['on-bad', 'bad'],
        ],
        4.5,
      ),
    ).toEqual([]);
  });

  test('words of a status reach 4.5 on their own tint and on every surface', () => {
    const words = ['good', 'warning', 'bad', 'info'];
    expect(faint([...on(words, surfaces), ...words.map((word) => [word, `${word}-tint`] as const)], 4.5)).toEqual([]);
  });

  test('shapes reach 3: borders of fields, switches, steps of a ladder and the focus', () => {
    const cards = ['page', 'surface', 'raised'];
    expect(faint(on(['control-border', 'rung', 'rung-empty', 'accent'], cards), 3)).toEqual([]);
    expect(faint(on(['focus'], [...surfaces, 'rail']), 3)).toEqual([]);
  });

  test('words of the practice banner reach 7 on their tint, and 4.5 on every surface', () => {
    expect(faint([['practice', 'practice-tint']], 7)).toEqual([]);
    expect(faint(on(['practice'], surfaces), 4.5)).toEqual([]);
  });

  test.each(drawn)('%s on %s is at least as clear as it was drawn', (one, other, light, dark) => {
    // Drawn to one decimal.
    expect(contrast(colour(one), colour(other))).toBeGreaterThanOrEqual((theme === 'light' ? light : dark) - 0.05);
  });
});
