/** The copy on which a damaged database is read, while other consoles look whether it was left behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { inCopy } from '../../../src-main/vault/rescue/damaged-copy';
import { memoryFolder } from '../send-path/profile';
import { bundleChild } from '../storage/bundle-child';
import { makeProfile, profileIn } from './rescue-kills';

afterEach(() => vi.unstubAllEnvs());

test('is read and cleared however often others look at it', { timeout: 120_000 }, async ({ onTestFinished }) => {
  const bundle = await bundleChild('../vault/sweep-child.ts');
  const place = mkdtempSync(join(await memoryFolder(), 'voxanne-damaged-copy-'));
  onTestFinished(() => {
    rmSync(place, { recursive: true, force: true });
    rmSync(join(bundle, '..'), { recursive: true, force: true });
  });
  const temporary = join(place, 'tmp');
  mkdirSync(temporary);
  mkdirSync(profileIn(place));
  vi.stubEnv('TMPDIR', temporary);
  const { vault } = await makeProfile(place, { backup: false, entries: 1 });
  await vault.close();

  const others = [1, 2].map(() => spawn(process.execPath, [bundle], { stdio: ['pipe', 'pipe', 'inherit'] }));
  await Promise.all(others.map(({ stdout }) => once(stdout, 'data')));
  const platform = { profileDir: profileIn(place), sqliteBinding: undefined };
  for (let i = 0; i < 300; i += 1)
    expect(await inCopy(platform, 'nothing', (database) => database.pragma('user_version', { simple: true }))).toEqual(
      expect.any(Number),
    );
  await Promise.all(
    others.map(async (other) => {
      other.stdin.end();
      await once(other, 'close');
    }),
  );
  // At worst an empty folder stays for a later look. Never the copy.
  for (const folder of readdirSync(temporary))
    expect(readdirSync(join(temporary, folder)).filter((name) => name.startsWith('copy.db'))).toEqual([]);
});
