/** The names that a state's steps go by, in the language that the page speaks. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';

const catalogue: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../src-shared/texts/es.json'), 'utf8'),
);
const inSpanish = (text: unknown): unknown => {
  if (typeof text === 'string') return said(text, 5);
  if (!(text instanceof RegExp)) return text;
  const [, start = '', words = '', end = ''] = /^(\^?)(.*?)(\$?)$/.exec(text.source) ?? [];
  return catalogue[words] === undefined ? text : new RegExp(`${start}${catalogue[words]}${end}`);
};

const named = new Set(['getByText', 'getByLabel', 'getByPlaceholder']);
const finders = new Set([...named, 'getByRole', 'locator', 'filter', 'first']);

/** The same page or locator, with names in English found in Spanish. Data, such as a clinic's name, stays itself. */
export function spoken<T extends Page | Locator>(held: T): T {
  return new Proxy(held, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== 'function') return value;
      if (!finders.has(String(property))) return value.bind(target);
      const found = (translate: (text: unknown) => unknown) => (what: unknown, options?: Record<string, unknown>) =>
        value.call(
          target,
          named.has(String(property)) ? translate(what) : what,
          options === undefined ? undefined : { ...options, name: translate(options.name) },
        ) as Locator;
      return (what: unknown, options?: Record<string, unknown>) => {
        const said = found(inSpanish)(what, options);
        const isTranslated = inSpanish(what) !== what || inSpanish(options?.name) !== options?.name;
        // A fact of a made-up account is data, though its name is a text of the catalogue as well.
        return spoken(isTranslated ? said.or(found((text) => text)(what, options)).first() : said);
      };
    },
  });
}

/** Texts with values in them, of which enough is left to tell them by. */
const patterns = Object.entries(catalogue)
  .flatMap(([english, spanish]) => {
    const literal = english.replaceAll(/\{\w+\}/g, '');
    const names = english.match(/\{\w+\}/g) ?? [];
    if (names.length === 0 || new Set(names).size < names.length || /[{<]/.test(literal)) return [];
    const source = english.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{(\w+)\}/g, '(?<$1>.+)');
    return [{ pattern: new RegExp(`^${source}$`), spanish, told: literal.length }];
  })
  .sort((a, b) => b.told - a.told);

/** @param least how many letters of a text with values tell it from data */
function said(english: string, least = 12): string {
  const whole = catalogue[english];
  if (whole !== undefined) return whole;
  for (const { pattern, spanish, told } of patterns) {
    if (told < least) continue;
    const values = pattern.exec(english)?.groups;
    if (values !== undefined) return spanish.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  }
  return english;
}

/** What the main process answers, as it says it in Spanish. Names and other data stay themselves. */
export function inSpanishToo<T>(answers: T): T {
  // A word in small letters is for programs.
  if (typeof answers === 'string') return (/^[a-z][\w.-]*$/.test(answers) ? answers : said(answers)) as T;
  if (Array.isArray(answers)) return answers.map(inSpanishToo) as T;
  if (answers === null || typeof answers !== 'object') return answers;
  // A code is the same in every language.
  return Object.fromEntries(
    Object.entries(answers).map(([key, value]) => [
      key,
      /^(id|code|kind|state)$/.test(key) ? value : inSpanishToo(value),
    ]),
  ) as T;
}
