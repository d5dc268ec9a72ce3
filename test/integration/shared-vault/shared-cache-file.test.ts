/** Several processes of one machine keep what they see in one cache file: none takes away what another one saw. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CacheContents, createCacheFile } from '../../../src-receptionist/cache-file';
import { makeKeyFile } from '../../../src-receptionist/key-file';
import { bundleChild } from '../storage/bundle-child';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'voxanne-shared-cache-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a process that was killed in its turn holds nobody up', async () => {
  const { keys } = await makeKeyFile(path.join(folder, 'one.key'));
  const file = path.join(folder, 'one.cache');
  const contents: CacheContents = {
    version: 1,
    readAt: '2026-12-01T12:00:00.000Z',
    head: { sequence: 1, hash: '0'.repeat(64) },
    ...{ log: [], rows: [], pins: [] },
  };
  const cache = createCacheFile(file, keys);
  const { pid } = spawnSync(process.execPath, ['--version']);
  for (const [by, age] of [
    [`${pid} ${hostname()}`, 0],
    [`${process.pid} ${hostname()}`, 60_000],
    ['1 elsewhere', 60_000],
    ['', 60_000],
  ] as const) {
    writeFileSync(`${file}.lock`, by);
    const at = new Date(Date.now() - age);
    utimesSync(`${file}.lock`, at, at);
    cache.replace(() => contents);
  }
  expect(cache.read()).toEqual(contents);
  // One that can't be taken away is told.
  mkdirSync(`${file}.lock`);
  utimesSync(`${file}.lock`, 0, 0);
  expect(() => cache.replace(() => contents)).toThrow('can’t be used');
  rmdirSync(`${file}.lock`);
  expect(readdirSync(folder)).toEqual(['one.cache', 'one.key']);
});

test('what three processes saw at the same time is all there', async () => {
  const bundle = await bundleChild('../shared-vault/keeping-child.ts');
  const keyFile = path.join(folder, 'three.key');
  const cacheFile = path.join(folder, 'three.cache');
  const { keys } = await makeKeyFile(keyFile);
  const clinics = Array.from({ length: 3 }, () => Array.from({ length: 60 }, () => uuidv7()));
  const ends = await Promise.all(
    clinics.map((own) =>
      once(spawn(process.execPath, [bundle, keyFile, cacheFile, ...own], { stdio: 'inherit' }), 'exit'),
    ),
  );
  expect(ends).toEqual(clinics.map(() => [0, null]));
  const kept = createCacheFile(cacheFile, keys).read();
  const pinned = typeof kept === 'string' ? kept : kept.pins.map(({ clinicId }) => clinicId).toSorted();
  expect(pinned).toEqual(clinics.flat().toSorted());
}, 120_000);
