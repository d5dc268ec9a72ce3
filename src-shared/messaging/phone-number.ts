/**
 * Phone numbers as people paste them, stored as E.164.
 * Built on the fullest metadata (157 kB): it alone knows landlines from mobiles, and a landline as recipient is worth a word before a text is paid for.
 */
import {
  type CountryCode,
  isSupportedCountry,
  ParseError,
  type PhoneNumber,
  parsePhoneNumberWithError,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';
import { e164Pattern } from '../e164';

type PhoneProblemCode =
  | 'empty'
  | 'letters'
  | 'extension'
  | 'placeholder'
  | 'several'
  | 'no-country'
  | 'unknown-country'
  | 'too-short'
  | 'too-long'
  | 'impossible'
  | 'not-a-number';

export type ParsedPhoneNumber =
  | {
      ok: true;
      /** `+14155550100`. */
      e164: string;
      /** `(415) 555-0100`. */
      national: string;
      /** `+1 415 555 0100`. */
      international: string;
      /** ISO 3166 two-letter code; null where the number belongs to no single country (toll-free `+800`, or an unassigned area). */
      country: string | null;
      /** Something that looks wrong although the number is possible; the account decides. */
      warning: string | null;
      /** True when the number is of a fixed line for certain, which cannot receive a text. */
      landline: boolean;
    }
  | {
      ok: false;
      problem: PhoneProblemCode;
      message: string;
      /** What was probably meant, to be offered and never assumed: E.164. */
      suggestion: string | null;
    };

const keypad: Record<string, string> = Object.fromEntries(
  ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'].flatMap((letters, index) =>
    [...letters].map((letter) => [letter, String(index + 2)]),
  ),
);

const refuse = (problem: PhoneProblemCode, message: string, suggestion: string | null = null): ParsedPhoneNumber => ({
  ok: false,
  problem,
  message,
  suggestion,
});

