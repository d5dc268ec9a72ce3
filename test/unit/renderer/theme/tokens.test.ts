/** The colours have one source: whatever can't read the tokens has their values. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tokenColours } from '../../../../src-main/token-colours';
import { theme } from '../../../../src-renderer/theme/theme';
import { allTokens, pairs, type Theme, token } from './tokens';

test.each(['light', 'dark'] as const)('the window before its first frame and the pages in the browser, %s', (shown) => {
  for (const [name, colour] of Object.entries(tokenColours[shown]))
    expect([name, colour]).toEqual([name, token(name, shown)]);
});

test.each(['src-renderer/index.html', 'build/window/crashed.html'])('%s, which is drawn before the tokens', (page) => {
  const written = readFileSync(page, 'utf8');
  expect(pairs(written).length).toBeGreaterThan(3);
  expect(
    pairs(written).filter((pair) => !allTokens.some((each) => each?.light === pair.light && each.dark === pair.dark)),
  ).toEqual([]);
  // Every colour is of a pair.
  expect(written.replaceAll(/light-dark\([^)]*\)/g, '')).not.toMatch(/#[\da-f]{6}\b/i);
});

/** Shades of Mantine's colours that are tokens too; the others lie between them. */
const shades: readonly [colour: string, shade: number, name: string, of: Theme][] = [
  ['teal', 3, 'accent', 'dark'],
  ['teal', 8, 'accent', 'light'],
  ['teal', 9, 'accent-hover', 'light'],
  ['gray', 0, 'page', 'light'],
  ['gray', 1, 'sunken', 'light'],
  ['gray', 2, 'hairline', 'light'],
  ['gray', 4, 'control-border', 'light'],
  ['gray', 6, 'text-3', 'light'],
  ['gray', 7, 'text-2', 'light'],
  ['gray', 9, 'text', 'light'],
  ['dark', 0, 'text', 'dark'],
  ['dark', 2, 'text-2', 'dark'],
  ['dark', 3, 'text-3', 'dark'],
  ['dark', 4, 'control-border', 'dark'],
  ['dark', 5, 'hairline', 'dark'],
  ['dark', 6, 'raised', 'dark'],
  ['dark', 7, 'surface', 'dark'],
  ['dark', 8, 'sunken', 'dark'],
  ['dark', 9, 'page', 'dark'],
  ['red', 0, 'bad-tint', 'light'],
  ['red', 3, 'bad', 'dark'],
  ['red', 4, 'bad-fill', 'dark'],
  ['red', 7, 'bad-fill', 'light'],
  ['red', 8, 'bad', 'light'],
];

test('the shades that the library’s components take', () => {
  const written = Object.fromEntries(
    shades.map(([colour, shade]) => [`${colour} ${shade}`, theme.colors?.[colour]?.[shade]]),
  );
  expect(written).toEqual(
    Object.fromEntries(shades.map(([colour, shade, name, of]) => [`${colour} ${shade}`, token(name, of)])),
  );
  expect(theme.black).toBe(token('on-accent', 'dark'));
});
