/** The row that names the master key of this database, and how that key is kept. */

import { checkValue, type MasterKey } from '../crypto/master-key';
import { type Kdf, kdfSchema } from '../crypto/passphrase';
import type { Connection } from '../storage/connection';
import { noParams, params, pick, preparedRead, preparedWrite, read, write } from '../storage/queries';
import type { VaultKeyTable } from '../storage/schema';
import { savedDataDamaged } from '../storage/storage-errors';

export type Protection = { mode: 'keychain' } | { mode: 'passphrase'; wrapped: Buffer; kdf: Kdf };

/** `check` is null while the first key is being created: it has an id, but nothing is sealed with it yet. */
export type KeyRecord = { keyId: string; check: Buffer | null; protection: Protection };

export type KeyRecords = {
  get(): KeyRecord | null;
  /** Whether something is sealed under the master key. If so, no new key is ever created. */
  hasSealedData(): boolean;
  hasOrganizations(): boolean;
  /** Records the id of the first key before it is stored, so that a crash leaves no unknown key behind. */
  announce(keyId: string, at: string): void;
  /** Records a key with its check value, for good: the database itself refuses another one later. */
  saveKeyRecord(master: MasterKey, protection: Protection, at: string): void;
};

const keyColumns = ['key_id', 'mode', 'check_value', 'wrapped_key', 'kdf'] as const;

export function createKeyRecords(connection: Connection): KeyRecords {
  const { database } = connection;
  const select = preparedRead(database, noParams, () => read.selectFrom('vault_key').selectAll());
  const put = preparedWrite(database, params<Omit<VaultKeyTable, 'id'>>(), (given) =>
    write
      .insertInto('vault_key')
      .values({ id: 1, created_at: given.created_at, ...pick(given, keyColumns) })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(pick(given, keyColumns))),
  );
  const exists = (table: string) =>
    Number(database.prepare(`SELECT EXISTS (SELECT 1 FROM ${table})`).pluck().get()) === 1;

  return {
    get: () =>
      connection.read(null, () => {
        const row = select.get({});
        if (!row) return null;
        return { keyId: row.key_id, check: row.check_value, protection: protectionOf(row.wrapped_key, row.kdf) };
      }),
    hasSealedData: () =>
      connection.read(null, () => exists('organization_keys') || exists('organization_api_credentials')),
    hasOrganizations: () => connection.read(null, () => exists('organizations')),
    announce(keyId, at) {
      connection.write(null, () =>
        put.run({ key_id: keyId, mode: 'keychain', check_value: null, wrapped_key: null, kdf: null, created_at: at }),
      );
    },
    saveKeyRecord(master, protection, at) {
      const byPassphrase = protection.mode === 'passphrase';
      connection.write(null, () =>
        put.run({
          key_id: master.id,
          mode: protection.mode,
          check_value: checkValue(master),
          wrapped_key: byPassphrase ? protection.wrapped : null,
          kdf: byPassphrase ? JSON.stringify(protection.kdf) : null,
          created_at: at,
        }),
      );
    },
  };
}

function protectionOf(wrapped: Buffer | null, kdf: string | null): Protection {
  if (wrapped === null || kdf === null) return { mode: 'keychain' };
  const parsed = kdfSchema.safeParse(JSON.parse(kdf));
  if (!parsed.success) throw savedDataDamaged();
  return { mode: 'passphrase', wrapped, kdf: parsed.data };
}
