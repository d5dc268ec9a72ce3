/** One run of a provider's test: its steps, and what is known of each. The same shape for every provider. */

import { z } from 'zod';
import { appErrorSchema } from '../errors';
import { idSchema, providerIdSchema, timeSchema } from '../primitives';
import { type Text, text } from '../texts/translate';

/** `unconfirmed`: it was done, and its effect is unknown. Never counted as passed. */
export const stepOutcomeSchema = z.enum(['passed', 'failed', 'skipped', 'unconfirmed']);
export type StepOutcome = z.infer<typeof stepOutcomeSchema>;

/** A delivery event of a message. `elapsedMs` counts from the moment the request to send was made. */
export const deliveryEventSchema = z.strictObject({
  /**
   * The provider's status (`queued`, `sending`, `sent`, `delivered`, …), or the console's `confirmed-by-code` and
   * `unknown`.
   */
  status: z.string(),
  at: timeSchema,
  elapsedMs: z.number().int().nonnegative(),
});
export type DeliveryEvent = z.infer<typeof deliveryEventSchema>;

export const testStepSchema = z.strictObject({
  /** The id that the provider's descriptor has, for example `free-busy`. */
  id: z.string().max(60),
  state: z.enum(['waiting', 'running', ...stepOutcomeSchema.options]),
  startedAt: timeSchema.nullable(),
  durationMs: z.number().int().nonnegative().nullable(),
  /** One line: what was found, or why the step was skipped. */
  detail: z.string(),
  error: appErrorSchema.nullable(),
  /** The provider's id of what the step is about: an account, a number, a message. */
  reference: z.string().nullable(),
  /** How the message of the step travelled; empty for a step that sends none. */
  delivery: z.array(deliveryEventSchema),
  /** A page of the provider that shows what the step is about. */
  link: z.string().optional(),
});
export type TestStep = z.infer<typeof testStepSchema>;

export const testRunSchema = z.strictObject({
  id: idSchema,
  organizationId: idSchema,
  provider: providerIdSchema,
  /** `interrupted`: the console ended while it ran. */
  state: z.enum(['running', 'finished', 'stopped', 'interrupted']),
  simulated: z.boolean(),
  startedAt: timeSchema,
  finishedAt: timeSchema.nullable(),
  startedBy: z.string(),
  /** What was tested: the calendar's name, the number that texts are sent from in E.164. */
  subject: z.string(),
  /** Whom the messages of the test went to, in E.164; null for a test that sends none. */
  recipient: z.string().nullable(),
  steps: z.array(testStepSchema),
});
export type TestRun = z.infer<typeof testRunSchema>;

/** A step that has not begun. */
export const waitingStep = (id: string): TestStep => ({
  id,
  state: 'waiting',
  startedAt: null,
  durationMs: null,
  detail: '',
  error: null,
  reference: null,
  delivery: [],
});

export const hasEnded = (step: Pick<TestStep, 'state'>): boolean =>
  step.state !== 'waiting' && step.state !== 'running';

/** Detail of a step that a run of some steps alone leaves out. Stored in English: it marks the step. */
export const notSelectedDetail: Text = text('Not selected.');

/** False for a step that the run left out on request. */
export const wasSelected = (step: Pick<TestStep, 'state' | 'detail'>): boolean =>
  !(step.state === 'skipped' && step.detail === notSelectedDetail);
