/** `updates.json` of a profile: the feed that a person set, and what an update is known by after the restart. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { timeSchema } from '../../src-shared/primitives';
import { ensurePrivateFolder, writePrivateFile } from '../private-files';

const contentsSchema = z.object({
  version: z.literal(1),
  feed: z.object({ address: z.string(), since: timeSchema }).nullable(),
  automatic: z.boolean(),
  lastCheckedAt: timeSchema.nullable(),
  /** Handed to the system's installer; the next start tells what became of it. */
  handedOver: z.object({ from: z.string(), version: z.string(), notes: z.string() }).nullable(),
  /** What is new in the version that runs, until a person has read it. */
  news: z.object({ from: z.string(), version: z.string(), notes: z.string() }).nullable(),
});
type UpdatesContents = z.infer<typeof contentsSchema>;

const usual: UpdatesContents = {
  version: 1,
  feed: null,
  automatic: true,
  lastCheckedAt: null,
  handedOver: null,
  news: null,
};

export type UpdatesFile = {
  /** What is usual where the file is missing or can't be read: then no feed is set, and nothing is asked. */
  read(): UpdatesContents;
  /** @throws when the folder can't be written */
  update(change: Partial<UpdatesContents>): UpdatesContents;
};

export function createUpdatesFile(profileDir: string): UpdatesFile {
  const file = path.join(profileDir, 'updates.json');
  function read(): UpdatesContents {
    try {
      return contentsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return usual;
    }
  }
  return {
    read,
    update(change) {
      const next = { ...read(), ...change };
      ensurePrivateFolder(profileDir);
      writePrivateFile(file, `${JSON.stringify(next, null, 2)}\n`);
      return next;
    },
  };
}
