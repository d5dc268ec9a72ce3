/**
 * Says in the anchor that the console is about to put a database in the place of the present one. It names the last
 * entry of that very database, so no other database passes for it. A process that is killed afterwards leaves no doubt
 * whether the console or somebody else exchanged the database. Only whoever has the vault's key can say so.
 */
import type Database from 'better-sqlite3';
import { createKeyring } from '../crypto/keyring';
import { fitsCheckValue, keychainAccount, keyFromText, type MasterKey } from '../crypto/master-key';
import { nothingYet, openAnchor, type Returning, sealAnchor } from '../storage/audit-anchor';
import { createConnection } from '../storage/connection';
import { anchorStoreFor } from './anchors';
import { createKeyRecords, type Protection } from './key-record';
import type { VaultCore } from './vault-core';
import { vaultClosed } from './vault-errors';

type Place = Pick<VaultCore, 'keyStore' | 'platform'>;
export type Announced = Pick<Returning, 'what'> & {
  master: MasterKey;
  protection: Protection['mode'];
  /** The database that is put in place. */
  database: Database.Database;
  /** Only the key comes back: an anchor that is there needs no word of it. */
  onlyWithoutAnchor?: boolean;
};

/**
 * Best effort: without it, what was put back before a kill is taken for an exchange by somebody else, and a person is
 * asked.
 */
export async function announceReturn(
  { keyStore, platform: { profileDir } }: Place,
  { what, master, protection, database, onlyWithoutAnchor = false }: Announced,
): Promise<void> {
  const last = database
    .prepare<[], { entry: number; hash: string }>(
      'SELECT sequence AS entry, hash FROM audit_log ORDER BY sequence DESC LIMIT 1',
    )
    .get();
  if (last === undefined) return;
  const anchors = anchorStoreFor(protection, { keyId: master.id, keyStore, profileDir });
  const kept = await anchors.read();
  if (kept.state === 'unreachable' || (kept.state === 'found' && onlyWithoutAnchor)) return;
  const keyring = createKeyring(() => vaultClosed().data);
  // The ring overwrites what it holds.
  keyring.hold({ id: master.id, bytes: Buffer.from(master.bytes) });
  try {
    const secrets = { seal: keyring.sealForComputer, open: keyring.openForComputer };
    const anchor = kept.state === 'found' ? openAnchor(kept.text, secrets) : nothingYet;
    // The anchor of another vault stays as it is.
    if (anchor !== null) await anchors.write(sealAnchor({ ...anchor, returning: { ...last, what } }, secrets));
  } finally {
    keyring.drop();
  }
}

/** The same for a rescue, with the key that the keychain has. Under a passphrase there is none at hand. */
export async function announceRescue(place: Place, what: string, database: Database.Database): Promise<void> {
  const record = createKeyRecords(createConnection(database)).get();
  if (!record?.check || record.protection.mode !== 'keychain') return;
  const answer = await place.keyStore.read(keychainAccount(record.keyId));
  const bytes = answer.state === 'found' ? keyFromText(answer.value) : null;
  if (bytes === null) return;
  const master = { id: record.keyId, bytes };
  if (fitsCheckValue(master, record.check))
    await announceReturn(place, { what, master, protection: 'keychain', database });
  bytes.fill(0);
}
