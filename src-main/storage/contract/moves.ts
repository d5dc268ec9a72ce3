/** Clinics on their way to a shared vault. */
import type { ProviderId } from '../../../src-shared/primitives';
import type { ClinicCopy } from '../clinic-copy';
import type { AuditNote } from './audit';

export type MoveMark = { state: 'begun' | 'moved'; vaultId: string };

/** The clinics of this computer on their way to a shared vault. */
export interface ClinicMoves {
  /** All clinics of this computer, by name. */
  list(): Promise<{ organizationId: string; name: string; mark: MoveMark | null }[]>;
  mark(organizationId: string): Promise<MoveMark | null>;
  /** How far each connection of a clinic has come here. */
  revisions(organizationId: string): Promise<{ provider: ProviderId; revision: number; sealedRevision: number }[]>;
  /**
   * From here on the clinic is only read.
   * @throws AppError `shared-vault.move-unsettled`, `credentials.came-back`, `vault.*`: then nothing has begun
   */
  begin(organizationId: string, vaultId: string): Promise<ClinicCopy>;
  /** Nothing came of it. */
  abandon(organizationId: string): Promise<void>;
  /** It was opened in the shared vault. */
  finish(organizationId: string, note: AuditNote): Promise<void>;
  /** Destroys what is left here of a clinic that was moved. */
  forget(organizationId: string, note: AuditNote): Promise<void>;
}
