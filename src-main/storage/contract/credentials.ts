/** Credentials, what is known of their connections, and revocations that wait. */
import type { CameBack } from '../../../src-shared/credentials/came-back';
import type { ConnectionStatus } from '../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../src-shared/errors';
import type { RecordedState } from '../../../src-shared/organizations/ladder';
import type { ProviderId } from '../../../src-shared/primitives';
import type { CredentialFields } from '../credential-fields';
import type { AuditNote } from './audit';

/** A credential without its secret: what may be listed, logged and shown. */
export type CredentialRecord = {
  id: string;
  organizationId: string;
  provider: ProviderId;
  methodId: string;
  status: ConnectionStatus;
  /** The choice: the number in E.164, the calendar's id. */
  choice: string | null;
  /** Public metadata of the provider: account name, type, SIDs. Also `accountKey` and `keyHint`. */
  metadata: Record<string, unknown>;
  accountKey: string;
  keyHint: string;
  /** Obtained from a simulator. Bound to the sealed fields, like `mode`: they don't open as anything else. */
  simulated: boolean;
  /** Test or live, where the provider has both; null elsewhere. */
  mode: string | null;
  /** Raised by one at each write; a write that names an older one is refused. */
  revision: number;
  addedBy: string;
  addedAt: string;
  verifiedAt: string | null;
  /** When it was checked last, whatever came of it; null when that is not known. */
  attemptedAt: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
  lastError: AppErrorData | null;
  /** It is not the one that the audit trail left here. Null while that is not known: the vault is locked. */
  cameBack: CameBack | null;
};

/** The newest state of one rung. */
export type ReadinessCheck = {
  provider: ProviderId;
  rung: string;
  state: RecordedState;
  proof: string | null;
  checkedAt: string;
  simulated: boolean;
};

/** What a credential is opened for. */
export type Use = { readonly simulated: boolean };

/** What a credential is saved with. Fields that are left out: `active`, no error, no mode. */
export type NewCredential = Pick<
  CredentialRecord,
  'provider' | 'methodId' | 'choice' | 'metadata' | 'accountKey' | 'keyHint' | 'simulated' | 'verifiedAt' | 'expiresAt'
> &
  Partial<Pick<CredentialRecord, 'status' | 'lastError' | 'mode'>> & {
    /** When the one was added that a person saw and means to replace; null for none. Left out: whatever is there. */
    replaces?: string | null;
  };

export interface CredentialRepository {
  list(): Promise<CredentialRecord[]>;
  find(provider: ProviderId): Promise<CredentialRecord | null>;
  /**
   * Seals and stores a credential, replacing in place an earlier one of the same provider (same row, next revision; its
   * old ciphertext is gone). Rungs that were proven with another account or another choice are forgotten; `checks` are
   * the new ones. Revocations of the same account that still wait, of any clinic, are dropped: they would end the new
   * connection.
   * @param pending the replaced access is still to be revoked: its fields move, sealed, to the pending revocations
   * @throws AppError `credentials.changed` when another one was saved meanwhile; `vault.*` when there is no key.
   * Nothing is written then
   */
  save(
    credential: NewCredential,
    fields: CredentialFields,
    checks: ReadinessCheck[],
    note: AuditNote,
    pending?: QueuedRevocation,
  ): Promise<CredentialRecord>;
  /**
   * Opens the sealed fields.
   * @param use the endpoint that they are opened for; without it they go nowhere
   * @throws AppError `vault.sealed-data-invalid` and its kin when they do not open; the ciphertext stays.
   * `credentials.real-for-simulated` and the reverse for an endpoint of the other kind
   */
  open(provider: ProviderId, use?: Use): Promise<{ record: CredentialRecord; fields: CredentialFields }>;
  /**
   * Records what a later check found: status, metadata, error, rungs. The sealed secret is not touched.
   * A change of `choice` forgets the rungs of the old one first.
   * @throws AppError `credentials.changed` when `revision` is given and is no longer the stored one: the check was of
   * something else
   */
  recordCheck(
    provider: ProviderId,
    change: Partial<
      Pick<
        CredentialRecord,
        'revision' | 'status' | 'choice' | 'metadata' | 'verifiedAt' | 'attemptedAt' | 'expiresAt' | 'lastError'
      >
    >,
    checks: ReadinessCheck[],
    note: AuditNote | null,
  ): Promise<CredentialRecord>;
  /**
   * Seals changed fields in place of the stored ones, in one transaction with reading those: a replaced secret is not
   * lost and does not overwrite a newer one. Nothing else of the record changes.
   * @param change from the fields as they are stored now; null to leave them
   * @returns the record after it; null when nothing was changed
   */
  replaceFields(
    provider: ProviderId,
    change: (current: CredentialFields) => CredentialFields | null,
    note: AuditNote,
  ): Promise<CredentialRecord | null>;
  /**
   * Runs `work`, which refreshes the sign-in, while no other console and no machine does so.
   * @param work is told whether the stored secret may be another one by now
   */
  inRefreshTurn<T>(provider: ProviderId, work: (mayBeOther: boolean) => Promise<T>): Promise<T>;
  /**
   * Destroys the ciphertext and keeps the record, with its status `revoked`; its rungs are forgotten.
   * @param pending the provider could not be told: its fields move, sealed, to the pending revocations, in the same
   * transaction
   */
  revoke(provider: ProviderId, note: AuditNote, pending?: QueuedRevocation): Promise<CredentialRecord>;
  /**
   * Records that a person wants to use a credential that has come back with an earlier database. One that has not is
   * left as it is.
   */
  confirm(provider: ProviderId, note: AuditNote): Promise<CredentialRecord>;
}

/** A revocation to queue: the account's display name, and why its provider could not be told. */
export type QueuedRevocation = { account: string; problem: AppErrorData };

export interface ReadinessRepository {
  list(): Promise<ReadinessCheck[]>;
  record(checks: ReadinessCheck[], note: AuditNote | null): Promise<void>;
}

/** A revocation that still has to reach the provider. */
export type PendingRevocation = {
  id: string;
  organizationId: string;
  provider: ProviderId;
  accountKey: string;
  /** Display name of the access. */
  account: string;
  simulated: boolean;
  queuedAt: string;
  lastTriedAt: string;
  problem: AppErrorData;
};

export interface RevocationRepository {
  /** Oldest first. */
  list(): Promise<PendingRevocation[]>;
  /** Null when it is no longer pending. @throws AppError `vault.*`, as for credentials */
  open(
    id: string,
    use?: (provider: ProviderId) => Use,
  ): Promise<{ revocation: PendingRevocation; fields: CredentialFields } | null>;
  /** Records another failed attempt. */
  failed(id: string, problem: AppErrorData): Promise<void>;
  /** Destroys the sealed fields: the access was revoked, or need not be. */
  finish(id: string, note: AuditNote): Promise<void>;
}
