import type { z } from 'zod';
import type { CallChannel } from './channels';

/** The schemas of all calls of some domains: no more and no fewer than `channels.ts` names. */
export type CallsOf<Domain extends string> = {
  [C in Extract<CallChannel, `${Domain}.${string}`>]: { request: z.ZodType; response: z.ZodType };
};
