/** Saves the recovery kit of a vault that is open. */
import { randomUUID } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../src-shared/errors';
import type { MasterKey } from '../../crypto/master-key';
import { type KdfCost, newKdf } from '../../crypto/passphrase';
import type { Platform } from '../../platform';
import type { Connection } from '../../storage/connection';
import { copyDatabase } from '../../storage/copy-database';
import { schemaVersion } from '../../storage/migrate';
import { recoveryError } from './recovery-errors';
import { writeKit } from './recovery-kit';

/**
 * Writes master key and database, encrypted under `passphrase`, to `toFile`, and reads them back.
 * @param scratchDir where the copy of the database lies while it is encrypted; it holds no more than the database
 * itself does
 * @throws AppError `recovery.not-written`, `recovery.not-verified`, `storage.copy-broken-off`
 */
export async function exportKit(
  {
    connection,
    master,
    platform,
    kdfCost,
    scratchDir,
  }: { connection: Connection; master: MasterKey; platform: Platform; kdfCost: KdfCost; scratchDir: string | null },
  passphrase: string,
  toFile: string,
): Promise<void> {
  const copy = join(scratchDir ?? tmpdir(), `console-export-${randomUUID()}.db`);
  // A copy of the key: locking the vault overwrites the original with zeros.
  const ownMaster = { id: master.id, bytes: Buffer.from(master.bytes) };
  try {
    await copyDatabase(connection.database, copy, platform).catch((thrown) => {
      throw thrown instanceof AppError ? thrown : recoveryError('recovery.not-written');
    });
    const contents = {
      master: ownMaster,
      databaseFile: copy,
      databaseBytes: statSync(copy).size,
      schemaVersion: schemaVersion(connection.database),
      createdAt: platform.now(),
    };
    await writeKit(toFile, contents, passphrase, newKdf(kdfCost));
  } finally {
    ownMaster.bytes.fill(0);
    rmSync(copy, { force: true });
  }
}
