import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { crashPageIn } from '../../../../src-main/window/crash-page';
import spanish from '../../../../src-shared/texts/es.json';
import { languages } from '../../../../src-shared/texts/languages';

vi.mock('electron', () => ({ protocol: {} }));
const { contentSecurityPolicy, fileForUrl } = await import('../../../../src-main/window/app-protocol');

const dir = path.resolve('/built/renderer');

test('files of the built page are served', () => {
  expect(fileForUrl(dir, 'app://console/index.html')).toBe(path.join(dir, 'index.html'));
  expect(fileForUrl(dir, 'app://console/')).toBe(path.join(dir, 'index.html'));
  expect(fileForUrl(dir, 'app://console/assets/main-B1c.js?v=1#x')).toBe(path.join(dir, 'assets/main-B1c.js'));
});

test('pages are served in the language of the person, whatever asks for them', () => {
  const served = (name: string) => path.relative(dir, fileForUrl(dir, `app://console/${name}`, 'es') ?? '');
  expect(['', 'index.html', 'index.html?x#y', 'crashed.html', 'crashed.html?graphics'].map(served)).toEqual([
    'index.es.html',
    'index.es.html',
    'index.es.html',
    'crashed.es.html',
    'crashed.es.html',
  ]);
  expect(served('crashed.js')).toBe('crashed.js');
});

test('the page for a window that keeps crashing is there in each language, as it is in English', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../../../build/window/crashed.html'), 'utf8');
  const ids = (html: string) => html.match(/id="\w+"/g);
  for (const language of languages.filter((one) => one !== 'en')) {
    const translated = crashPageIn(language, spanish, page);
    expect(translated).toContain(`<html lang="${language}">`);
    expect(ids(translated)).toEqual(ids(page));
    // What is neither markup nor style is in the other language.
    const said = translated.replace(/<style>.*<\/style>/s, '').replace(/<[^>]*>/g, ' ');
    expect(said).toContain('La ventana dejó de funcionar');
    expect(said).not.toMatch(/\b(?:the|Start|Copy|several)\b/);
  }
  expect(() => crashPageIn('es', spanish, page.replace('Start again.', 'Begin.'))).toThrow('Begin.');
});

test.each([
  ['a parent folder', 'app://console/../secret.js'],
  ['an encoded parent folder', 'app://console/%2e%2e/secret.js'],
  ['an encoded slash', 'app://console/..%2fsecret.js'],
  ['a double-encoded path', 'app://console/%252e%252e/secret.js'],
  ['a backslash', 'app://console/..\\secret.js'],
  ['another host', 'app://console.evil/index.html'],
  ['a look-alike host', 'app://consoleX/index.html'],
  ['another scheme', 'file:///etc/passwd'],
  ['an absolute path', 'app://console//etc/passwd.js'],
  ['a null byte', 'app://console/index.html\0.js'],
  ['a file that is no part of a page', 'app://console/main.cjs'],
  ['a source map', 'app://console/assets/main.js.map'],
  ['a hidden folder', 'app://console/./index.html'],
  ['credentials in front of the host', 'app://user@console/index.html'],
])('%s gets no file', (_what, url) => {
  expect(fileForUrl(dir, url)).toBeNull();
});

test('the policy lets no inline script, no eval and no connection through', () => {
  const directives = new Map(
    contentSecurityPolicy.split('; ').map((directive) => [directive.split(' ')[0], directive]),
  );
  expect(directives.get('script-src')).toBe("script-src 'self'");
  expect(directives.get('connect-src')).toBe("connect-src 'none'");
  expect(directives.get('default-src')).toBe("default-src 'none'");
  expect(contentSecurityPolicy).not.toContain('unsafe-eval');
});
