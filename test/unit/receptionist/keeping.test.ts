/** What a receptionist keeps in its cache file while its keys change. */
import { existsSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type CacheContents, createCacheFile } from '../../../src-receptionist/cache-file';
import { createKeeping } from '../../../src-receptionist/keeping';
import { makeKeyFile } from '../../../src-receptionist/key-file';
import { newIdentity } from '../../../src-shared/shared-vault/identity';

const clinicId = '0198c7a0-0000-7000-8000-000000000001';
const contents = (sealed: string | null, revision: number): CacheContents => ({
  version: 1,
  readAt: '2026-11-30T12:00:00.000Z',
  head: { sequence: 1, hash: '0'.repeat(64) },
  log: [],
  rows: [
    {
      organization_id: clinicId,
      machine_id: clinicId,
      provider: 'google',
      credential_id: clinicId,
      revision,
      head_sequence: 1,
      head_hash: '0'.repeat(64),
      signer: clinicId,
      sealed,
      signature: '1'.repeat(128),
    },
  ],
  pins: [{ clinicId, provider: 'google', revision, signature: '1'.repeat(128) }],
});

/** A machine whose file has one connection. `now` is what it knows. */
async function keepingIn(name: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'voxanne-keeping-'));
  const keyFile = path.join(folder, 'machine.json');
  const machine = await makeKeyFile(keyFile);
  const cacheFile = path.join(folder, name);
  const told: unknown[] = [];
  const now = { contents: contents('ab', 1) };
  const keeping = createKeeping({
    keyFile,
    cacheFile,
    machine,
    knowledge: { contents: () => now.contents },
    replaced: { all: () => [] },
    vouching: { words: () => undefined },
    problem: (thrown) => void told.push(thrown),
  });
  return { keeping, cacheFile, machine, now, told };
}

test('with other keys the file is sealed anew, also where nothing else changed', async () => {
  const { keeping, cacheFile, now } = await keepingIn('cache');
  keeping.keep(0);
  const keys = await newIdentity();
  keeping.changeTo(keys);
  expect(createCacheFile(cacheFile, keys).read()).toMatchObject(now.contents);
});

test.skipIf(process.platform === 'win32')(
  'what is revoked while the keys change, and can’t be written, is in no file any more',
  async () => {
    // The system takes names of 255 bytes; the part that becomes the file has a longer one.
    const { keeping, cacheFile, machine, now, told } = await keepingIn('f'.repeat(250));
    const short = path.join(path.dirname(cacheFile), 'short');
    createCacheFile(short, machine.keys).replace(() => now.contents);
    renameSync(short, cacheFile);
    expect(keeping.earlier(() => undefined)).toMatchObject(now.contents);
    now.contents = contents(null, 2);
    keeping.changeTo(await newIdentity());
    expect(told).toHaveLength(1);
    expect(existsSync(cacheFile)).toBe(false);
  },
);

test.skipIf(process.platform === 'win32')('what could not be written is tried again, and told each time', async () => {
  const { keeping, told } = await keepingIn('f'.repeat(250));
  keeping.keep(0);
  keeping.keep(0);
  expect(told).toHaveLength(2);
  expect(keeping.unkept()).not.toBeNull();
});
