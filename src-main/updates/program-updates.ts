/**
 * What a copy of the program knows of its updates from the day it was built: `updates.json` and `package-type` beside
 * its code.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { isRehearsalVersion } from '../../src-shared/support/rehearsal';
import type { Updates } from '../../src-shared/updates/updates';

const factsSchema = z.object({
  /** Built in by a release that configures one. */
  feed: z.string().nullable(),
  /** Ed25519, SPKI in base64. One more than one while a key is changed. */
  publicKeys: z.array(z.string().max(200)).max(4),
  /** Said here by a checkout in which the way of a package is tried. */
  installedBy: z.enum(['deb', 'app-image']).optional(),
});

export type ProgramUpdates = {
  version: string;
  feed: string | null;
  publicKeys: readonly string[];
  installedBy: Updates['installedBy'];
  /** False in a checkout: its way may be tried, but nothing is ever given to this computer's installer. */
  isPackaged: boolean;
  /** Feeds on this computer, without https: for rehearsals and checkouts. */
  allowsLoopback: boolean;
};

/**
 * @param resources the folder of a package; null in a checkout
 * @param env of the start. A checkout reads the facts from the file that `VOXANNE_UPDATES_FILE` names; a package never
 * does
 */
export function programUpdates(
  { version, resources }: { version: string; resources: string | null },
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): ProgramUpdates {
  const file = resources === null ? env.VOXANNE_UPDATES_FILE : path.join(resources, 'updates.json');
  const facts = factsSchema.safeParse(readJson(file));
  const { feed, publicKeys, installedBy } = facts.success ? facts.data : { feed: null, publicKeys: [] };
  return {
    version,
    feed,
    publicKeys,
    installedBy: resources === null ? (installedBy ?? null) : installedByOf(resources, env, platform),
    isPackaged: resources !== null,
    allowsLoopback: resources === null || isRehearsalVersion(version),
  };
}

function installedByOf(
  resources: string,
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): Updates['installedBy'] {
  if (platform === 'win32') return 'nsis';
  if (platform === 'darwin') return 'mac';
  if (env.APPIMAGE !== undefined && path.isAbsolute(env.APPIMAGE)) return 'app-image';
  try {
    return readFileSync(path.join(resources, 'package-type'), 'utf8').trim() === 'deb' ? 'deb' : null;
  } catch {
    return null;
  }
}

function readJson(file: string | undefined): unknown {
  if (file === undefined || file === '') return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
