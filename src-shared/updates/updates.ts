/** Updates of the program, as the window and the command line see them. */
import { z } from 'zod';
import { appErrorSchema } from '../errors';
import { timeSchema } from '../primitives';

/** What an installation waits for: nothing that a person or the program is at is cut off. */
const holdSchema = z.enum(['test', 'sign-in', 'check-all', 'window']);
export type Hold = z.infer<typeof holdSchema>;

/** A newer version, as its signed feed describes it. */
const offerSchema = z.strictObject({
  version: z.string().max(100),
  /** What is new, as plain text; empty when the feed says nothing. */
  notes: z.string().max(8_000),
  releasedAt: z.string().max(40).nullable(),
  /** The size of the download, in bytes. */
  size: z.number().int().nonnegative(),
});
export type Offer = z.infer<typeof offerSchema>;

const updateStateSchema = z.discriminatedUnion('state', [
  /** `no-key`: this program carries no key to check a feed with. */
  z.strictObject({ state: z.literal('off'), reason: z.enum(['no-feed', 'no-key']) }),
  /** `heldBack`: a version that is rolled out step by step, and not on this computer yet. */
  z.strictObject({ state: z.literal('idle'), heldBack: z.string().max(100).nullable() }),
  z.strictObject({ state: z.literal('checking') }),
  z.strictObject({ state: z.literal('available'), offer: offerSchema }),
  z.strictObject({ state: z.literal('downloading'), offer: offerSchema, received: z.number().int().nonnegative() }),
  /**
   * `install`: null until a person asks for it; then what it waits for, and with nothing to wait for it is under way.
   */
  z.strictObject({
    state: z.literal('ready'),
    offer: offerSchema,
    install: z.strictObject({ waitsFor: z.array(holdSchema) }).nullable(),
  }),
  z.strictObject({ state: z.literal('failed'), error: appErrorSchema, offer: offerSchema.nullable() }),
]);
export type UpdateState = z.infer<typeof updateStateSchema>;

export const updatesSchema = z.strictObject({
  /** The version of the program that runs. */
  version: z.string().max(100),
  /** How this copy was installed, and so how it is updated; null when by nothing that can be updated from here. */
  installedBy: z.enum(['deb', 'app-image', 'nsis', 'mac']).nullable(),
  /** Null: none is configured. */
  feed: z
    .strictObject({
      address: z.string().max(500),
      /** Set by a person, or built into the program. */
      setBy: z.enum(['person', 'program']),
      /** Since when; null for one that is built in. */
      since: timeSchema.nullable(),
    })
    .nullable(),
  /** The feed is asked once a day by itself. */
  automatic: z.boolean(),
  lastCheckedAt: timeSchema.nullable(),
  update: updateStateSchema,
  /** The update that this start came from, until it was read. */
  news: z
    .strictObject({ from: z.string().max(100), version: z.string().max(100), notes: z.string().max(8_000) })
    .nullable(),
});
export type Updates = z.infer<typeof updatesSchema>;
