/** What the package offers. Types alone: the build publishes this file as the package’s declarations. */
import type { calendar_v3 } from '@googleapis/calendar';
import type { Twilio } from 'twilio';

export type ProviderId = 'twilio' | 'google' | 'stripe';

export type ReceptionistOptions = {
  /** As `machines add` printed it: `postgres://login@host:5432/database`. Without a password; there is none. */
  databaseUrl: string;
  /** Made by `npx voxanne-receptionist init`, readable by its owner only. */
  keyFile: string;
  /** Where what was delivered is kept, encrypted, for a time in which the database is out of reach. */
  cacheFile: string;
  /** How often the database is asked, in milliseconds, where it can’t say by itself that something changed. */
  pollMs?: number;
  /**
   * How long credentials are used without a member’s console vouching for them, in milliseconds: at least two hours, by
   * default 14 days. From a day on `stale` says so.
   */
  aloneMs?: number;
};

/** What a clinic’s credentials are, for one use. */
export type Credentials = {
  fields: Readonly<Record<string, string>>;
  /** The clinic’s number in E.164, or the id of its calendar. */
  choice: string | null;
  revision: number;
};

export type Change = { clinicId: string; provider: ProviderId; revision: number };

export type ReceptionistEvents = {
  /** Other credentials are used from now on. */
  changed: Change;
  /** Nothing may be done with these credentials any more. */
  revoked: Change;
  /** The database is out of reach, or no console vouches; what is used was true `ageMs` milliseconds ago. */
  stale: { ageMs: number; cause: ReceptionistErrorData };
};

export type ReceptionistErrorData = {
  /** Stable name of the failure. */
  code: string;
  message: string;
  cause: string;
  fix: string;
  retryable: boolean;
};

/** What this machine has, without secrets. */
export type Held = Change & {
  revoked: boolean;
  choice: string | null;
  /** When a member’s console vouched last that nothing newer is delivered; null where no console does. */
  vouchedAt: string | null;
};

export type Receptionist = {
  /**
   * Runs `work` with the clinic’s credentials. After a refusal of the credentials by the provider they are read once
   * more, and `work` runs again where newer ones were delivered; else the console is told.
   * @throws ReceptionistError `receptionist.not-delivered`, `receptionist.revoked`; and what `work` throws
   */
  use<T>(clinicId: string, provider: ProviderId, work: (credentials: Credentials) => Promise<T>): Promise<T>;
  /** A client of the twilio package for the clinic’s own account, and its number. Ask for it each time: it is kept. */
  twilio(clinicId: string): Promise<{ client: Twilio; from: string }>;
  /** The clinic’s own calendar. Ask for it each time: it is kept. */
  calendar(clinicId: string): Promise<{ calendar: calendar_v3.Calendar; calendarId: string }>;
  held(): Held[];
  on<Name extends keyof ReceptionistEvents>(
    name: Name,
    listener: (event: ReceptionistEvents[Name]) => void,
  ): () => void;
  /** Reports what was used, and closes the connections. */
  close(): Promise<void>;
  /** The same, at the end of a block: `await using receptionist = await openReceptionist(…)`. */
  [Symbol.asyncDispose](): Promise<void>;
};

export type OpenReceptionist = (options: ReceptionistOptions) => Promise<Receptionist>;
