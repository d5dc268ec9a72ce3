/** Parses a choice from a `.env` file or an option of the command line, by its kind. */
import { type ParsedPhoneNumber, parsePhoneNumber } from '../messaging/phone-number';
import type { ChoiceDescriptor } from './descriptor';

export type ParsedChoice =
  | { ok: true; choice: string; phone: Extract<ParsedPhoneNumber, { ok: true }> | null }
  | { ok: false; message: string; suggestion: string | null };

/** @param country the one in which a phone number without a prefix is read */
export function parseChoice({ kind, otherForm }: ChoiceDescriptor, written: string, country: string): ParsedChoice {
  const message = otherForm?.(written) ?? null;
  if (message !== null) return { ok: false, message, suggestion: null };
  if (kind !== 'phone') return { ok: true, choice: written.trim(), phone: null };
  const phone = parsePhoneNumber(written, country);
  return phone.ok ? { ok: true, choice: phone.e164, phone } : phone;
}
