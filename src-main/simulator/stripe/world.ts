/** The state of the simulated Stripe. Times are seconds since 1970. */
import { randomBytes } from 'node:crypto';
import type { Answer } from '../faults';
import { practiceKeys } from './fixtures';
import type { SimulatedAccount, SimulatedKey, SimulatedSession } from './model';

export type World = ReturnType<typeof createWorld>;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const random = (length: number) => Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('');

/** @param nowMs milliseconds since 1970 */
export function createWorld(nowMs: () => number) {
  const now = () => Math.floor(nowMs() / 1000);
  /** By their secret. */
  const keys = new Map<string, SimulatedKey>();
  /** Oldest first. */
  const sessions: SimulatedSession[] = [];
  const answered = new Map<string, { fingerprint: string; answer: Answer }>();
  let sequence = 0;

  const world = {
    now,
    keys,
    sessions,
    /** Answers to POSTs that carried an idempotency key. */
    answered,
    newRequestId: () => `req_${random(14)}`,
    newSessionId: (livemode: boolean) => {
      sequence += 1;
      return `cs_${livemode ? 'live' : 'test'}_a1${sequence.toString(36).padStart(6, '0')}${random(50)}`;
    },
    /** A checkout's current status: past its end it is expired. */
    statusOf: (session: SimulatedSession): SimulatedSession['status'] =>
      session.status === 'open' && session.expiresAt <= now() ? 'expired' : session.status,
    find: (account: SimulatedAccount, livemode: boolean, id: string) =>
      sessions.find((one) => one.id === id && one.account === account && one.livemode === livemode),
    reset(): void {
      keys.clear();
      sessions.length = 0;
      answered.clear();
      for (const key of practiceKeys(now()).values()) keys.set(key.secret, key);
    },
  };
  world.reset();
  return world;
}
