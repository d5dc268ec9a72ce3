/** Saves the recovery kit of a vault that is open. */
import { randomUUID } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from '../../../src-shared/errors';
import type { MasterKey } from '../../crypto/master-key';
import { type KdfCost, newKdf } from '../../crypto/passphrase';
import type { Platform } from '../../platform';
import type { Connection } from '../../storage/connection';
import { copyDatabase } from '../../storage/copy-database';
import { isInSharedVault } from '../../storage/in-shared-vault';
import { schemaVersion } from '../../storage/migrate';
import { recoveryError } from './recovery-errors';
import { type KitContents, writeKit } from './recovery-kit';

export type KitOrder = { connection: Connection; master: MasterKey; platform: Platform; kdfCost: KdfCost };

/**
 * Writes master key, database and this computer's place in a shared vault, encrypted under `passphrase`, to `toFile`,
 * and reads them back.
 * @throws AppError `recovery.not-written`, `recovery.not-verified`, `storage.copy-broken-off`; `shared-vault.*` where
 * its keys can't be kept
 */
export async function exportKit(order: KitOrder, passphrase: string, toFile: string): Promise<void> {
  const { database } = order.connection;
  if (database.memory) {
    // What is in memory only touches no file, not even for a moment.
    const bytes = database.serialize();
    return write(order, { bytes: bytes.length, read: () => Readable.from([bytes]) }, passphrase, toFile);
  }
  // The copy lies there while it is encrypted, and holds no more than the database itself does. A killed console leaves
  // it to the next opening.
  const copy = join(order.platform.profileDir, `console-export-${randomUUID()}.db`);
  try {
    await copyDatabase(database, copy, order.platform).catch((thrown) => {
      throw thrown instanceof AppError ? thrown : recoveryError('recovery.not-written');
    });
    await write(order, { bytes: statSync(copy).size, read: () => createReadStream(copy) }, passphrase, toFile);
  } finally {
    // A large file takes the system a while to let go.
    await rm(copy, { force: true });
  }
}

async function write(
  { connection, master, platform, kdfCost }: KitOrder,
  database: KitContents['database'],
  passphrase: string,
  toFile: string,
): Promise<void> {
  // What is in memory only belongs to no shared vault.
  const membership =
    connection.database.memory || !isInSharedVault(platform.profileDir)
      ? null
      : (await import('../membership/kept-membership')).membershipToKeep(platform.profileDir, master);
  // A copy of the key: locking the vault overwrites the original with zeros.
  const ownMaster = { id: master.id, bytes: Buffer.from(master.bytes) };
  const contents = {
    master: ownMaster,
    database,
    schemaVersion: schemaVersion(connection.database),
    createdAt: platform.now(),
    membership,
  };
  try {
    await writeKit(toFile, contents, passphrase, newKdf(kdfCost));
  } finally {
    ownMaster.bytes.fill(0);
  }
}
