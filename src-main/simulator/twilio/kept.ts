/** What the simulated Twilio keeps from one run to the next: messages, and keys and auth tokens that were made. */
import { z } from 'zod';
import type { Account, Message } from './model';
import type { World } from './world';

/** Messages. Older ones can no longer be looked up, as at Twilio after its own time. */
const most = 1000;

const time = z.number();

const messageSchema = z.object({
  sid: z.string(),
  accountSid: z.string(),
  to: z.string(),
  from: z.string(),
  body: z.string(),
  segments: z.number(),
  messagingServiceSid: z.string().nullable(),
  acceptedAt: time,
  stages: z
    .array(
      z.object({
        status: z.enum(['queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed']),
        atMs: z.number(),
      }),
    )
    .readonly(),
  errorCode: z.number().nullable(),
  pretended: z.boolean(),
}) satisfies z.ZodType<Message>;

const accountSchema = z.object({
  sid: z.string(),
  authToken: z.string(),
  secondaryAuthToken: z.string().nullable(),
  keys: z.array(
    z.object({
      sid: z.string(),
      secret: z.string(),
      friendlyName: z.string(),
      kind: z.enum(['main', 'standard', 'restricted']),
      permissions: z.array(
        z.enum(['phone-numbers', 'messages:create', 'messages:read', 'caller-ids', 'balance', 'messaging']),
      ),
      createdAt: time,
    }),
  ),
});
type KeptAccount = z.infer<typeof accountSchema>;

export const keptSchema = z.object({
  version: z.literal(1),
  messages: z.array(messageSchema),
  /** The accounts whose keys or tokens have changed since the beginning. */
  accounts: z.array(accountSchema),
});
type Kept = z.infer<typeof keptSchema>;

const accessOf = ({ sid, authToken, secondaryAuthToken, keys }: Account): KeptAccount => ({
  sid,
  authToken,
  secondaryAuthToken,
  keys: [...keys.values()].map(({ permissions, ...key }) => ({ ...key, permissions: [...permissions] })),
});

/** @param world as it is in the beginning @returns puts back what was kept, and says what is to be kept */
export function createKeeping(world: World) {
  const initial = new Map(world.accounts().map((account) => [account.sid, JSON.stringify(accessOf(account))]));
  return {
    recall(kept: Kept | null): void {
      for (const { sid, authToken, secondaryAuthToken, keys } of kept?.accounts ?? []) {
        const account = world.account(sid);
        if (account === undefined) continue;
        Object.assign(account, { authToken, secondaryAuthToken });
        for (const name of [...account.keys.keys()]) world.removeKey(account, name);
        for (const key of keys) world.addKey(account, key);
      }
      for (const message of kept?.messages ?? []) {
        const account = world.account(message.accountSid);
        if (account !== undefined) world.addMessage(account, message);
      }
    },
    toKeep: (): Kept => ({
      version: 1,
      messages: world.messages().slice(-most),
      accounts: world
        .accounts()
        .map(accessOf)
        .filter((access) => initial.get(access.sid) !== JSON.stringify(access)),
    }),
  };
}
