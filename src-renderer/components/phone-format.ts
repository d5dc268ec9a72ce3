/** Phone numbers as people of that country write them. Kept apart because the number tables are large and the first screen does not wait for them. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

export type ShownPhone = { national: string /** Two letters, null when the number belongs to no country. */; country: string | null };

/** The national format of a number in E.164; the number itself when it cannot be read. */
export function shownPhone(e164: string): ShownPhone {
  const parsed = parsePhoneNumberFromString(e164);
  if (parsed === undefined) return { national: e164, country: null };
  const country = parsed.country ?? guessedCountry(parsed.countryCallingCode);
  return country === null ? { national: parsed.formatInternational(), country: null } : { national: parsed.formatNational(), country };
}

/** Numbers that only look real (`+1 555 …`) have no country by the tables; under +1 they read as American ones. */
const guessedCountry = (callingCode: string) => (callingCode === '1' ? 'US' : null);
