/** The report of a run that programs read: what `sms-test --json` and `<provider> test --json` print. */
import { z } from 'zod';
import { appErrorSchema } from '../errors';
import { modeSchema } from '../primitives';
import { countOutcomes, outcomeOfStep } from './outcome';
import { deliveryEventSchema, stepOutcomeSchema, type TestStep } from './test-run';

/** Raised when a field changes its meaning or goes away. */
const testReportVersion = 1;

export const testReportSchema = z.strictObject({
  version: z.literal(testReportVersion),
  simulated: z.boolean(),
  /** The mode of the account, where its provider has modes: nothing in a test mode is done for real. */
  mode: modeSchema.optional(),
  /** The account is for trying alone: its provider sends nothing with these credentials. */
  testCredentials: z.literal(true).optional(),
  steps: z.array(
    z.strictObject({
      id: z.string(),
      outcome: stepOutcomeSchema,
      durationMs: z.number().int().nonnegative(),
      detail: z.string(),
      /** The provider's id of what the step is about, when there is one. */
      sid: z.string().optional(),
      /** How the message travelled; only for a step that sends one. */
      delivery: z.array(deliveryEventSchema).optional(),
      error: appErrorSchema.optional(),
    }),
  ),
  passed: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
  unconfirmed: z.number().int(),
  /** The texts as they would be sent; only of a dry run. */
  messages: z
    .array(
      z.strictObject({
        step: z.string(),
        body: z.string(),
        encoding: z.enum(['GSM-7', 'UCS-2']),
        characters: z.number().int(),
        segments: z.number().int(),
      }),
    )
    .optional(),
});
export type TestReport = z.infer<typeof testReportSchema>;

export function toReport(steps: readonly TestStep[], simulated: boolean): TestReport {
  return {
    version: testReportVersion,
    simulated,
    steps: steps.map((step) => ({
      id: step.id,
      outcome: outcomeOfStep(step),
      durationMs: step.durationMs ?? 0,
      detail: step.detail,
      ...(step.reference === null ? {} : { sid: step.reference }),
      ...(step.delivery.length === 0 ? {} : { delivery: step.delivery }),
      ...(step.error === null ? {} : { error: step.error }),
    })),
    ...countOutcomes(steps),
  };
}