/** Full-width digits become plain ones; invisible characters, which web pages and chats leave behind, go away. */
const plain = (pasted: string) =>
  pasted
    .normalize('NFKC')
    .replace(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .trim()
    .replace(/^(?:tel|sms):\/*/i, '')
    .replace(/^["'`<]+|["'`>;,]+$/g, '')
    .trim();

const asCountry = (code: string): CountryCode | undefined => (isSupportedCountry(code) ? code : undefined);

function attempt(text: string, country: CountryCode | undefined): PhoneNumber | ParseError {
  try {
    return parsePhoneNumberWithError(text, {
      ...(country === undefined ? {} : { defaultCountry: country }),
      extract: false,
    });
  } catch (thrown) {
    if (thrown instanceof ParseError) return thrown;
    throw thrown;
  }
}

/** E.164 of the digits that letters stand for on a keypad, when that makes a possible number. */
function dialled(text: string, country: CountryCode | undefined): string | null {
  const number = attempt(
    text.toUpperCase().replace(/[A-Z]/g, (letter) => keypad[letter] ?? letter),
    country,
  );
  return !(number instanceof ParseError) && number.isPossible() ? number.number : null;
}

function refuseUnparsed(error: ParseError, country: CountryCode | undefined): ParsedPhoneNumber {
  if (error.message === 'INVALID_COUNTRY' && country === undefined)
    return refuse(
      'no-country',
      'Begin with + and the country code, for example +1 415 555 0100: without it nobody can tell the country.',
    );
  if (error.message === 'INVALID_COUNTRY')
    return refuse('unknown-country', 'No country has this country code. Check the digits after the +.');
  if (error.message === 'TOO_SHORT') return refuse('too-short', 'This is too short for a phone number.');
  if (error.message === 'TOO_LONG') return refuse('too-long', 'This is too long for a phone number.');
  return refuse('not-a-number', 'This is not a phone number. Example: +1 415 555 0100.');
}

/** What sample files hold in place of a number: nobody is reached under any of them. */
const isPlaceholder = (digits: string) =>
  /^(\d)\1{6,}$/.test(digits) ||
  /^1?(\d)\1{9}$/.test(digits) ||
  ['1234567', '12345678', '123456789', '1234567890'].includes(digits);

function warningOf(number: PhoneNumber, digits: string): string | null {
  if (!number.isValid())
    return 'The numbering plan has no such number, as far as this console knows. It may be a test number, or one newer than the plan at hand; the account decides.';
  if (/^1?2345678901?$/.test(digits)) return 'This looks like a sample number (digits in counting order).';
  return null;
}

/**
 * Reads a pasted phone number.
 * @param pasted anything a person may paste: spaces, brackets, dashes, `tel:`, full-width digits
 * @param defaultCountry ISO 3166 two-letter code in which a number without `+` is read; an unknown one counts as none
 * @returns the number, with a warning if it is possible but not valid; or what is wrong with it, with the number that was probably meant
 */
export function parsePhoneNumber(pasted: string, defaultCountry: string): ParsedPhoneNumber {
  const text = plain(pasted.slice(0, 200));
  const country = asCountry(defaultCountry);
  if (text === '') return refuse('empty', 'Enter a phone number.');
  if (/[,;/|]|\s(?:or|and)\s/i.test(text) && text.replace(/\D/g, '').length > 15)
    return refuse('several', 'These are several numbers. Enter one.');
  if (/^\+?\d{0,3}[\s.()-]*x[x\s.()-]{5,}$/i.test(text))
    return refuse('placeholder', 'This is a placeholder: the x stand for digits that are still missing.');

  const extension = /^(.*?\d)[\s,;]*(?:ext(?:ension)?\.?|x|#)\s*\d{1,7}$/i.exec(text);
  if (extension?.[1] !== undefined) {
    const bare = attempt(extension[1], country);
    const meant = bare instanceof ParseError || !bare.isPossible() ? null : bare.number;
    return refuse('extension', 'A text message cannot reach an extension. Enter the number alone.', meant);
  }
  if (/\p{L}/u.test(text)) {
    const meant = dialled(text, country);
    const offer =
      meant === null ? 'Enter digits only.' : `On a keypad they stand for ${meant}; enter that if it is what you mean.`;
    return refuse('letters', `This has letters in it. ${offer}`, meant);
  }

  const number = attempt(text, country);
  const digits = text.replace(/\D/g, '');
  if (isPlaceholder(digits))
    return refuse(
      'placeholder',
      `${text.startsWith('+') ? `+${digits}` : digits} is a placeholder, not a phone number. Enter a real one.`,
    );
  if (number instanceof ParseError) return refuseUnparsed(number, country);
  if (number.ext !== undefined)
    return refuse('extension', 'A text message cannot reach an extension. Enter the number alone.', number.number);
  if (!number.isPossible()) {
    const international =
      !text.startsWith('+') && digits.startsWith('00') ? attempt(`+${digits.slice(2)}`, undefined) : null;
    const meant =
      international !== null && !(international instanceof ParseError) && international.isPossible()
        ? international.number
        : null;
    const length = validatePhoneNumberLength(number.number);
    const lengthProblem =
      length === 'TOO_SHORT'
        ? ('too-short' as const)
        : length === 'TOO_LONG'
          ? ('too-long' as const)
          : ('impossible' as const);
    const reason = {
      'too-short': 'has too few digits',
      'too-long': 'has too many digits',
      impossible: 'does not have the number of digits that its country uses',
    }[lengthProblem];
    return refuse(
      lengthProblem,
      `${number.number} ${reason}.${meant === null ? '' : ` Did you mean ${meant}?`}`,
      meant,
    );
  }
  if (!e164Pattern.test(number.number))
    return refuse('impossible', `${number.number} does not have the number of digits that a phone number has.`);
  const type = number.getType();
  return {
    ok: true,
    e164: number.number,
    national: number.formatNational(),
    international: number.formatInternational(),
    country: number.country ?? null,
    warning: warningOf(number, digits),
    landline: type === 'FIXED_LINE',
  };
}

/** How a stored number is shown: `(415) 555-0100` and its country's code. What is not E.164 comes back as it is. */
export function displayPhoneNumber(e164: string): { national: string; country: string | null } {
  const number = attempt(e164, undefined);
  if (number instanceof ParseError) return { national: e164, country: null };
  // Without a country the national format drops the prefix, and with it the only hint of where the number is.
  return number.country === undefined
    ? { national: number.formatInternational(), country: null }
    : { national: number.formatNational(), country: number.country };
}
