/** Calls about tests of a connection, and the texts that they send. */
import { z } from 'zod';
import { messageDraftsSchema } from '../messaging/drafts';
import { e164Schema, idSchema } from '../primitives';
import { testRunSchema } from '../tests/test-run';
import type { CallsOf } from './calls-of';
import { connectionRef, messageRef, nothing, organizationOnly } from './shapes';

export const testsCalls = {
  /**
   * A person's click: runs the provider's test on the stored connection. Answers at once; progress comes as
   * `test.progress`. The only call that can send text messages, and it sends each of them once.
   */
  'test.start': {
    request: connectionRef.extend({
      /** The recipient as it was typed; null for a test that sends nothing. */
      to: z.string().max(40).nullable(),
      /** Steps of the provider's descriptor; null for all. */
      only: z.array(z.string().max(60)).min(1).max(20).nullable(),
    }),
    response: testRunSchema,
  },
  /** Stops the test. What it made at the provider is removed first. Messages that were sent can't be called back. */
  'test.stop': { request: connectionRef.extend({ runId: idSchema }), response: nothing },
  'test.history': {
    request: connectionRef.extend({ limit: z.number().int().min(1).max(100) }),
    response: z.strictObject({ runs: z.array(testRunSchema) }),
  },

  'messages.drafts': { request: organizationOnly, response: messageDraftsSchema },
  'messages.saveDrafts': {
    request: z.strictObject({ organizationId: idSchema, drafts: messageDraftsSchema }),
    response: messageDraftsSchema,
  },
  /**
   * Numbers worth offering as recipient: the last ones used, and a trial account's verified ones (null when that can't
   * be told).
   */
  'messages.recipients': {
    request: connectionRef,
    response: z.strictObject({
      recent: z.array(e164Schema),
      verified: z.array(z.strictObject({ number: e164Schema, label: z.string() })).nullable(),
      trial: z.boolean(),
    }),
  },
  /** The four digits of this step's text, read from the phone. A wrong code is an error and changes nothing. */
  'messages.confirmCode': {
    request: messageRef.extend({ code: z.string().max(12) }),
    response: testRunSchema,
  },
  /** Asks the provider again what became of a message that was left unconfirmed. Sends nothing. */
  'messages.lookUpDelivery': { request: messageRef, response: testRunSchema },
} as const satisfies CallsOf<'test' | 'messages'>;
