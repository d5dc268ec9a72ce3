/**
 * `network.json` of a profile: a person's decisions about this computer's network. Separate from the database, so that
 * it applies while none is open, and so that no backup holds a removed password.
 */
import { readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { inspectorSchema, proxyPlaceSchema } from '../../src-shared/network/network';
import { ensurePrivateFolder, temporaryName, writePrivateFile } from '../private-files';

const contentsSchema = z.object({
  version: z.literal(1),
  /** This computer's certificate store is trusted. */
  trustsSystem: z.boolean(),
  inspectors: z.array(inspectorSchema.extend({ toldInWindow: z.boolean(), toldInTerminal: z.boolean() })),
  /** `sealed`: name and password as base64, under a key of the vault. */
  signIns: z.array(proxyPlaceSchema.extend({ sealed: z.string() })),
});
type NetworkContents = z.infer<typeof contentsSchema>;

const usual: NetworkContents = { version: 1, trustsSystem: true, inspectors: [], signIns: [] };
/** Used when the file can't be read: it may have forbidden the computer's certificates. */
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
      // An unreadable file is kept: a newer console may have written it.
      if (!isReadable) renameSync(file, temporaryName(file).replace(/\.part$/, '.unreadable'));
      writePrivateFile(file, `${JSON.stringify(next, null, 2)}\n`);
      return next;
    },
  };
}
