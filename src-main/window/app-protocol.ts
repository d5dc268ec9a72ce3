/**
 * `app://console`: where the window's page comes from. Files of the built page and nothing else, with the CSP on every
 * answer.
 */
import path from 'node:path';
import { protocol, type Session } from 'electron';
import type { Language } from '../../src-shared/texts/languages';

const appScheme = 'app';
const appHost = 'console';
export const appOrigin = `${appScheme}://${appHost}`;

/**
 * No inline script, no eval, no connection anywhere. Inline styles are allowed because the component library positions
 * its pop-overs with them.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must run before the app is ready. `codeCache` lets V8 keep the compiled page between starts. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Pages that are there once for each language. */
const pages = /^(index|crashed)\.html$/;
const inLanguage = (name: string, language: Language) =>
  language === 'en' ? name : name.replace(pages, `$1.${language}.html`);

/**
 * The file that a URL of ours stands for, or null. Only plain names are let through: anything encoded, any `..`,
 * another host, a query that hides a path are answered with an error, not with a file.
 */
export function fileForUrl(rendererDir: string, requested: string, language: Language = 'en'): string | null {
  const prefix = `${appOrigin}/`;
  if (!requested.startsWith(prefix)) return null;
  const [rawPath = ''] = requested.slice(prefix.length).split(/[?#]/, 1);
  const name = inLanguage(rawPath === '' ? 'index.html' : rawPath, language);
  if (!/^[\w.-]+(\/[\w.-]+)*$/.test(name) || name.split('/').some((part) => /^\.+$/.test(part))) return null;
  if (!contentTypes[path.extname(name)]) return null;
  return path.join(rendererDir, ...name.split('/'));
}

const headersOf = (file: string): Record<string, string> => ({
  'Content-Type': contentTypes[path.extname(file)] ?? 'application/octet-stream',
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
});

/** Chromium's code for a missing file. */
const fileNotFound = -6;

/**
 * Serves the built page to a session. This thread only chooses the file; Chromium reads it on another thread. Why not
 * `protocol.handle`: docs/decisions/0009-a-start-that-waits-for-nothing.md.
 */
export function serveApp(session: Session, rendererDir: string, language: () => Language): void {
  session.protocol.registerFileProtocol(appScheme, ({ method, url }, callback) => {
    const file = method === 'GET' ? fileForUrl(rendererDir, url, language()) : null;
    callback(file === null ? { error: fileNotFound } : { path: file, headers: headersOf(file) });
  });
}
