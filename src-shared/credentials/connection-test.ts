/** A provider's own test of a connection: its steps are the descriptor's, its report has the shape of the SMS test's. */
import { z } from 'zod';
import { appErrorSchema } from '../errors';
import { stepOutcomeSchema } from '../messaging/sms-test';
import { idSchema, providerIdSchema, timeSchema } from '../primitives';

export const connectionTestStepSchema = z.strictObject({
  /** As in the descriptor, for example `free-busy`. */
  id: z.string(),
  state: z.enum(['waiting', 'running', ...stepOutcomeSchema.options]),
  startedAt: timeSchema.nullable(),
  durationMs: z.number().int().nonnegative().nullable(),
  /** One line: what was found, or why it was skipped. */
  detail: z.string(),
  error: appErrorSchema.nullable(),
});
export type ConnectionTestStep = z.infer<typeof connectionTestStepSchema>;

export const connectionTestRunSchema = z.strictObject({
  id: idSchema,
  organizationId: idSchema,
  provider: providerIdSchema,
  /** `interrupted`: the console ended while it ran. */
  state: z.enum(['running', 'finished', 'stopped', 'interrupted']),
  simulated: z.boolean(),
  startedAt: timeSchema,
  finishedAt: timeSchema.nullable(),
  startedBy: z.string(),
  /** What was tested, as a person knows it: the calendar's name. */
  subject: z.string(),
  steps: z.array(connectionTestStepSchema),
});
export type ConnectionTestRun = z.infer<typeof connectionTestRunSchema>;

/** Version of {@link connectionTestReportSchema}; raised when a field changes its meaning or goes away. */
export const connectionTestReportVersion = 1;

/** What `<provider> test --json` prints. */
export const connectionTestReportSchema = z.strictObject({
  version: z.literal(connectionTestReportVersion),
  simulated: z.boolean(),
  steps: z.array(
    z.strictObject({
      id: z.string(),
      outcome: stepOutcomeSchema,
      durationMs: z.number().int().nonnegative(),
      detail: z.string(),
      error: appErrorSchema.optional(),
    }),
  ),
  passed: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
  unconfirmed: z.number().int(),
});
export type ConnectionTestReport = z.infer<typeof connectionTestReportSchema>;

export function connectionTestReport(steps: readonly ConnectionTestStep[], simulated: boolean): ConnectionTestReport {
  const counts = { passed: 0, failed: 0, skipped: 0, unconfirmed: 0 };
  const reported = steps.map((step) => {
    const outcome = step.state === 'waiting' || step.state === 'running' ? ('skipped' as const) : step.state;
    counts[outcome] += 1;
    return {
      id: step.id,
      outcome,
      durationMs: step.durationMs ?? 0,
      detail: step.detail,
      ...(step.error === null ? {} : { error: step.error }),
    };
  });
  return { version: connectionTestReportVersion, simulated, steps: reported, ...counts };
}
