/**
 * One bit anywhere, as a failing disk flips it. In the log it is noticed at the next start, or costs no more than the
 * last change, as a power cut does. In the database it is noticed at the start or, where SQLite has nothing to check a
 * value by, when it is used: a secret opens as it was, or says that it does not. In no case is a file changed that is
 * not understood.
 *
 * `VOXANNE_SEED=n` replays one bit; `VOXANNE_TEST_FLIPS=n` sets how many there are.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chanceOf } from '../../../src-main/simulator/twilio/ids';
import { openVault } from '../../../src-main/vault/open-vault';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { clinicWithCredential, note, platformOf, secrets, storageOf, testKdf } from '../../unit/main/vault/profile';
import { memoryFolder } from '../send-path/profile';

const only = process.env.VOXANNE_SEED === undefined ? null : Number(process.env.VOXANNE_SEED);
const count = Number(process.env.VOXANNE_TEST_FLIPS ?? 100);
const seeds = only === null ? Array.from({ length: count }, (_, index) => index + 1) : [only];
const changes = 80;

const keyStore = new FakeKeyStore();
let parent: string;
let organizationId: string;
let crashed: { database: Buffer; log: Buffer };
let closed: Buffer;

const open = (dir: string) => openVault({ platform: platformOf(dir), keyStore, kdf: testKdf });

beforeAll(async () => {
  parent = mkdtempSync(join(await memoryFolder(), 'voxanne-flips-'));
  const dir = join(parent, 'good');
  mkdirSync(dir);
  const vault = await open(dir);
  const scope = await clinicWithCredential(storageOf(vault));
  organizationId = scope.organizationId;
  // Few enough that the log was not begun anew: its last bytes are the last change.
  for (let i = 0; i < changes; i += 1) await scope.audit(note('credential.checked', `check ${i}`));
  const [database, log] = ['console.db', 'console.db-wal'].map((name) => {
    copyFileSync(join(dir, name), join(parent, name));
    return readFileSync(join(parent, name));
  }) as [Buffer, Buffer];
  crashed = { database, log };
  await vault.close();
  closed = readFileSync(join(dir, 'console.db'));
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** The bytes with one bit of them flipped. */
function flipped(bytes: Buffer, seed: number): Buffer {
  const bad = Buffer.from(bytes);
  const at = Math.floor(chanceOf(seed, 'byte') * bad.length);
  bad[at] = (bad[at] ?? 0) ^ (1 << Math.floor(chanceOf(seed, 'bit') * 8));
  return bad;
}

async function eachSeed(work: (dir: string, seed: number) => Promise<void>): Promise<void> {
  for (const seed of seeds) {
    const dir = mkdtempSync(join(parent, 'profile-'));
    await work(dir, seed).catch((thrown) => {
      throw new Error(`seed ${seed}: ${thrown instanceof Error ? thrown.message : thrown}`, { cause: thrown });
    });
    rmSync(dir, { recursive: true });
  }
}

describe(`${count} bits`, { timeout: 120_000 }, () => {
  test('of the log: everything up to the last change but one, or reported with both files as they were', async () => {
    const seen = { ready: 0, damaged: 0 };
    await eachSeed(async (dir, seed) => {
      const log = flipped(crashed.log, seed);
      writeFileSync(join(dir, 'console.db'), crashed.database);
      writeFileSync(join(dir, 'console.db-wal'), log);
      const vault = await open(dir);
      if (vault.state().state === 'ready') {
        seen.ready += 1;
        const { intact, checked } = await storageOf(vault).audit.verify();
        expect([intact, checked >= changes + 2 - 1]).toEqual([true, true]);
      } else {
        seen.damaged += 1;
        expect(vault.state()).toEqual({ state: 'database-damaged', file: join(dir, 'console.db-wal') });
        // Looked into for every fifth: damage at the very beginning leaves nothing before it.
        const { restorable } = seed % 5 === 0 ? await vault.rescueOptions() : { restorable: null };
        if (restorable) expect(restorable.source).toBe('before-damage');
      }
      await vault.close();
      if (vault.state().state === 'database-damaged') {
        expect(readFileSync(join(dir, 'console.db')).equals(crashed.database)).toBe(true);
        expect(readFileSync(join(dir, 'console.db-wal')).equals(log)).toBe(true);
      }
    });
    if (only === null) expect(seen.damaged).toBeGreaterThan(count / 2);
  });

  test('of the database: noticed at the start, or the secret opens unchanged, or it fails to open', async () => {
    const seen = { opens: 0, refused: 0, damaged: 0 };
    await eachSeed(async (dir, seed) => {
      const bytes = flipped(closed, seed);
      writeFileSync(join(dir, 'console.db'), bytes);
      const vault = await open(dir);
      const { state } = vault.state();
      if (state === 'ready') {
        const opened = await Promise.resolve()
          .then(() => storageOf(vault).forOrganization(organizationId).credentials.open('twilio'))
          .then(({ fields }) => fields)
          .catch((thrown: { data?: { code?: string } }) => thrown.data?.code ?? `not said: ${thrown}`);
        if (typeof opened === 'string') {
          seen.refused += 1;
          expect(opened).toMatch(/^(vault|storage|credentials|organization)\./);
        } else {
          seen.opens += 1;
          expect(opened).toEqual(secrets);
        }
      } else {
        seen.damaged += 1;
        // A key that was there before is never replaced by another one.
        expect(state).toMatch(/^(database-(damaged|newer|unavailable)|key-missing|wrong-key)$/);
      }
      await vault.close();
      if (state !== 'ready') expect(readFileSync(join(dir, 'console.db')).equals(bytes)).toBe(true);
      expect(keyStore.masterKeys()).toHaveLength(1);
    });
    if (only === null) expect(seen.opens).toBeGreaterThan(count / 4);
  });
});
