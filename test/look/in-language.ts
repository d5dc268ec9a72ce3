/** The names that a state's steps go by, in the language that the page speaks. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';

const catalogue: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../src-shared/texts/es.json'), 'utf8'),
);
const inSpanish = (text: unknown): unknown => (typeof text === 'string' ? (catalogue[text] ?? text) : text);

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
