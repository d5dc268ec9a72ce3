/**
 * What the services may ask of storage; `contract` has it by subject. A method that changes something does so in one
 * transaction, its audit row included. `verify` of the audit trail reads in several, and destroyed secrets are taken
 * out of the log and the backups after the transaction, best effort. Methods answer with promises although SQLite
 * answers at once, so that a shared PostgreSQL vault is one more implementation. Times are ISO strings in UTC by the
 * platform's clock; ids are UUIDv7, made by storage.
 */
import type { Settings } from '../../src-shared/settings/settings';
import type { SealContext } from '../crypto/envelope';
import type { AuditRepository } from './contract/audit';
import type { ClinicMoves } from './contract/moves';
import type { OrganizationRepository, OrganizationScope } from './contract/organizations';
import type { WatchRepository } from './contract/watch';
import type { DatabaseFacts } from './database-facts';
import type { RunLocks } from './run-locks';

export type * from './contract/audit';
export type * from './contract/credentials';
export type * from './contract/moves';
export type * from './contract/organizations';
export type * from './contract/tests';
export type * from './contract/watch';

export interface SettingsRepository {
  get(): Promise<Settings>;
  update(change: Partial<Settings>): Promise<Settings>;
}

export type ComputerSecrets = {
  /** @throws AppError `vault.*` when there is no key */
  seal(context: SealContext, plain: Buffer): Buffer;
  /** @returns null when it does not open. @throws AppError `vault.*` when there is no key */
  open(context: SealContext, sealed: Buffer): Buffer | null;
};

/** What this computer saw last of its shared vault, by subject. */
export interface PinRepository {
  read(subject: string): Promise<string | null>;
  startingWith(prefix: string): Promise<Map<string, string>>;
  /** @param to from what is kept now */
  change(subject: string, to: (before: string | null) => string): Promise<void>;
}

export type Storage = {
  readonly organizations: OrganizationRepository;
  readonly audit: AuditRepository;
  readonly settings: SettingsRepository;
  readonly watch: WatchRepository;
  /** Who uses the console, as it is shown: the name that the person chose, or the system's. */
  actor(): string;
  /** Seals secrets of this computer; the caller stores them. */
  readonly computerSecrets: ComputerSecrets;
  /** Who runs a test, in a store that several computers share; null where the profile itself keeps that. */
  readonly runLocks: RunLocks | null;
  /** Its clinics on their way to a shared vault; null in a shared one. */
  readonly moves: ClinicMoves | null;
  readonly pins: PinRepository;
  /** Facts for support, without contents. Reads the whole database. */
  facts(): Promise<DatabaseFacts>;
  /** @throws AppError `organization.unknown`, at once or, where that takes a server, at the first change */
  forOrganization(organizationId: string): OrganizationScope;
  /** Checkpoints and closes. Safe to call twice. */
  close(): void;
};
