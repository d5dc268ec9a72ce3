/**
 * Files and folders that only their owner may read, whatever the umask. New files are made exclusively: if the name is
 * taken, by a link for instance, nothing is followed or overwritten.
 */
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

// On Windows the folder's access list protects the files; chmod can only set read-only there.
const hasModes = process.platform !== 'win32';

/**
 * An unguessable name in the same folder, for writing a file before it is renamed. Removes leftovers of earlier, killed
 * processes.
 * @throws NotOurFile when a folder, a device or a pipe has the name: renaming would put a file in its place, and who is
 * root would lose `/dev/null`
 */
export function temporaryName(file: string): string {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) throw new NotOurFile(file);
  const [folder, name] = [dirname(file), basename(file)];
  const left = existsSync(folder) ? readdirSync(folder) : [];
  for (const entry of left)
    if (entry.startsWith(`${name}.`) && /^[0-9a-f]{12}\.part$/.test(entry.slice(name.length + 1)))
      rmSync(join(folder, entry), { force: true });
  return `${file}.${randomBytes(6).toString('hex')}.part`;
}

/** Creates `file` and opens it for writing. @throws EEXIST when the name is taken @returns the descriptor */
export function createPrivateFile(file: string): number {
  const descriptor = openSync(file, 'wx', 0o600);
  if (hasModes) fchmodSync(descriptor, 0o600);
  return descriptor;
}

/** Writes a file atomically and durably. Replaces an existing one. */
export function writePrivateFile(file: string, text: string | Uint8Array): void {
  const part = temporaryName(file);
  try {
    const descriptor = createPrivateFile(part);
    try {
      writeFileSync(descriptor, text, { flush: true });
    } finally {
      closeSync(descriptor);
    }
    renameSync(part, file);
  } catch (thrown) {
    rmSync(part, { force: true });
    throw thrown;
  }
}

/**
 * Whether {@link writePrivateFile} could write a file of that size there. What lies there stays as it is.
 * @throws when it could not
 */
export function requireWritablePlace(file: string, bytes: number): void {
  if (lstatSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new NotOurFile(file);
  const part = temporaryName(file);
  try {
    const descriptor = createPrivateFile(part);
    try {
      writeFileSync(descriptor, randomBytes(bytes), { flush: true });
    } finally {
      closeSync(descriptor);
    }
  } finally {
    rmSync(part, { force: true });
  }
}

/** Writes a file that must not be there yet. Where that fails, none is left. @throws EEXIST when the name is taken */
export function writeNewPrivateFile(file: string, text: string): void {
  const descriptor = createPrivateFile(file);
  try {
    writeFileSync(descriptor, text, { flush: true });
  } catch (thrown) {
    rmSync(file, { force: true });
    throw thrown;
  } finally {
    closeSync(descriptor);
  }
}

/** Makes a folder, with those above it that are missing. One that exists keeps its rights. */
export function ensurePrivateFolder(folder: string): void {
  if (existsSync(folder)) return;
  // Level by level: the umask may remove the owner's own rights.
  ensurePrivateFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (thrown) {
    // Another process created it first.
    if (codeOf(thrown) === 'EEXIST' && lstatSync(folder).isDirectory()) return;
    throw thrown;
  }
  if (hasModes) chmodSync(folder, 0o700);
}

/** A new folder whose name begins with `prefix`. */
export function makePrivateTemporaryFolder(prefix: string): string {
  const folder = mkdtempSync(prefix);
  if (hasModes) chmodSync(folder, 0o700);
  return folder;
}

/** A name is taken by something that is not a file of this user's. */
export class NotOurFile extends Error {
  override readonly name = 'NotOurFile';
  readonly code = 'NOT_OUR_FILE';
  readonly file: string;
  constructor(file: string) {
    super(`${file} is not a file of this user`);
    this.file = file;
  }
}

/**
 * Makes sure that `file` exists and is for its owner only. An existing one is never opened: on POSIX systems, closing a
 * second descriptor of a file gives up all locks that this process holds on it.
 * @throws NotOurFile when the name belongs to a link, a folder, a device or another user's file
 */
export function ensurePrivateFile(file: string): void {
  try {
    closeSync(createPrivateFile(file));
    return;
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST') throw thrown;
  }
  const { mode } = requireOurFile(file);
  // SQLite would only say that it can't open the file; this says why.
  accessSync(file, constants.R_OK | constants.W_OK);
  if (hasModes && (mode & 0o777) !== 0o600) chmodSync(file, 0o600);
}

/**
 * @throws NotOurFile when the name belongs to a link, a folder, a device or another user's file; ENOENT when to nothing
 */
export function requireOurFile(file: string): Stats {
  const entry = lstatSync(file);
  if (!entry.isFile() || !isOurs(entry, file)) throw new NotOurFile(file);
  return entry;
}

/** The superuser may use all files. Some network drives show all files as owned by the folder's owner. */
function isOurs(entry: Stats, file: string): boolean {
  const user = process.getuid?.();
  return user === undefined || user === 0 || entry.uid === user || entry.uid === statSync(dirname(file)).uid;
}

/** Removes other users' access to a folder of ours, made by an older version or under a permissive umask. */
export function closeFolder(folder: string): void {
  ensurePrivateFolder(folder);
  if (hasModes && (statSync(folder).mode & 0o777) !== 0o700) chmodSync(folder, 0o700);
}

const codeOf = (thrown: unknown) =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null;
