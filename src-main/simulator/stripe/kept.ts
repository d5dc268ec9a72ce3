/**
 * What the simulated Stripe keeps from one run to the next: checkouts, and answers to requests that may be repeated.
 */
import { z } from 'zod';
import type { World } from './world';

/** Of each kind. Far more than a console that is practised with makes in a day. */
const most = 500;

export const keptSchema = z.object({
  version: z.literal(1),
  sessions: z.array(
    z.object({
      /** A key of the account that it was made on. */
      key: z.string(),
      id: z.string(),
      livemode: z.boolean(),
      status: z.enum(['open', 'complete', 'expired']),
      created: z.number(),
      expiresAt: z.number(),
      amount: z.number(),
      currency: z.string(),
      successUrl: z.string(),
      cancelUrl: z.string().nullable(),
      clientReference: z.string().nullable(),
      metadata: z.record(z.string(), z.string()),
    }),
  ),
  answered: z.array(
    z.object({
      name: z.string(),
      fingerprint: z.string(),
      answer: z.object({
        status: z.number(),
        body: z.unknown(),
        headers: z.record(z.string(), z.string()).optional(),
      }),
    }),
  ),
});
type Kept = z.infer<typeof keptSchema>;

export function toKeep(world: World): Kept {
  const keys = [...world.keys.values()];
  return {
    version: 1,
    sessions: world.sessions.slice(-most).flatMap(({ account, ...session }) => {
      const key = keys.find((one) => one.account === account);
      return key === undefined ? [] : [{ key: key.secret, ...session }];
    }),
    answered: [...world.answered].slice(-most).map(([name, { fingerprint, answer }]) => {
      const { headers, ...rest } = answer;
      return { name, fingerprint, answer: headers === undefined ? rest : { ...rest, headers } };
    }),
  };
}

/** Puts back what was kept; what is of an account that no longer exists is left out. */
export function recall(world: World, kept: Kept | null): void {
  for (const { key, ...session } of kept?.sessions ?? []) {
    const account = world.keys.get(key)?.account;
    if (account !== undefined) world.sessions.push({ ...session, account });
  }
  for (const { name, fingerprint, answer } of kept?.answered ?? []) {
    const { headers, ...rest } = answer;
    world.answered.set(name, { fingerprint, answer: headers === undefined ? rest : { ...rest, headers } });
  }
}
