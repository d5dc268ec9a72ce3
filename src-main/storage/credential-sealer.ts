/**
 * Seals fields, each time under a new data key, and opens them again. Runs inside the caller's transaction.
 */
import { z } from 'zod';
import { AppError } from '../../src-shared/errors';
import type { SealContext } from '../crypto/envelope';
import type { Keyring } from '../crypto/keyring';
import type { Connection } from './connection';
import type { CredentialFields } from './credential-fields';
import type { DataKeys } from './data-keys';
import { noteOutdatedCopies } from './outdated-copies';
import { params, preparedWrite, write } from './queries';
import { credentialContext, revocationContext } from './seal-contexts';
import { savedDataDamaged } from './storage-errors';

export type CredentialSealer = ReturnType<typeof createCredentialSealer>;

const fieldsSchema = z.record(z.string(), z.string());

export function createCredentialSealer({ database }: Connection, keyring: Keyring, dataKeys: DataKeys) {
  const resealed = params<{ id: string; sealed: Buffer; key_version: number }>();
  const putCredential = preparedWrite(database, resealed, ({ id, sealed, key_version }) =>
    write.updateTable('organization_api_credentials').set({ sealed, key_version }).where('id', '=', id),
  );
  const putRevocation = preparedWrite(database, resealed, ({ id, sealed, key_version }) =>
    write.updateTable('pending_revocations').set({ sealed, key_version }).where('id', '=', id),
  );

  /** The same secret in the same place, under a key of its own. */
  function reseal(organizationId: string, version: number, context: SealContext, sealed: Buffer) {
    const plain = keyring.open(dataKeys.of(organizationId, version), context, sealed);
    const key = dataKeys.add(organizationId);
    const ciphertext = keyring.seal(key, context, plain);
    plain.fill(0);
    return { sealed: ciphertext, key_version: key.version };
  }

  /** False when one of them does not open. */
  function resealOthers(organizationId: string, version: number): boolean {
    const { credentials, revocations } = dataKeys.sealedWith(version);
    try {
      for (const row of credentials)
        if (row.sealed !== null) {
          const context = credentialContext(row, row.sealed_fields);
          putCredential.run({ id: row.id, ...reseal(organizationId, version, context, row.sealed) });
        }
      for (const row of revocations) {
        const context = revocationContext(row, row.sealed_fields);
        putRevocation.run({ id: row.id, ...reseal(organizationId, version, context, row.sealed) });
      }
      return true;
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.data.code.startsWith('vault.')) return false;
      throw thrown;
    }
  }

  return {
    /**
     * @param contextOf what the ciphertext is bound to, given the sorted names of the fields as JSON.
     * @throws AppError `vault.*`
     */
    seal(organizationId: string, fields: CredentialFields, contextOf: (fieldNames: string) => SealContext) {
      const key = dataKeys.add(organizationId);
      const fieldNames = JSON.stringify(Object.keys(fields).sort());
      const plain = Buffer.from(JSON.stringify(fields));
      const ciphertext = keyring.seal(key, contextOf(fieldNames), plain);
      plain.fill(0);
      return { ciphertext, fieldNames, keyVersion: key.version };
    },
    /** @throws AppError `vault.*`, `storage.damaged` */
    open(organizationId: string, keyVersion: number, context: SealContext, ciphertext: Buffer): CredentialFields {
      const plain = keyring.open(dataKeys.of(organizationId, keyVersion), context, ciphertext);
      const parsed = fieldsSchema.safeParse(JSON.parse(plain.toString()));
      plain.fill(0);
      if (!parsed.success) throw savedDataDamaged();
      return parsed.data;
    },
    /**
     * Destroys the key of a secret that was taken out of its row. What an older console sealed with the same key gets
     * one of its own first; where that does not open (the vault is locked), it keeps the key.
     */
    destroyKey(organizationId: string, keyVersion: number): void {
      noteOutdatedCopies(database, organizationId);
      if (resealOthers(organizationId, keyVersion)) dataKeys.destroy(organizationId, keyVersion);
    },
  };
}
