/**
 * The recovery kit: one file, under a passphrase, with the master key, a consistent copy of the database and, where the
 * profile belongs to a shared vault, this computer's place in it.
 *
 * Layout: a line that names the format | a line of JSON (the header) | a line with the header's SHA-256 | the encrypted
 * database | its tag | the sealed membership, in a kit of version 2. The passphrase's key opens the master key in the
 * header first, which tells a wrong passphrase from a damaged file.
 */
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open as openFile, rename, rm } from 'node:fs/promises';
import { type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { AppError } from '../../../src-shared/errors';
import { open, seal } from '../../crypto/envelope';
import { keyFromText, keyToText, type MasterKey } from '../../crypto/master-key';
import { type Kdf, kdfSchema, passphraseKey } from '../../crypto/passphrase';
import { createPrivateFile, temporaryName } from '../../private-files';
import { recoveryError } from './recovery-errors';

const magic = 'VOXANNE CONSOLE RECOVERY KIT';
/** Version 2 has a membership. A kit without one is of version 1, which older consoles restore as well. */
const formatVersion = 2;
const tagBytes = 16;
/** Maximum size of the header; a file whose header is longer is not a kit. */
const headBytes = 16 * 1024;

const headerV1 = z.strictObject({
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  keyId: z.string(),
  kdf: kdfSchema,
  /** The master key, sealed under the passphrase. */
  sealedKey: z.base64(),
  database: z.strictObject({
    schemaVersion: z.number().int().positive(),
    bytes: z.number().int().positive(),
    nonce: z.base64().length(16),
  }),
});
const headerV2 = headerV1.extend({
  version: z.literal(formatVersion),
  membership: z.strictObject({
    sealedBytes: z
      .number()
      .int()
      .positive()
      .max(1024 * 1024),
  }),
});
const headerSchema = z.discriminatedUnion('version', [headerV1, headerV2]);
type Header = z.infer<typeof headerSchema>;

const membershipBytes = (header: Header) => (header.version === 1 ? 0 : header.membership.sealedBytes);

const keyContext = (keyId: string) => ['recovery-kit-master-key', keyId] as const;

/** The nonce of its database names the kit: no kit takes another's. */
const membershipContext = (keyId: string, nonce: string) => ['recovery-kit-membership', keyId, nonce] as const;

/** Several keys from one passphrase, so that no nonce is used twice with a key. */
function kitKeys(key: KeyObject): { forMaster: KeyObject; forDatabase: KeyObject; forMembership: KeyObject } {
  const derive = (purpose: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `voxanne-console recovery kit ${purpose} v1`, 32)));
  return { forMaster: derive('master key'), forDatabase: derive('database'), forMembership: derive('membership') };
}

export type KitContents = {
  master: MasterKey;
  database: { bytes: number; read: () => Readable };
  schemaVersion: number;
  createdAt: Date;
  /** The text of `shared-vault.json`; null where the profile belongs to no shared vault. */
  membership: string | null;
};

/**
 * Writes a kit to `file`, whole and proved to open, or not at all. Only then does it take its name, and the place of an
 * older kit.
 * @throws AppError `recovery.not-written`, `recovery.not-verified`
 */
