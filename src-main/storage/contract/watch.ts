/** What background checks know and told. */
import type { BackgroundNotice } from '../../../src-shared/background/notice';
import type { ProviderId } from '../../../src-shared/primitives';
import type { Slice } from '../../slices';

/** When a connection was tried. */
export type KnownAttempt = {
  organizationId: string;
  provider: ProviderId;
  accountKey: string;
  attemptedAt: string | null;
  /** The last attempt proved nothing, neither for the connection nor against it. */
  isOpen: boolean;
};

/** What background checks know and told, across clinics. */
export interface WatchRepository {
  /**
   * Every connection that was not revoked, of a slice of all clinics by their ids.
   * @param after the `next` of the slice before; empty at first
   * @param limit how many clinics
   */
  attemptsAfter(after: string, limit: number): Promise<Slice<KnownAttempt>>;
  /** The same: clinics with a connection that may be broken; the rule of readiness says whether it is. */
  doubtfulAfter(after: string, limit: number): Promise<Slice<string>>;
  /** What was told, by subject. */
  marks(): Promise<Map<string, string>>;
  /** Keeps marks and notices, all or none of them. @returns the notices as they are stored */
  record(change: {
    set: readonly (readonly [subject: string, value: string])[];
    remove: readonly string[];
    notices: readonly Omit<BackgroundNotice, 'id' | 'at'>[];
  }): Promise<BackgroundNotice[]>;
  /** When a recovery kit was saved last, and since when there are credentials; null for never. */
  kit(): Promise<{ savedAt: string | null; since: string | null }>;
  /** When each kept notice was told, the oldest first. */
  toldAt(): Promise<string[]>;
  /** Notices that nobody has seen, the newest first. */
  unseen(limit: number): Promise<BackgroundNotice[]>;
  /** A person saw a notice; all of them for null. */
  see(id: string | null): Promise<void>;
}
