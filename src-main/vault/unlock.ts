/** Gets the master key from the keychain, or the state that says why there is none. Unreadable is not absent. */

import { v7 as uuidv7 } from 'uuid';
import { AppError } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import { open, seal } from '../crypto/envelope';
import {
  fitsCheckValue,
  keychainAccount,
  keyFromText,
  keyToText,
  type MasterKey,
  newKeyBytes,
} from '../crypto/master-key';
import { type KdfCost, newKdf, passphraseKey } from '../crypto/passphrase';
import type { KeyRecord, KeyRecords, Protection } from './key-record';
import type { KeyStore, KeyStoreFailure } from './keychain/key-store';
import type { KeyTrouble, ReadyState } from './vault-machine';

export type UnlockDeps = {
  records: KeyRecords;
  keyStore: KeyStore;
  kdfCost: KdfCost;
  now: () => Date;
  /** Lets one process at a time make the first key of a profile. */
  withProfileLock: <T>(work: () => Promise<T>) => Promise<T>;
};

/** The key, or why there is none. `late` ends when a keychain that did not answer in time has answered after all. */
export type Unlocked = { state: ReadyState; master: MasterKey } | { state: KeyTrouble; late?: Promise<void> };

const ready = (
  master: MasterKey,
  protection: 'keychain' | 'passphrase',
  { createdNow }: { createdNow: boolean },
): Unlocked => ({ state: { state: 'ready', protection, createdNow }, master });

/** Asks the keychain for the key of this profile; on the very first run makes it. */
export async function unlock(deps: UnlockDeps): Promise<Unlocked> {
  const record = deps.records.get();
  if (record?.protection.mode === 'passphrase') return { state: { state: 'passphrase-needed', wrong: false } };
  if (record?.check) return fetchKey(deps, record.keyId, record.check);
  // Sealed data without a record of its key is damage, and no reason to make a key that cannot open it.
  if (deps.records.hasSealedData()) return { state: { state: 'key-missing' } };
  return deps.withProfileLock(() => makeFirstKey(deps));
}

async function fetchKey({ records, keyStore }: UnlockDeps, keyId: string, check: Buffer): Promise<Unlocked> {
  const answer = await keyStore.read(keychainAccount(keyId));
  if (answer.state === 'absent') {
    const probe = await keyStore.probe();
    return probe.state === 'open' ? { state: { state: 'key-missing' } } : blocked(records, probe);
  }
  if (answer.state !== 'found') return blocked(records, answer);
  const bytes = keyFromText(answer.value);
  if (!bytes || !fitsCheckValue({ id: keyId, bytes }, check)) return { state: { state: 'wrong-key' } };
  return ready({ id: keyId, bytes }, 'keychain', { createdNow: false });
}

async function makeFirstKey(deps: UnlockDeps): Promise<Unlocked> {
  const { records, keyStore, now } = deps;
  const record = records.get();
  // Another process created the key first.
  if (record?.check || record?.protection.mode === 'passphrase') return unlock(deps);

  const keyId = record?.keyId ?? uuidv7({ msecs: now().getTime() });
  const account = keychainAccount(keyId);
  const before = await keyStore.read(account);
  if (before.state !== 'found') {
    if (before.state !== 'absent') return blocked(records, before);
    records.announce(keyId, now().toISOString());
    const bytes = newKeyBytes();
    const text = keyToText(bytes);
    bytes.fill(0);
    const written = await keyStore.write(account, text);
    if (written.state !== 'stored') return blocked(records, written);
  }
  // Read back after writing: only a key that the keychain returns is used.
  const kept = before.state === 'found' ? before : await keyStore.read(account);
  if (kept.state === 'absent') return blocked(records, { state: 'unavailable' });
  if (kept.state !== 'found') return blocked(records, kept);
  const bytes = keyFromText(kept.value);
  if (!bytes) return { state: { state: 'wrong-key' } };
  const master = { id: keyId, bytes };
  records.saveKeyRecord(master, { mode: 'keychain' }, now().toISOString());
  return ready(master, 'keychain', { createdNow: true });
}

function blocked(records: KeyRecords, failure: KeyStoreFailure): Unlocked {
  if (failure.state === 'timed-out') return { state: { state: 'timed-out' }, late: failure.settled };
  if (failure.state === 'unavailable')
    return { state: { state: 'unavailable', hasCredentials: records.get()?.check != null || records.hasSealedData() } };
  return { state: { state: failure.state } };
}

const wrapContext = (keyId: string) => ['passphrase-wrapped-master-key', keyId] as const;

/** The master key sealed under a passphrase. */
export async function wrapWithPassphrase(master: MasterKey, passphrase: string, cost: KdfCost): Promise<Protection> {
  const kdf = newKdf(cost);
  return {
    mode: 'passphrase',
    kdf,
    wrapped: seal(await passphraseKey(passphrase, kdf), wrapContext(master.id), master.bytes),
  };
}

/**
 * Makes the first key of a profile and wraps it under a passphrase.
 * @throws AppError `vault.key-exists` when there is a key already
 */
export async function createPassphraseKey(
  { records, kdfCost, now, withProfileLock }: UnlockDeps,
  passphrase: string,
): Promise<Unlocked> {
  return withProfileLock(async () => {
    if (records.get()?.check || records.hasSealedData()) throw keyExists();
    const master = { id: uuidv7({ msecs: now().getTime() }), bytes: newKeyBytes() };
    records.saveKeyRecord(master, await wrapWithPassphrase(master, passphrase, kdfCost), now().toISOString());
    return ready(master, 'passphrase', { createdNow: true });
  });
}

/** Opens the wrapped key. A wrong passphrase is a state and not an error: the person tries again. */
export async function unlockPassphraseKey(record: KeyRecord, passphrase: string): Promise<Unlocked> {
  const { keyId, check, protection } = record;
  if (protection.mode !== 'passphrase' || !check) throw keyExists();
  const bytes = open(await passphraseKey(passphrase, protection.kdf), wrapContext(keyId), protection.wrapped);
  if (typeof bytes === 'string' || !fitsCheckValue({ id: keyId, bytes }, check))
    return { state: { state: 'passphrase-needed', wrong: true } };
  return ready({ id: keyId, bytes }, 'passphrase', { createdNow: false });
}

const keyExists = () =>
  new AppError({
    code: 'vault.key-exists',
    message: t('This profile is protected already.'),
    cause: t('It has a key, and a second one would not open what the first one sealed.'),
    fix: t('Open it with the keychain or the passphrase that protects it, or restore from a recovery kit.'),
    retryable: false,
  });
