/**
 * The keys of this run, in memory only. Clinics' secrets are sealed and opened here. The master key itself is wrapped
 * elsewhere: under a passphrase by `vault/unlock.ts`, in a kit by `vault/recovery`.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { AppError, type AppErrorData } from '../../src-shared/errors';
import { open, type SealContext, seal } from './envelope';
import { computerKey, type MasterKey, newKeyBytes, wrappingKey } from './master-key';
import { credentialNotOpened, dataKeyMissing, dataKeyNotOpened } from './sealed-errors';

/** A clinic's data key as the database holds it; `wrapped` is asked for only when the key is not in memory yet. */
type DataKeyRef = { organizationId: string; version: number; wrapped: () => Buffer | undefined };

export type Keyring = {
  /** A new data key for a clinic, wrapped by the master key. @throws AppError `vault.*` when no master key is held */
  newDataKey(organizationId: string, version: number): Buffer;
  /** @throws AppError `vault.*` */
  seal(dataKey: DataKeyRef, context: SealContext, plain: Buffer): Buffer;
  /** @throws AppError `vault.*`, a different one for each way in which it may not open */
  open(dataKey: DataKeyRef, context: SealContext, sealed: Buffer): Buffer;
  /**
   * Seals what belongs to this computer and to no organization.
   * @throws AppError `vault.*` when no master key is held
   */
  sealForComputer(context: SealContext, plain: Buffer): Buffer;
  /** @returns null when it does not open, whatever the reason. @throws AppError `vault.*` when no master key is held */
  openForComputer(context: SealContext, sealed: Buffer): Buffer | null;
  /** Forgets a clinic's data key, after the clinic was removed. */
  forget(organizationId: string): void;
  /** Takes ownership of the master key: its bytes are overwritten when it is dropped. */
  hold(master: MasterKey): void;
  /** Overwrites the master key and releases all others. */
  drop(): void;
};

/** @param blocked the error to answer with while no master key is held */
export function createKeyring(blocked: () => AppErrorData): Keyring {
  let master: MasterKey | null = null;
  let wrapping: KeyObject | null = null;
  const dataKeys = new Map<string, KeyObject>();

  const requireKeys = () => {
    if (!master || !wrapping) throw new AppError(blocked());
    return { master, wrapping };
  };
  const name = (organizationId: string, version: number) => `${organizationId} ${version}`;
  const wrapContext = (masterId: string, organizationId: string, version: number): SealContext => [
    'organization-key',
    masterId,
    organizationId,
    version,
  ];

  function dataKey({ organizationId, version, wrapped }: DataKeyRef): KeyObject {
    const known = dataKeys.get(name(organizationId, version));
    if (known) return known;
    const keys = requireKeys();
    const sealed = wrapped();
    if (!sealed) throw dataKeyMissing();
    const bytes = open(keys.wrapping, wrapContext(keys.master.id, organizationId, version), sealed);
    if (typeof bytes === 'string') throw dataKeyNotOpened(bytes);
    const key = createSecretKey(bytes);
    bytes.fill(0);
    dataKeys.set(name(organizationId, version), key);
    return key;
  }

  return {
    newDataKey(organizationId, version) {
      const keys = requireKeys();
      const bytes = newKeyBytes();
      const wrapped = seal(keys.wrapping, wrapContext(keys.master.id, organizationId, version), bytes);
      bytes.fill(0);
      return wrapped;
    },
    seal: (ref, context, plain) => seal(dataKey(ref), context, plain),
    open(ref, context, sealed) {
      const plain = open(dataKey(ref), context, sealed);
      if (typeof plain === 'string') throw credentialNotOpened(plain);
      return plain;
    },
    sealForComputer: (context, plain) => seal(computerKey(requireKeys().master), ['computer', ...context], plain),
    openForComputer(context, sealed) {
      const plain = open(computerKey(requireKeys().master), ['computer', ...context], sealed);
      return typeof plain === 'string' ? null : plain;
    },
    forget(organizationId) {
      for (const key of dataKeys.keys()) if (key.startsWith(`${organizationId} `)) dataKeys.delete(key);
    },
    hold(key) {
      if (master === key) return;
      this.drop();
      master = key;
      wrapping = wrappingKey(key);
    },
    drop() {
      master?.bytes.fill(0);
      master = null;
      wrapping = null;
      dataKeys.clear();
    },
  };
}
