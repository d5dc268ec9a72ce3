/** The state of the simulated Google, and the rules for the lifetime of grants. */
import { randomBytes } from 'node:crypto';
import { isPracticeAppointment, practiceAccounts, practiceClients } from './fixtures';
import type { AccessToken, Account, Asked, Code, Grant, OAuthClient } from './model';

export type World = ReturnType<typeof createWorld>;

const second = 1000;
const sevenDays = 7 * 24 * 3_600_000;
/** Limit of refresh tokens for an account and client; beyond it the oldest is silently revoked. */
const liveTokens = 100;

const random = (length: number) => randomBytes(length).toString('base64url');

/** @param now milliseconds since 1970 */
export function createWorld(now: () => number) {
  const clients = new Map<string, OAuthClient>();
  const accounts = new Map<string, Account>();
  const codes = new Map<string, Code>();
  const asked = new Map<string, Asked>();
  const accessTokens = new Map<string, AccessToken>();
  const grants: Grant[] = [];
  const byRefreshToken = new Map<string, Grant>();
  let accessLifeMs = 3599 * second;
  let rotates = false;

  const isAlive = (grant: Grant) => !grant.revoked && (grant.expiresAt === null || grant.expiresAt > now());

  const world = {
    now,
    clients,
    accounts,
    codes,
    asked,
    grants,
    isAlive,
    accessLifeMs: () => accessLifeMs,
    setAccessLife: (ms: number) => {
      accessLifeMs = ms;
    },
    rotates: () => rotates,
    setRotation: (on: boolean) => {
      rotates = on;
    },
    newCode(code: Omit<Code, 'expiresAt' | 'used'>): string {
      const name = `4/0A${random(36)}`;
      codes.set(name, { ...code, expiresAt: now() + 10 * 60 * second, used: false });
      return name;
    },
    newRequest(request: Asked): string {
      const name = random(16);
      asked.set(name, request);
      return name;
    },
    newAccessToken(grant: Grant, lifeMs: number): string {
      const token = `ya29.${random(96)}`;
      accessTokens.set(token, { grant, expiresAt: now() + lifeMs });
      return token;
    },
    newRefreshToken(grant: Grant): string {
      const token = `1//0${random(48)}`;
      byRefreshToken.set(token, grant);
      return token;
    },
    access: (token: string) => accessTokens.get(token),
    refreshGrant: (token: string) => byRefreshToken.get(token),
    /** Finds a grant by any of its tokens. */
    grantOf: (token: string) => byRefreshToken.get(token) ?? accessTokens.get(token)?.grant,
    hasGranted: (account: Account, client: OAuthClient) =>
      grants.some((grant) => grant.account === account && grant.client.id === client.id && isAlive(grant)),
    addGrant(
      grant: Omit<Grant, 'refreshToken' | 'successor' | 'revoked' | 'issuedAt' | 'expiresAt'>,
      withRefreshToken: boolean,
    ): Grant {
      const made: Grant = {
        ...grant,
        refreshToken: null,
        successor: null,
        revoked: false,
        issuedAt: now(),
        expiresAt: grant.client.testing ? now() + sevenDays : null,
      };
      if (withRefreshToken) made.refreshToken = world.newRefreshToken(made);
      grants.push(made);
      const same = grants.filter(
        (one) =>
          one.client.id === made.client.id && one.account === made.account && one.refreshToken !== null && isAlive(one),
      );
      for (const oldest of same.slice(0, Math.max(0, same.length - liveTokens))) oldest.revoked = true;
      return made;
    },
    /** A grant of an earlier run. */
    putGrant(grant: Grant): void {
      grants.push(grant);
      for (const token of [grant.refreshToken, grant.successor]) if (token !== null) byRefreshToken.set(token, grant);
    },
    isAppointment: isPracticeAppointment,
    /** Ends all grants of an account to the grant's project, of every client. */
    revoke(grant: Grant): number {
      const dead = grants.filter(
        (one) => one.client.project === grant.client.project && one.account === grant.account && !one.revoked,
      );
      for (const one of dead) one.revoked = true;
      return dead.length;
    },
    expireAccessTokens(): void {
      for (const token of accessTokens.values()) token.expiresAt = 0;
    },
    reset(): void {
      for (const map of [clients, accounts, codes, asked, accessTokens, byRefreshToken]) map.clear();
      grants.length = 0;
      accessLifeMs = 3599 * second;
      rotates = false;
      for (const client of practiceClients().values()) clients.set(client.id, client);
      for (const account of practiceAccounts(now())) accounts.set(account.id, account);
    },
  };
  world.reset();
  return world;
}
