/** How long proofs count. */
import { z } from 'zod';

/** In milliseconds: what a check renews, and what only a test or real use can, for example a delivered text. */
export const proofSpansSchema = z.strictObject({ checkMs: z.number(), testMs: z.number() });
export type ProofSpans = z.infer<typeof proofSpansSchema>;
