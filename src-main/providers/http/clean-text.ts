/** Cleans text from a provider's answer: one line, without control characters or bidirectional marks. */
import { z } from 'zod';

/** Control characters, line ends, halves of surrogate pairs and bidirectional marks: no name or message needs them. */
const steering = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]+/gu;

export const cleanText = (value: string, limit: number): string =>
  value
    .slice(0, limit * 2)
    .replace(steering, ' ')
    .trim()
    .slice(0, limit);

/** Accepts any value, also a missing one. Numbers become text; null where there is none. */
export const providerText = (limit: number) =>
  z
    .unknown()
    .optional()
    .transform((value) => {
      const raw = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
      const said = typeof raw === 'string' ? cleanText(raw, limit) : '';
      return said === '' ? null : said;
    });
