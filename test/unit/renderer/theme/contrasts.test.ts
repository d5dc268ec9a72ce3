/** The colours of both themes, measured: words, what can be pressed, and shapes stand out from what they lie on. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('../../../../src-renderer/theme/tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--vx-([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light, dark },
  ]),
);

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

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const colour = (name: string) => {
    const found = tokens.get(name)?.[theme];
    if (found === undefined) throw new Error(`There is no token ${name}.`);
    return found;
  };
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
  });
});
