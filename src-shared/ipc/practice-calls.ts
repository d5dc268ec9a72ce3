/** Calls about practice mode. */
import { z } from 'zod';
import { e164Schema, providerIdSchema, timeSchema } from '../primitives';
import type { CallsOf } from './calls-of';
import { nothing } from './shapes';

export const practiceCalls = {
  /** Starts the simulators and moves to the practice profile; real clinics stay where they are, untouched. */
  'practice.start': { request: nothing, response: nothing },
  'practice.stop': { request: nothing, response: nothing },
  /** What practice mode offers: recipients that cause a known error, credentials to paste, bad networks to choose. */
  'practice.scenarios': {
    request: nothing,
    response: z.strictObject({
      /** For a provider with a sign-in these are OAuth clients; the account is chosen on the simulated page. */
      credentials: z.array(
        z.strictObject({
          provider: providerIdSchema,
          id: z.string(),
          label: z.string(),
          detail: z.string(),
          fields: z.record(z.string(), z.string()),
          methodId: z.string(),
        }),
      ),
      recipients: z.array(z.strictObject({ number: e164Schema, label: z.string(), code: z.string().nullable() })),
      /**
       * Bad networks for `practice.chooseNetwork`. `code` is null where requests succeed and the console only shows a
       * notice.
       */
      networks: z
        .array(z.strictObject({ id: z.string(), code: z.string().nullable(), label: z.string(), detail: z.string() }))
        .optional(),
    }),
  },
  /** Chooses a bad network for all requests to providers in practice mode; null for the ordinary one. */
  'practice.chooseNetwork': { request: z.strictObject({ id: z.string().max(60).nullable() }), response: nothing },
  /** What the simulated phones got, oldest first. `arrivedAt` is null for a text that is on its way. */
  'practice.texts': {
    request: nothing,
    response: z.array(
      z.strictObject({
        id: z.string(),
        from: z.string(),
        to: z.string(),
        text: z.string(),
        arrivedAt: timeSchema.nullable(),
      }),
    ),
  },
  /** Deletes all that was practised, and begins practice anew. Real clinics stay as they are. */
  'practice.reset': { request: nothing, response: nothing },
} as const satisfies CallsOf<'practice'>;
