/** The window's rules that no compiler checks. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../../../src-renderer');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name: name.split(path.sep).join('/'), text: readFileSync(path.join(root, name), 'utf8') }));

it('sets no HTML by string and makes no code of text', () => {
  const forbidden = /dangerouslySetInnerHTML|\.innerHTML\s*=|\beval\(|new Function\(/;
  expect(files.filter(({ text }) => forbidden.test(text)).map(({ name }) => name)).toEqual([]);
});

it('fetches nothing from a network', () => {
  const page = readFileSync(path.join(root, 'index.html'), 'utf8');
  expect(page).not.toMatch(/https?:\/\//);
  expect(
    files.filter(({ text }) => /\bfetch\(|XMLHttpRequest|WebSocket|EventSource/.test(text)).map(({ name }) => name),
  ).toEqual([]);
});

it('has one element of a button that can be disabled: it does not lose the focus by it', () => {
  const own = files
    .filter(({ text }) => /<button\b[^>]*?\sdisabled=/s.test(text.replaceAll('=>', '')))
    .map(({ name }) => name);
  // The page that is shown in the place of a broken one uses no code of the others; its button is only disabled before
  // it is first used.
  expect(own).toEqual(['shell/broken-page.tsx', 'theme/held-button.tsx']);
});
