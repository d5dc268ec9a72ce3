/** A sign-in at a provider's own page: its state and outcome. The tokens stay in the main process. */
import { z } from 'zod';
import { appErrorSchema } from '../errors';
import { idSchema, providerIdSchema, timeSchema } from '../primitives';
import { connectionSchema } from './connection';

const signInOutcomeSchema = z.discriminatedUnion('kind', [
  /** Everything was granted and is stored. */
  z.strictObject({ kind: z.literal('signed-in'), connection: connectionSchema }),
  /** The person said no at the provider. Nothing was stored. */
  z.strictObject({ kind: z.literal('denied'), error: appErrorSchema }),
  /** The person stopped it here. Nothing was stored. */
  z.strictObject({ kind: z.literal('cancelled') }),
  /** Nobody finished it in time. Nothing was stored. */
  z.strictObject({ kind: z.literal('timed-out') }),
  /** A policy of the person's organization forbids it. Nothing was stored. */
  z.strictObject({ kind: z.literal('policy'), error: appErrorSchema }),
  /** The provider refused on its own page, as the person read there; nothing came back. Nothing was stored. */
  z.strictObject({ kind: z.literal('blocked'), error: appErrorSchema }),
  /** Boxes were left unticked. Nothing was stored; the same sign-in can be started again. */
  z.strictObject({
    kind: z.literal('missing-permissions'),
    account: z.string().nullable(),
    missing: z.array(z.strictObject({ label: z.string(), tickBox: z.string() })).min(1),
  }),
  /**
   * Another account than the stored one. Nothing was stored; `credentials.save` with the `verificationId` stores it if
   * that is meant.
   */
  z.strictObject({
    kind: z.literal('other-account'),
    expected: z.string(),
    found: z.string(),
    verificationId: idSchema,
    choice: z.string().nullable(),
    expiresAt: timeSchema,
  }),
  z.strictObject({ kind: z.literal('failed'), error: appErrorSchema }),
]);
export type SignInOutcome = z.infer<typeof signInOutcomeSchema>;

const common = { id: idSchema, organizationId: idSchema, provider: providerIdSchema, startedAt: timeSchema };

export const signInSchema = z.discriminatedUnion('state', [
  /** The browser has it. `link` is the provider's page, for copying to a browser that did not open. */
  z.strictObject({
    ...common,
    state: z.literal('waiting'),
    link: z.string(),
    expiresAt: timeSchema,
    /** `failed`: the system opened no browser; `not-asked`: the caller opens the link. */
    browser: z.enum(['opened', 'failed', 'not-asked']),
  }),
  /** The person is done; the code is being exchanged. */
  z.strictObject({ ...common, state: z.literal('finishing') }),
  z.strictObject({ ...common, state: z.literal('ended'), endedAt: timeSchema, outcome: signInOutcomeSchema }),
]);
export type SignIn = z.infer<typeof signInSchema>;
export type WaitingSignIn = Extract<SignIn, { state: 'waiting' }>;
