/**
 * The keys of this run, in memory only. Clinics' secrets are sealed and opened here. The master key itself is wrapped
 * elsewhere: under a passphrase by `vault/unlock.ts`, in a kit by `vault/recovery`.
 */
import { createHmac, createPublicKey, createSecretKey, type KeyObject, sign } from 'node:crypto';
import { AppError, type AppErrorData } from '../../src-shared/errors';
import { isDestroyed } from './destroyed-key';
import { open, type SealContext, seal } from './envelope';
import { auditKey, computerKey, type MasterKey, newKeyBytes, signingKey, wrappingKey } from './master-key';
import { credentialNotOpened, dataKeyDestroyed, dataKeyMissing, dataKeyNotOpened } from './sealed-errors';

/** A data key of a clinic as the database holds it; `wrapped` is asked for when something is sealed or opened. */
export type DataKeyRef = { organizationId: string; version: number; wrapped: () => Buffer | undefined };

/** Both in base64; the public key in its DER form. */
export type Signature = { publicKey: string; signature: string };

export type Keyring = {
  /** A new data key of a clinic, wrapped by the master key. @throws AppError `vault.*` when no master key is held */
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
  /** A code over `text` that only this vault's key makes: HMAC-SHA-256, in hex. Null while no master key is held. */
  auditCode(text: string): string | null;
  /** Signs an export with the Ed25519 key of this vault. @throws AppError `vault.*` when no master key is held */
  sign(bytes: Buffer): Signature;
  /** @throws AppError `vault.*` when no master key is held */
  requireKey(): void;
  /** Takes ownership of the master key: its bytes are overwritten when it is dropped. */
  hold(master: MasterKey): void;
  /** Overwrites the master key. */
  drop(): void;
};

/** What belongs to the computer of a master key that is not held here, such as a recovery kit's. */
export const computerSecretsUnder = (master: MasterKey) => ({
  seal: (context: SealContext, plain: Buffer): Buffer => seal(computerKey(master), ['computer', ...context], plain),
  open(context: SealContext, sealed: Buffer): Buffer | null {
    const plain = open(computerKey(master), ['computer', ...context], sealed);
    return typeof plain === 'string' ? null : plain;
  },
});

/** @param blocked the error to answer with while no master key is held */
export function createKeyring(blocked: () => AppErrorData): Keyring {
  let master: MasterKey | null = null;
  let wrapping: KeyObject | null = null;
  let audit: KeyObject | null = null;

  const requireKeys = () => {
    if (!master || !wrapping) throw new AppError(blocked());
    return { master, wrapping };
  };
  const wrapContext = (masterId: string, organizationId: string, version: number): SealContext => [
    'organization-key',
    masterId,
    organizationId,
    version,
  ];

  function dataKey({ organizationId, version, wrapped }: DataKeyRef): KeyObject {
    const keys = requireKeys();
    const sealed = wrapped();
    if (!sealed) throw dataKeyMissing();
    if (isDestroyed(sealed)) throw dataKeyDestroyed();
    const bytes = open(keys.wrapping, wrapContext(keys.master.id, organizationId, version), sealed);
    if (typeof bytes === 'string') throw dataKeyNotOpened(bytes);
    const key = createSecretKey(bytes);
    bytes.fill(0);
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
    sealForComputer: (context, plain) => computerSecretsUnder(requireKeys().master).seal(context, plain),
    openForComputer: (context, sealed) => computerSecretsUnder(requireKeys().master).open(context, sealed),
    requireKey: () => void requireKeys(),
    sign(bytes) {
      const key = signingKey(requireKeys().master);
      const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
      return { publicKey, signature: sign(null, bytes, key).toString('base64') };
    },
    auditCode: (text) => (audit ? createHmac('sha256', audit).update(text).digest('hex') : null),
    hold(key) {
      if (master === key) return;
      this.drop();
      master = key;
      wrapping = wrappingKey(key);
      audit = auditKey(key);
    },
    drop() {
      master?.bytes.fill(0);
      master = null;
      wrapping = null;
      audit = null;
    },
  };
}
