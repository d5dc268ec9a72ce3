/** The machine’s own keys, and which vault it belongs to. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { idSchema } from '../src-shared/primitives';
import { databasePassword, scramVerifier } from '../src-shared/shared-vault/database-login';
import { type Identity, identitySchema, newIdentity, publicOf } from '../src-shared/shared-vault/identity';
import { type MachineFile, machineFileSchema, vaultFileSchema } from '../src-shared/shared-vault/machine-files';
import { isForbidden, whyUnreadable, whyUnwritable, writeOwnFile } from './private-file';
import {
  keyFileExists,
  keyFileNotForThisUser,
  keyFileNotWritten,
  keyFileReadable,
  keyFileUnusable,
} from './receptionist-errors';

const keyFileSchema = z.strictObject({
  version: z.literal(1),
  kind: z.literal('voxanne machine keys'),
  id: idSchema,
  keys: identitySchema,
  /** Made by `renew`, and used in place of `keys` from the moment on which the vault’s log names them. */
  next: identitySchema.optional(),
  /** Null until `check --vault`. */
  vault: vaultFileSchema.nullable(),
});
export type KeyFile = z.infer<typeof keyFileSchema>;

/** @throws AppError `receptionist.key-file`, also where others may read it */
export function readKeyFile(file: string): KeyFile {
  let contents: unknown = null;
  let mode: number;
  let text: string;
  try {
    mode = statSync(file).mode;
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    const why = whyUnreadable(thrown);
    throw isForbidden(thrown) ? keyFileNotForThisUser(file, why) : keyFileUnusable(file, why);
  }
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw keyFileReadable(file, (mode & 0o777).toString(8));
  try {
    contents = JSON.parse(text);
  } catch {
    contents = null;
  }
  const parsed = keyFileSchema.safeParse(contents);
  if (!parsed.success) throw keyFileUnusable(file, 'It is cut short, or of another kind.');
  return parsed.data;
}

/** @throws AppError `receptionist.key-file` */
export function writeKeyFile(file: string, contents: KeyFile): void {
  try {
    writeOwnFile(file, `${JSON.stringify(contents, null, 2)}\n`);
  } catch (thrown) {
    throw keyFileNotWritten(file, whyUnwritable(thrown));
  }
}

/** @throws AppError `receptionist.key-file` where there is one already: it is never overwritten */
export async function makeKeyFile(file: string): Promise<KeyFile> {
  if (existsSync(file)) throw keyFileExists(file);
  const made: KeyFile = {
    version: 1,
    kind: 'voxanne machine keys',
    id: uuidv7(),
    keys: await newIdentity(),
    vault: null,
  };
  writeKeyFile(file, made);
  return made;
}

/**
 * Other keys for the same machine, beside those in use. Asked again, they are the same: the console may have them.
 * @throws AppError `receptionist.key-file`
 */
export async function makeNextKeys(file: string): Promise<KeyFile> {
  const known = readKeyFile(file);
  const made = { ...known, next: known.next ?? (await newIdentity()) };
  writeKeyFile(file, made);
  return { ...made, keys: made.next };
}

/** From now on `keys` are the only ones. @throws AppError `receptionist.key-file` */
export function changeToKeys(file: string, keys: Identity): void {
  const { next: _, ...kept } = readKeyFile(file);
  writeKeyFile(file, { ...kept, keys });
}

/** What the console is given. Nothing of it is a secret. */
export async function publicFileOf({ id, keys }: KeyFile): Promise<MachineFile> {
  const login = await scramVerifier(await databasePassword(keys));
  return { version: 1, kind: 'voxanne machine', id, keys: publicOf(keys), login };
}

/** What the console was given of these keys; null where the file is gone or holds others. */
export function readPublicFile(file: string, { id, keys }: Pick<KeyFile, 'id' | 'keys'>): MachineFile | null {
  try {
    const written = machineFileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const own = publicOf(keys);
    const isOurs = written.id === id && written.keys.sign === own.sign && written.keys.receive === own.receive;
    return isOurs ? written : null;
  } catch {
    return null;
  }
}
