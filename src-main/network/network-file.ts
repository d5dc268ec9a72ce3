/**
 * `network.json` of a profile: what a person decided about this computer's network. Apart from the database, so that it counts where none is
 * open, and so that a password that is removed is in no backup.
 */
import { readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { inspectorSchema, proxyPlaceSchema } from '../../src-shared/network/network';
import { ensurePrivateFolder, temporaryName, writePrivateFile } from '../private-files';

const contentsSchema = z.object({
  version: z.literal(1),
  /** What this computer's certificate store holds is trusted. */
  trustsSystem: z.boolean(),
  inspectors: z.array(inspectorSchema.extend({ toldInWindow: z.boolean(), toldInTerminal: z.boolean() })),
  /** `sealed`: name and password as base64, under a key of the vault. */
  signIns: z.array(proxyPlaceSchema.extend({ sealed: z.string() })),
});
type NetworkContents = z.infer<typeof contentsSchema>;

const usual: NetworkContents = { version: 1, trustsSystem: true, inspectors: [], signIns: [] };
/** Of a file that can't be read: nobody knows whether the computer's certificates were forbidden in it. */
const cautious: NetworkContents = { ...usual, trustsSystem: false };

export type NetworkFile = {
  read(): NetworkContents;
  /** @throws when the folder can't be written */
  update(change: (contents: NetworkContents) => NetworkContents): NetworkContents;
};

export function createNetworkFile(profileDir: string): NetworkFile {
  const file = path.join(profileDir, 'network.json');
  function load(): { contents: NetworkContents; isReadable: boolean } {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (thrown) {
      const isAbsent = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
      return { contents: isAbsent ? usual : cautious, isReadable: isAbsent };
    }
    try {
      return { contents: contentsSchema.parse(JSON.parse(text)), isReadable: true };
    } catch {
      return { contents: cautious, isReadable: false };
    }
  }

  return {
    read: () => load().contents,
    update(change) {
      const { contents, isReadable } = load();
      const next = change(contents);
      if (isReadable && JSON.stringify(next) === JSON.stringify(contents)) return contents;
      ensurePrivateFolder(profileDir);
      // Kept, because a newer console may have written it.
      if (!isReadable) renameSync(file, temporaryName(file).replace(/\.part$/, '.unreadable'));
      writePrivateFile(file, `${JSON.stringify(next, null, 2)}\n`);
      return next;
    },
  };
}