export async function writeKit(file: string, contents: KitContents, passphrase: string, kdf: Kdf): Promise<void> {
  const { forMaster, forDatabase, forMembership } = kitKeys(await passphraseKey(passphrase, kdf));
  const nonce = randomBytes(12);
  const { membership } = contents;
  const sealedMembership =
    membership === null
      ? null
      : seal(forMembership, membershipContext(contents.master.id, nonce.toString('base64')), Buffer.from(membership));
  const plainKey = Buffer.from(keyToText(contents.master.bytes));
  const header: Header = {
    ...(sealedMembership === null
      ? { version: 1 }
      : { version: formatVersion, membership: { sealedBytes: sealedMembership.length } }),
    createdAt: contents.createdAt.toISOString(),
    keyId: contents.master.id,
    kdf,
    sealedKey: seal(forMaster, keyContext(contents.master.id), plainKey).toString('base64'),
    database: {
      schemaVersion: contents.schemaVersion,
      bytes: contents.database.bytes,
      nonce: nonce.toString('base64'),
    },
  };
  plainKey.fill(0);
  const line = JSON.stringify(header);
  const cipher = createCipheriv('aes-256-gcm', forDatabase, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(line));
  let part: string | null = null;
  try {
    part = temporaryName(file);
    const out = createWriteStream(part, { fd: createPrivateFile(part) });
    out.write(`${magic}\n${line}\n${hash('sha256', line)}\n`);
    await pipeline(contents.database.read(), cipher, out, { end: true });
    const handle = await openFile(part, 'a');
    try {
      await handle.write(cipher.getAuthTag());
      if (sealedMembership !== null) await handle.write(sealedMembership);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await verifyKit(part, contents, passphrase);
    await rename(part, file);
  } catch (thrown) {
    if (part !== null) await rm(part, { force: true });
    throw thrown instanceof AppError ? thrown : recoveryError('recovery.not-written');
  }
}

/** Opens a kit as a restore would, to its last byte. @throws AppError `recovery.not-verified` */
async function verifyKit(
  file: string,
  { master, membership }: Pick<KitContents, 'master' | 'membership'>,
  passphrase: string,
): Promise<void> {
  try {
    const kit = await openKit(file, passphrase);
    const isSame =
      kit.master.id === master.id && kit.master.bytes.equals(master.bytes) && kit.membership === membership;
    kit.master.bytes.fill(0);
    await kit.checkDatabase();
    if (isSame) return;
  } catch {
    // Reported below.
  }
  throw recoveryError('recovery.not-verified');
}

export type OpenedKit = {
  master: MasterKey;
  createdAt: string;
  schemaVersion: number;
  /** The text of `shared-vault.json`; null where the profile belonged to no shared vault. */
  membership: string | null;
  /**
   * Decrypts the database to `file`, which must not exist.
   * @throws AppError `recovery.damaged`; no file is left then
   */
  extractDatabase(file: string): Promise<void>;
  /** Reads the database to its end without keeping it. @throws AppError `recovery.damaged` */
  checkDatabase(): Promise<void>;
};

/**
 * Opens a kit but for its database.
 * @throws AppError `recovery.*`, a different one for each thing that can be wrong
 */
export async function openKit(file: string, passphrase: string): Promise<OpenedKit> {
  const { header, line, bodyStart } = await readHeader(file);
  const { forMaster, forDatabase, forMembership } = kitKeys(await passphraseKey(passphrase, header.kdf));
  const text = open(forMaster, keyContext(header.keyId), Buffer.from(header.sealedKey, 'base64'));
  if (typeof text === 'string') throw recoveryError('recovery.wrong-passphrase');
  const bytes = keyFromText(text.toString());
  text.fill(0);
  if (!bytes) throw recoveryError('recovery.damaged');
  const bodyEnd = bodyStart + header.database.bytes;
  let membership: string | null = null;
  if (header.version !== 1) {
    const plain = open(
      forMembership,
      membershipContext(header.keyId, header.database.nonce),
      await readAt(file, bodyEnd + tagBytes, membershipBytes(header)),
    );
    if (typeof plain === 'string') {
      bytes.fill(0);
      throw recoveryError('recovery.damaged');
    }
    membership = plain.toString();
  }

  async function decryptTo(makeTarget: () => Writable): Promise<void> {
    const decipher = createDecipheriv('aes-256-gcm', forDatabase, Buffer.from(header.database.nonce, 'base64'), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(Buffer.from(line));
    decipher.setAuthTag(await readAt(file, bodyEnd, tagBytes));
    try {
      await pipeline(createReadStream(file, { start: bodyStart, end: bodyEnd - 1 }), decipher, makeTarget());
    } catch (thrown) {
      throw recoveryError(isSystemError(thrown) ? 'recovery.profile-unusable' : 'recovery.damaged');
    }
  }

  return {
    master: { id: header.keyId, bytes },
    createdAt: header.createdAt,
    schemaVersion: header.database.schemaVersion,
    membership,
    checkDatabase: () => decryptTo(() => new Writable({ write: (_chunk, _encoding, done) => done() })),
    async extractDatabase(target) {
      try {
        await decryptTo(() => createWriteStream(target, { fd: createPrivateFile(target) }));
      } catch (thrown) {
        await rm(target, { force: true });
        throw thrown;
      }
    },
  };
}

/** A full disk or missing rights, as opposed to a tag that does not fit. */
const isSystemError = (thrown: unknown) => thrown instanceof Error && 'syscall' in thrown;

async function readHeader(file: string): Promise<{ header: Header; line: string; bodyStart: number }> {
  const { head, size } = await readHead(file);
  const [name, line, sum] = head.toString('latin1').split('\n', 3);
  if (name !== magic)
    throw recoveryError(
      magic.startsWith(name ?? '') && size > 0 && size < magic.length ? 'recovery.truncated' : 'recovery.not-a-kit',
    );
  const bodyStart = magic.length + 1 + (line?.length ?? 0) + 1 + 64 + 1;
  if (line === undefined || sum === undefined || size < bodyStart) throw recoveryError('recovery.truncated');
  if (hash('sha256', line) !== sum) throw recoveryError('recovery.damaged');
  const json: unknown = JSON.parse(line);
  const version = z.looseObject({ version: z.number() }).safeParse(json);
  if (version.success && version.data.version > formatVersion) throw recoveryError('recovery.newer-version');
  const parsed = headerSchema.safeParse(json);
  if (!parsed.success) throw recoveryError('recovery.damaged');
  const whole = bodyStart + parsed.data.database.bytes + tagBytes + membershipBytes(parsed.data);
  if (size < whole) throw recoveryError('recovery.truncated');
  if (size > whole) throw recoveryError('recovery.damaged');
  return { header: parsed.data, line, bodyStart };
}

async function readHead(file: string): Promise<{ head: Buffer; size: number }> {
  try {
    const handle = await openFile(file, 'r');
    try {
      const { size } = await handle.stat();
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      return { head: buffer.subarray(0, bytesRead), size };
    } finally {
      await handle.close();
    }
  } catch {
    throw recoveryError('recovery.unreadable');
  }
}

async function readAt(file: string, position: number, length: number): Promise<Buffer> {
  const handle = await openFile(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer;
  } finally {
    await handle.close();
  }
}
