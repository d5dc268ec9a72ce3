/** Profiles that are damaged in different ways, each beside its keychain, for tests that kill a rescue of them. */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Restorable } from '../../../src-shared/vault/rescue';
import { memoryFolder } from '../send-path/profile';
import { bundleChild } from '../storage/bundle-child';
import { backupsIn, contentsIn, crash, databaseIn, flip, makeProfile, newPlace, openPlace } from './rescue-kills';

const pageBytes = 4096;
const frameBytes = 24 + pageBytes;

export type Damaged = {
  name: string;
  place: string;
  organizationId: string;
  restorable: Restorable;
  contents: string[];
  backups: string[];
};

/** How each is damaged, and whether it was closed or had crashed before. */
const damages: readonly [string, boolean, (place: string) => void][] = [
  ['header', false, (place) => flip(databaseIn(place), 0, 100)],
  [
    'pages',
    false,
    (place) => flip(databaseIn(place), Math.floor(statSync(databaseIn(place)).size / 2 / pageBytes) * pageBytes, 0),
  ],
  ['log', true, (place) => flip(`${databaseIn(place)}-wal`, -frameBytes * 40, -frameBytes * 40 + 1, 4)],
  ['log header', true, (place) => flip(`${databaseIn(place)}-wal`, 20, 21, 4)],
];

/**
 * Makes one of each, below a folder that is removed at the end, and the program that rescues them. The folder for
 * temporary files is there, too.
 */
export async function damagedPlaces(): Promise<{
  bundle: string;
  parent: string;
  damaged: Damaged[];
  remove: () => void;
}> {
  const bundle = await bundleChild('../vault/rescue-child.ts');
  const parent = mkdtempSync(join(await memoryFolder(), 'voxanne-rescue-kills-'));
  process.env.TMPDIR = join(parent, 'tmp');
  mkdirSync(process.env.TMPDIR);
  const damaged: Damaged[] = [];
  for (const [name, crashed, damage] of damages) {
    const place = newPlace(parent);
    const { organizationId, vault } = await makeProfile(place);
    if (crashed) await crash(place, vault);
    else await vault.close();
    damage(place);
    const look = await openPlace(place);
    const { restorable } = await look.rescueOptions();
    await look.close();
    if (!restorable) throw new Error(`nothing to restore: ${name}`);
    damaged.push({ name, place, organizationId, restorable, contents: contentsIn(place), backups: backupsIn(place) });
  }
  const remove = () => {
    rmSync(parent, { recursive: true, force: true });
    rmSync(join(bundle, '..'), { recursive: true, force: true });
  };
  return { bundle, parent, damaged, remove };
}

/** Everything that was there before is somewhere in the profile, byte for byte, and the backups are as they were. */
export function expectKept(place: string, { contents, backups }: Damaged): void {
  const now = contentsIn(place);
  expect(contents.filter((content) => !now.includes(content))).toEqual([]);
  expect(backupsIn(place)).toEqual(backups);
}
