/**
 * Phone numbers as people of that country write them. Kept apart because the number tables are large and the first
 * screen does not wait for them.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

export type ShownPhone = {
  national: string /** Two letters, null when the number belongs to no country. */;
  country: string | null;
};

const keptNumbers = 5000;
const shown = new Map<string, ShownPhone>();

/**
 * The national format of a number in E.164; the number itself when it cannot be read. Kept: a list that scrolls asks
 * for the same ones again.
 */
export function shownPhone(e164: string): ShownPhone {
  const known = shown.get(e164);
  if (known !== undefined) return known;
  if (shown.size >= keptNumbers) shown.clear();
  const made = format(e164);
  shown.set(e164, made);
  return made;
}

function format(e164: string): ShownPhone {
  const parsed = parsePhoneNumberFromString(e164);
  if (parsed === undefined) return { national: e164, country: null };
  const country = parsed.country ?? guessedCountry(parsed.countryCallingCode);
  return country === null
    ? { national: parsed.formatInternational(), country: null }
    : { national: parsed.formatNational(), country };
}

/** Numbers that only look real (`+1 555 …`) have no country by the tables; under +1 they read as American ones. */
const guessedCountry = (callingCode: string) => (callingCode === '1' ? 'US' : null);
