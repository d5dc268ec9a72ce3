/** How what is picked is read where somebody wrote it: in a `.env` file, or as an option of the command line. By its kind. */
import { parsePhoneNumber } from '../messaging/phone-number';
import type { ChoiceDescriptor } from './descriptor';

export type ParsedChoice = { ok: true; choice: string } | { ok: false; problem: string; suggestion: string | null };

/** @param country the one in which a phone number without a prefix is read */
export function parseChoice({ kind }: ChoiceDescriptor, written: string, country: string): ParsedChoice {
  if (kind !== 'phone') return { ok: true, choice: written.trim() };
  const parsed = parsePhoneNumber(written, country);
  return parsed.ok
    ? { ok: true, choice: parsed.e164 }
    : { ok: false, problem: parsed.problem, suggestion: parsed.suggestion };
}
