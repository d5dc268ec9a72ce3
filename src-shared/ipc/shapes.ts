/** Requests and replies that several calls share. */
import { z } from 'zod';
import { idSchema, providerIdSchema } from '../primitives';

export const nothing = z.strictObject({});
export const organizationOnly = z.strictObject({ organizationId: idSchema });
export const messageRef = z.strictObject({ organizationId: idSchema, runId: idSchema, step: z.string().max(60) });
export const connectionRef = z.strictObject({ organizationId: idSchema, provider: providerIdSchema });
