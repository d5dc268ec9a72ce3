/** The small shapes that every other schema is made of. */
import { z } from 'zod';
import { e164Pattern } from './e164';
import { providerIds } from './providers/ids';

/** UUIDv7, so that keys sort by the time they were made. */
export const idSchema = z.uuid();
/** UTC, ISO 8601, with milliseconds: `2026-05-04T09:30:00.000Z`. */
export const timeSchema = z.iso.datetime();
/** A phone number in E.164: `+14155550100`. */
export const e164Schema = z.string().regex(e164Pattern);
export const providerIdSchema = z.enum(providerIds);
export type { ProviderId } from './providers/ids';

/** Key of the descriptor's `modes`: whether the account is for trying things out; null for an account without modes. */
export const modeSchema = z.string().nullable();

/** A line of a status card, made by a provider. Never a secret. */
export const factSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  value: z.string(),
  /** Tone of the line. */
  tone: z.enum(['neutral', 'good', 'warning', 'bad']),
  /**
   * `code` for SIDs (monospaced, shortened in the middle, copied with a click), `time` for an ISO time, `phone` for
   * E.164.
   */
  kind: z.enum(['text', 'code', 'time', 'phone']),
});
export type Fact = z.infer<typeof factSchema>;
