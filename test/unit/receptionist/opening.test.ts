/** What is left of a receptionist that could not be opened: nothing that goes on by itself. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { makeKeyFile, writeKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'voxanne-opening-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

test.each([
  // Nothing listens there.
  ['its database is out of reach', 'receptionist.database-out-of-reach', () => undefined],
  ['its cache file can’t be read', 'receptionist.cache-file', (cacheFile: string) => void mkdirSync(cacheFile)],
])('where %s, no timer is left', async (_, code, prepare) => {
  const [keyFile, cacheFile] = [path.join(folder, 'receptionist.key'), path.join(folder, 'receptionist.cache')];
  const databaseUrl = 'postgres://voxanne_r_nobody@127.0.0.1:1/voxanne';
  const keys = await makeKeyFile(keyFile);
  const pinned = { sequence: 1, hash: '0'.repeat(64) };
  const vault = { version: 1, kind: 'voxanne vault', vaultId: keys.id, databaseUrl, ca: null, pinned } as const;
  writeKeyFile(keyFile, { ...keys, vault });
  prepare(cacheFile);
  const [made, cleared] = [vi.spyOn(globalThis, 'setInterval'), vi.spyOn(globalThis, 'clearInterval')];
  await expect(openReceptionist({ databaseUrl, keyFile, cacheFile })).rejects.toMatchObject({ data: { code } });
  const ended = cleared.mock.calls.map(([timer]) => timer);
  expect(made.mock.results.filter(({ value }) => !ended.includes(value))).toEqual([]);
});
