/** The rules of ARCHITECTURE.md that a compiler can't keep. The source itself is read. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

function sources(folder: string): { file: string; text: string }[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
}

const main = sources('src-main');
const renderer = sources('src-renderer');
const shared = sources('src-shared');
const filesWith = (files: { file: string; text: string }[], pattern: RegExp) =>
  files.filter(({ text }) => pattern.test(text)).map(({ file }) => file);
const imports = (name: string) => new RegExp(`from '[^']*${name}'|import\\('[^']*${name}'\\)`);

describe('one door on each side', () => {
  test('ipcMain is imported in one place', () => {
    expect(filesWith(main, /\bipcMain\b/)).toEqual(['src-main/ipc/register.ts']);
  });
  test('ipcRenderer is used in the preload alone', () => {
    expect(filesWith([...main, ...renderer, ...shared], /\bipcRenderer\b/)).toEqual(['src-main/preload/preload.ts']);
  });
  test('only bridge.ts reads the bridge', () => {
    expect(filesWith(renderer, /window\.voxanne|globalThis\.voxanne/)).toEqual(['src-renderer/bridge.ts']);
  });
  test('external links are opened in one place', () => {
    expect(filesWith(main, /openExternal\(/)).toEqual(['src-main/window/external-links.ts']);
  });
});

describe('what may know what', () => {
  test('Electron is known to the shell alone', () => {
    const allowed = /^src-main\/((main|desktop|headless)\.ts|(window|ipc|preload)\/)/;
    expect(filesWith(main, /from 'electron'/).filter((file) => !allowed.test(file))).toEqual([]);
    expect(filesWith([...renderer, ...shared], /from 'electron'/)).toEqual([]);
  });
  test('shared code depends on nobody who uses it', () => {
    expect(filesWith(shared, /from '[^']*src-(main|renderer)/)).toEqual([]);
  });
  test('the window and the main process meet only in shared code', () => {
    expect(filesWith(renderer, /from '[^']*src-main/)).toEqual([]);
    expect(filesWith(main, /from '[^']*src-renderer/)).toEqual([]);
  });
  test('crypto knows neither storage nor vault, and storage does not know the vault', () => {
    const importers = (room: string, pattern: RegExp) =>
      filesWith(
        main.filter(({ file }) => file.startsWith(`src-main/${room}/`)),
        pattern,
      );
    expect(importers('crypto', /from '\.\.\/(?!\.\.\/src-shared\/)/)).toEqual([]);
    expect(importers('storage', /'[^']*\/vault\/(?!vault-(errors|state)')[^']*'/)).toEqual([]);
  });
  test('keytar is known to its key store alone', () => {
    expect(filesWith(main, imports('keytar'))).toEqual(['src-main/vault/keychain/keytar-key-store.ts']);
  });
  test('a provider’s package is known to that provider alone, and loaded only when needed', () => {
    const users = filesWith(main, /import\('twilio'\)/);
    expect(users.every((file) => file.startsWith('src-main/providers/twilio/'))).toBe(true);
    const eager = main.filter(({ text }) =>
      /^import (?!type\b)[^;]*from '(twilio|@googleapis\/|google-auth-library|gaxios)/m.test(text),
    );
    expect(eager.map(({ file }) => file)).toEqual([]);
  });
  test('services do not know each provider by name: vault, storage and the IPC door never say Twilio or Google', () => {
    const neutral = main.filter(
      ({ file }) =>
        /^src-main\/(vault|storage|ipc|credentials|organizations)\//.test(file) && !file.includes('/migrations/'),
    );
    expect(
      neutral.filter(({ text }) => /from '[^']*providers\/(?:twilio|google)/.test(text)).map(({ file }) => file),
    ).toEqual([]);
  });
});
