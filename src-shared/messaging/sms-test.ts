/** The SMS test: its four steps, what is known of each, and the report that programs read. */
import { z } from 'zod';
import { appErrorSchema } from '../errors';
import { e164Schema, idSchema, timeSchema } from '../primitives';

export const smsTestStepIdSchema = z.enum(['account', 'phone-number', 'test-sms', 'hot-lead-sms']);
export type SmsTestStepId = z.infer<typeof smsTestStepIdSchema>;
export const smsTestStepIds: readonly SmsTestStepId[] = smsTestStepIdSchema.options;

export const smsTestStepTitles: Record<SmsTestStepId, string> = {
  account: 'Account verification',
  'phone-number': 'Phone number validation',
  'test-sms': 'Test SMS',
  'hot-lead-sms': 'Hot-lead SMS',
};

/** `unconfirmed`: the message was accepted, but nobody can say whether it arrived. Never counted as passed. */
export const stepOutcomeSchema = z.enum(['passed', 'failed', 'skipped', 'unconfirmed']);
export type StepOutcome = z.infer<typeof stepOutcomeSchema>;

/** One thing heard about a message on its way. `elapsedMs` counts from the moment the request to send was made. */
export const deliveryEventSchema = z.strictObject({
  /** The provider's status (`queued`, `sending`, `sent`, `delivered`, `undelivered`, `failed`), or our own `confirmed-by-code` and `unknown`. */
  status: z.string(),
  at: timeSchema,
  elapsedMs: z.number().int().nonnegative(),
});
export type DeliveryEvent = z.infer<typeof deliveryEventSchema>;

export const smsTestStepSchema = z.strictObject({
  id: smsTestStepIdSchema,
  state: z.enum(['waiting', 'running', ...stepOutcomeSchema.options]),
  startedAt: timeSchema.nullable(),
  durationMs: z.number().int().nonnegative().nullable(),
  /** One line: what was found, or why it was skipped. */
  detail: z.string(),
  /** SID of what the step is about: the account, the number, the message. */
  sid: z.string().nullable(),
  delivery: z.array(deliveryEventSchema),
  error: appErrorSchema.nullable(),
});
export type SmsTestStep = z.infer<typeof smsTestStepSchema>;

export const smsTestRunSchema = z.strictObject({
  id: idSchema,
  organizationId: idSchema,
  /** `interrupted`: the console ended while it ran; what is known of each message is kept. */
  state: z.enum(['running', 'finished', 'stopped', 'interrupted']),
  simulated: z.boolean(),
  startedAt: timeSchema,
  finishedAt: timeSchema.nullable(),
  startedBy: z.string(),
  from: e164Schema,
  to: e164Schema,
  steps: z.array(smsTestStepSchema),
});
export type SmsTestRun = z.infer<typeof smsTestRunSchema>;

/** Version of {@link smsTestReportSchema}; raised when a field changes its meaning or goes away. */
export const smsTestReportVersion = 1;

/** What `sms-test --json` prints. */
export const smsTestReportSchema = z.strictObject({
  version: z.literal(smsTestReportVersion),
  simulated: z.boolean(),
  steps: z.array(
    z.strictObject({
      id: smsTestStepIdSchema,
      outcome: stepOutcomeSchema,
      durationMs: z.number().int().nonnegative(),
      detail: z.string(),
      /** SID of the account, the number or the message, when there is one. */
      sid: z.string().optional(),
      /** How the message travelled; only for the two sends. */
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
        step: smsTestStepIdSchema,
        body: z.string(),
        encoding: z.enum(['GSM-7', 'UCS-2']),
        characters: z.number().int(),
        segments: z.number().int(),
      }),
    )
    .optional(),
});
export type SmsTestReport = z.infer<typeof smsTestReportSchema>;

/** The two texts of a clinic's test. `{{code}}` in the test SMS becomes four digits. */
export const messageDraftsSchema = z.strictObject({
  testSms: z.string().min(1).max(1600),
  hotLead: z.string().min(1).max(1600),
});
export type MessageDrafts = z.infer<typeof messageDraftsSchema>;
