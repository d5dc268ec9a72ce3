import type { z } from 'zod';
import type { CallChannel } from './channels';

export type Domain<C extends string> = C extends `${infer D}.${string}` ? D : never;

export type CallSchemas = { request: z.ZodType; response: z.ZodType };

/** The schemas of all calls of some domains: no more and no fewer than `channels.ts` names. */
export type CallsOf<D extends string> = { [C in Extract<CallChannel, `${D}.${string}`>]: CallSchemas };
