/** The catalogue of texts: every text that people read is in it, whole, in each language, and none is left over. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { parseAst } from 'rolldown/parseAst';
import { expect, test } from 'vitest';
import spanish from '../../../src-shared/texts/es.json';
import { type FoundTexts, findTexts } from './found-texts';

const root = path.resolve(import.meta.dirname, '../../..');
/** Stands in for a provider, or is read by programs alone. */
const exempt =
  /^src-main\/(?:simulator\/(?!.*\/(?:scenarios|recipients|conditions)\.ts)|preload\/|storage\/(?:migrations\/|postgres\/schema-sql))/;
/**
 * Words of others: providers and their pages (a guide's own are held by their type), a clinic's messages, licences,
 * shells, names of practice clinics.
 */
const others =
  /^(?:src-shared\/(?:providers\/.*(?:page-errors|permissions|guides)|messaging\/drafts)|src-main\/(?:support\/licences|cli\/completion|providers\/.*permissions|simulator\/.*(?:recipients|scenarios)))\.ts$/;
const files = execFileSync('git', ['ls-files', 'src-main', 'src-renderer', 'src-shared'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.tsx?$/.test(file) && !/\.d\.ts$/.test(file) && !exempt.test(file));

const textsOf = (file: string, source: string): FoundTexts =>
  findTexts(parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' }), {
    isPage: file.startsWith('src-renderer/'),
  });

const found = files.map((file) => ({ file, ...textsOf(file, readFileSync(path.join(root, file), 'utf8')) }));
const said = new Set(found.flatMap(({ texts }) => texts));
const catalogue: Readonly<Record<string, string>> = spanish;

type Part = { type: number; value?: unknown; children?: Part[]; options?: Record<string, { value: Part[] }> };
const namesIn = (message: readonly Part[]): string[] =>
  message.flatMap(({ type, value, children = [], options = {} }) => [
    // A literal (0) and the number of a plural (7) name nothing.
    ...(type === 0 || type === 7 ? [] : [`${type === 8 ? '<>' : ''}${value}`]),
    ...namesIn(children),
    ...Object.values(options).flatMap((option) => namesIn(option.value)),
  ]);
/** The names of a message's values and elements; null for a text that is no message, and is said as it is. */
function parts(text: string): string | null {
  try {
    return [...new Set(namesIn(new IntlMessageFormat(text, 'en').getAst() as Part[]))].sort().join();
  } catch {
    return null;
  }
}

test('every text is in the catalogue', () => {
  expect(said.size).toBeGreaterThan(1_500);
  expect([...said].filter((text) => !Object.hasOwn(catalogue, text))).toEqual([]);
});

test('the catalogue holds no text that nobody says', () => {
  expect(Object.keys(catalogue).filter((text) => !said.has(text))).toEqual([]);
});

test('each translation has the values and elements of its text', () => {
  const differing = Object.entries(catalogue).filter(([text, translated]) => parts(text) !== parts(translated));
  expect(differing).toEqual([]);
});

test('no text that people read stands outside of the catalogue', () => {
  expect(
    found.flatMap(({ file, outside }) => (others.test(file) ? [] : outside.map((text) => `${file}: ${text}`))),
  ).toEqual([]);
});

test('one outside is found: in an element, an attribute, a property, a sentence with values', () => {
  const outside = (source: string) => textsOf('src-renderer/x.tsx', source).outside;
  expect(outside('const a = <p>Read this</p>;')).toEqual(['Read this']);
  expect(outside('const a = <Input label="Name" />;')).toEqual(['Name']);
  expect(outside('const a = { title: "Not found" };')).toEqual(['Not found']);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template in the source that is read
  expect(outside('const a = (name: string) => `Hello ${name}, good day`;')).toEqual(['Hello …, good day']);
  expect(outside('const a = <p className="one two">{t("Read this")}</p>;')).toEqual([]);
});

test('no element of a text has the name of one of its values: one would take the place of the other', () => {
  for (const text of Object.keys(catalogue)) {
    const values = new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name));
    const elements = [...text.matchAll(/<(\w+)>/g)].map(([, name]) => name);
    expect(
      elements.filter((name) => values.has(name)),
      text,
    ).toEqual([]);
  }
});
