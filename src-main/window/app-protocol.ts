/** `app://console`: where the window's page comes from. Files of the built page and nothing else, with the CSP on every answer. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { protocol, type Session } from 'electron';

export const appScheme = 'app';
export const appHost = 'console';
export const appOrigin = `${appScheme}://${appHost}`;

/** No inline script, no eval, no connection anywhere. Inline styles are allowed because the component library positions its pop-overs with them. */
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
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
}

/**
 * The file that a URL of ours stands for, or null. Only plain names are let through: anything encoded, any `..`, another host,
 * a query that hides a path are answered with an error, not with a file.
 */
export function fileForUrl(rendererDir: string, requested: string): string | null {
  const prefix = `${appOrigin}/`;
  if (!requested.startsWith(prefix)) return null;
  const [rawPath = ''] = requested.slice(prefix.length).split(/[?#]/, 1);
  const name = rawPath === '' ? 'index.html' : rawPath;
  if (!/^[\w.-]+(\/[\w.-]+)*$/.test(name) || name.split('/').some((part) => /^\.+$/.test(part))) return null;
  if (!contentTypes[path.extname(name)]) return null;
  return path.join(rendererDir, ...name.split('/'));
}

type Answer = { statusCode: number; data: Buffer; headers: Record<string, string> };

const answer = (statusCode: number, data: Buffer, type: string): Answer => ({
  statusCode,
  data,
  headers: {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-cache',
  },
});

const refusal = (statusCode: number, text: string) => answer(statusCode, Buffer.from(text), 'text/plain');

function answerTo(method: string, url: string, rendererDir: string): Answer {
  if (method !== 'GET') return refusal(405, 'Only GET.');
  const file = fileForUrl(rendererDir, url);
  if (!file) return refusal(404, 'Not found.');
  try {
    return answer(200, readFileSync(file), contentTypes[path.extname(file)] ?? 'application/octet-stream');
  } catch {
    return refusal(404, 'Not found.');
  }
}

/** Serves the built page to a session. Why not `protocol.handle`: docs/decisions/0009-a-start-that-waits-for-nothing.md. */
export function serveApp(session: Session, rendererDir: string): void {
  session.protocol.registerBufferProtocol(appScheme, ({ method, url }, callback) => {
    callback(answerTo(method, url, rendererDir));
  });
}
