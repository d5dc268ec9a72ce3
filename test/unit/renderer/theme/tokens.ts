/** The colours of `tokens.css`, in both themes. */
import { readFileSync } from 'node:fs';

export type Theme = 'light' | 'dark';

/** Two colours as a style sheet writes them. */
export const pairs = (css: string) =>
  [...css.matchAll(/light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(([, light = '', dark = '']) => ({
    light,
    dark,
  }));

const css = readFileSync(new URL('../../../../src-renderer/theme/tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--vx-([\w-]+): (light-dark\([^)]*\))/g)].map(([, name = '', value = '']) => [
    name,
    pairs(value)[0],
  ]),
);

export const allTokens = [...tokens.values()];

export function token(name: string, theme: Theme): string {
  const found = tokens.get(name)?.[theme];
  if (found === undefined) throw new Error(`There is no token ${name}.`);
  return found;
}
