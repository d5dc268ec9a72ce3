/**
 * The data keys: one for each sealed secret, and destroyed with it. A destroyed key is overwritten where it lies, and
 * its row stays: it says of every copy of the database that this secret is to be destroyed there too.
 */
import { randomInt } from 'node:crypto';
import type { DataKeyRef, Keyring } from '../crypto/keyring';
import type { Connection } from './connection';
import { overwritten, removedClinic } from './key-rows';
import { noteOutdatedCopies } from './outdated-copies';
import { params, pick, preparedRead, preparedWrite, read, write } from './queries';
import type { OrganizationKeyTable } from './schema';

/** Before each secret had a key of its own, clinics had one, of version 1. */
const firstOwnVersion = 2;
const versionsEnd = 2 ** 48 - 1;

export type DataKeys = ReturnType<typeof createDataKeys>;

/** All of them run inside the caller's transaction, for its clinic. */
export function createDataKeys({ database }: Connection, keyring: Keyring, now: () => Date) {
  const ofVersion = params<Pick<OrganizationKeyTable, 'version'>>();
  const ofClinic = params<Pick<OrganizationKeyTable, 'organization_id'>>();
  const wrappedKey = preparedRead(database, ofVersion, ({ version }) =>
    read.selectFrom('clinic_keys').select('wrapped_key').where('version', '=', version),
  );
  const insert = preparedWrite(database, params<OrganizationKeyTable>(), (given) =>
    write
      .insertInto('organization_keys')
      .values(pick(given, ['organization_id', 'version', 'wrapped_key', 'created_at'])),
  );
  const overwrite = preparedWrite(
    database,
    params<Pick<OrganizationKeyTable, 'organization_id' | 'version'>>(),
    ({ organization_id, version }) =>
      write
        .updateTable('organization_keys')
        .set({ wrapped_key: overwritten })
        .where('organization_id', '=', organization_id)
        .where('version', '=', version),
  );
  const overwriteAll = preparedWrite(database, ofClinic, ({ organization_id }) =>
    write
      .updateTable('organization_keys')
      .set({ wrapped_key: overwritten })
      .where('organization_id', '=', organization_id),
  );
  const credentials = preparedRead(database, ofVersion, ({ version }) =>
    read
      .selectFrom('clinic_credentials')
      .selectAll()
      .where('key_version', '=', version)
      .where('sealed', 'is not', null),
  );
  const revocations = preparedRead(database, ofVersion, ({ version }) =>
    read.selectFrom('clinic_pending_revocations').selectAll().where('key_version', '=', version),
  );
  const created_at = () => now().toISOString();

  return {
    of: (organizationId: string, version: number): DataKeyRef => ({
      organizationId,
      version,
      wrapped: () => wrappedKey.get({ version })?.wrapped_key,
    }),
    /** @throws AppError `vault.*` when no master key is held */
    add(organizationId: string): DataKeyRef {
      // By chance and not by counting: two histories of one profile, after a restore, never mean two keys by one name.
      const version = randomInt(firstOwnVersion, versionsEnd);
      const wrapped = keyring.newDataKey(organizationId, version);
      insert.run({ organization_id: organizationId, version, wrapped_key: wrapped, created_at: created_at() });
      return { organizationId, version, wrapped: () => wrapped };
    },
    /** What is still sealed with a key, by a profile from the time when a clinic had one for all its secrets. */
    sealedWith: (version: number) => ({
      credentials: credentials.all({ version }),
      revocations: revocations.all({ version }),
    }),
    destroy: (organizationId: string, version: number) =>
      void overwrite.run({ organization_id: organizationId, version }),
    /** The same for all keys of a clinic that is being removed. */
    destroyAll(organizationId: string): void {
      noteOutdatedCopies(database, organizationId);
      overwriteAll.run({ organization_id: organizationId });
      insert.run({
        organization_id: organizationId,
        version: removedClinic,
        wrapped_key: Buffer.alloc(0),
        created_at: created_at(),
      });
    },
  };
}
