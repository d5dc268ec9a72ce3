/** The one thing to do next for a clinic. What it is, `readiness/` says. */
import { z } from 'zod';
import { providerIdSchema } from '../primitives';

/**
 * - `check`: ask the provider again. `test`: run the provider's test.
 * - `replace`: other credentials, or a new sign-in. `choose`: another number or calendar.
 * - `open`: something has to be done at the provider, or it reviews something.
 * - `connect`: nothing is connected. `withdraw`: a provider has to be told of a withdrawal.
 * - `continue`: the set-up stopped.
 */
const nextActionKindSchema = z.enum(['check', 'test', 'replace', 'choose', 'open', 'connect', 'withdraw', 'continue']);

export const nextActionSchema = z.strictObject({
  kind: nextActionKindSchema,
  /** Null for what concerns the whole clinic. */
  provider: providerIdSchema.nullable(),
  /** A sentence that begins with a verb: `Run the SMS test`. */
  text: z.string(),
  /** On the button that does it. It differs from the buttons of the provider's card. */
  label: z.string(),
  /** A page of the provider, for `open`. */
  url: z.string().nullable(),
});
export type NextAction = z.infer<typeof nextActionSchema>;
export type NextActionKind = z.infer<typeof nextActionKindSchema>;
