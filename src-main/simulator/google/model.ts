/**
 * What exists in the simulated Google: OAuth clients, accounts with calendars, and what was granted. Times are
 * milliseconds since 1970.
 */
/** A permanent fault of a client, for practice. Names are those of the error catalogue's scenarios. */
export type ClientTrouble =
  | 'deleted-client'
  | 'unauthorized-client'
  | 'told-on-page'
  | 'admin-policy'
  | 'internal-only'
  | 'not-test-user'
  | 'embedded-browser'
  | 'session-policy'
  | 'revoked'
  | 'refused-token'
  | 'not-enabled'
  | 'rate-limit'
  | 'user-rate-limit'
  | 'quota'
  | 'backend-error'
  | 'calendar-gone'
  | 'event-gone'
  | 'read-only'
  | 'no-revocation'
  | 'unknown-scope'
  | 'unfinished-project'
  | 'ended-token'
  | 'permission-lost'
  | 'permission-lost-new'
  | 'not-enabled-new'
  | 'daily-limit'
  | 'forbidden'
  | 'calendar-deleted'
  | 'disabled-client'
  | 'code-refused'
  | 'sign-in-fault'
  | 'sign-in-busy'
  | 'no-calendar'
  | 'only-shared'
  | 'free-busy-fault';

export type OAuthClient = {
  id: string;
  secret: string;
  /** Grants are withdrawn by project, not by client. */
  project: string;
  kind: 'installed' | 'web';
  /** External and in testing: refresh tokens live for seven days. */
  testing: boolean;
  trouble: ClientTrouble | null;
};

export type CalendarEvent = {
  id: string;
  summary: string;
  description: string;
  start: number;
  end: number;
  created: number;
  status: 'confirmed' | 'cancelled';
  transparent: boolean;
  privateProperties: Record<string, string>;
};

/** One list of events for all accounts that share it. */
export type Calendar = { id: string; summary: string; timeZone: string; events: Map<string, CalendarEvent> };

export type AccessRole = 'owner' | 'writer' | 'reader' | 'freeBusyReader';
export type Account = {
  id: string;
  email: string;
  name: string;
  calendars: { calendar: Calendar; role: AccessRole; primary: boolean; hidden?: boolean }[];
};

export type Grant = {
  client: OAuthClient;
  account: Account;
  scopes: readonly string[];
  refreshToken: string | null;
  issuedAt: number;
  /** When the refresh token ends by itself; null for never. */
  expiresAt: number | null;
  /** The token that replaces this one once it is used. */
  successor: string | null;
  revoked: boolean;
};

export type AccessToken = { grant: Grant; expiresAt: number };

/** An authorization code that was not exchanged yet. */
export type Code = {
  client: OAuthClient;
  account: Account;
  scopes: readonly string[];
  redirectUri: string;
  codeChallenge: string;
  wantsRefreshToken: boolean;
  expiresAt: number;
  used: boolean;
};

/** A sign-in page that was shown. */
export type Asked = {
  client: OAuthClient;
  redirectUri: string;
  state: string | null;
  scopes: readonly string[];
  codeChallenge: string;
  offline: boolean;
  prompt: boolean;
};
