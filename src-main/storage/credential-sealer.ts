/**
 * Seals a credential's fields with its clinic's newest data key and opens them again. Runs inside the caller's
 * transaction.
 */
import { z } from 'zod';
import type { SealContext } from '../crypto/envelope';
import type { Keyring } from '../crypto/keyring';
import type { CredentialFields } from './credential-fields';
import type { CredentialQueries } from './credential-queries';
import { rowDamaged } from './storage-errors';

export type CredentialSealer = ReturnType<typeof createCredentialSealer>;

const fieldsSchema = z.record(z.string(), z.string());

export function createCredentialSealer(
  keyring: Keyring,
  queries: Pick<CredentialQueries, 'newestKeyVersion' | 'wrappedKey'>,
) {
  const dataKey = (organizationId: string, version: number) => ({
    organizationId,
    version,
    wrapped: () => queries.wrappedKey.get({ version })?.wrapped_key,
  });
  return {
    /**
     * @param contextOf what the ciphertext is bound to, given the sorted names of the fields as JSON.
     * @throws AppError `vault.*`
     */
    seal(organizationId: string, fields: CredentialFields, contextOf: (fieldNames: string) => SealContext) {
      const keyVersion = queries.newestKeyVersion.get({})?.version ?? 1;
      const fieldNames = JSON.stringify(Object.keys(fields).sort());
      const plain = Buffer.from(JSON.stringify(fields));
      const ciphertext = keyring.seal(dataKey(organizationId, keyVersion), contextOf(fieldNames), plain);
      plain.fill(0);
      return { ciphertext, fieldNames, keyVersion };
    },
    /** @throws AppError `vault.*`, `storage.damaged` */
    open(organizationId: string, keyVersion: number, context: SealContext, ciphertext: Buffer): CredentialFields {
      const plain = keyring.open(dataKey(organizationId, keyVersion), context, ciphertext);
      const parsed = fieldsSchema.safeParse(JSON.parse(plain.toString()));
      plain.fill(0);
      if (!parsed.success) throw rowDamaged();
      return parsed.data;
    },
  };
}
