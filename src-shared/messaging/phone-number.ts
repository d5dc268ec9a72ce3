/**
 * Phone numbers as people paste them, stored as E.164. Built on the fullest metadata (157 kB): only it tells landlines
 * from mobiles, so that a landline as recipient is reported before a text is paid for.
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
import { cleanNumber } from '../pasted';
import { t } from '../texts/translate';

type PhoneProblemCode =
  | 'empty'
  | 'letters'
  | 'extension'
  | 'placeholder'
  | 'several'
  | 'channel'
  | 'no-country'
  | 'no-plus'
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
      /**
       * ISO 3166 two-letter code; null where the number belongs to no single country (toll-free `+800`, or an
       * unassigned area).
       */
      country: string | null;
      /** False when the numbering plan, as it is known here, has no such number. */
      valid: boolean;
      /** Something that looks wrong although the number is possible; the account decides. */
      warning: string | null;
      /** True when the number is of a fixed line for certain, which cannot receive a text. */
      landline: boolean;
    }
  | {
      ok: false;
      problem: PhoneProblemCode;
      message: string;
      /** A suggested correction in E.164; never applied automatically. */
      suggestion: string | null;
    };

const keypad: Record<string, string> = Object.fromEntries(
  ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'].flatMap((letters, index) =>
    [...letters].map((letter) => [letter, String(index + 2)]),
  ),
);

/** Letters that are typed in place of the digit that they look like: Latin, Greek and Cyrillic ones. */
const lookAlikes: Record<string, string> = {
  ...Object.fromEntries([...'Oo\u039F\u03BF\u041E\u043E'].map((letter) => [letter, '0'])),
  ...Object.fromEntries([...'lI\u0399\u0406'].map((letter) => [letter, '1'])),
};

const refuse = (problem: PhoneProblemCode, message: string, suggestion: string | null = null): ParsedPhoneNumber => ({
  ok: false,
  problem,
  message,
  suggestion,
});

/** Whether numbers without a prefix can be read as those of this country: two letters, as ISO 3166 has them. */
export const isCountry = (code: string): boolean => isSupportedCountry(code);

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

/** E.164 of the number, when the text is a possible one. */
function possible(text: string, country: CountryCode | undefined): string | null {
  const number = attempt(text, country);
  return !(number instanceof ParseError) && number.isPossible() ? number.number : null;
}

/** What letters may stand for: the digits that they look like, if all do, and those that they are on a keypad. */
function refuseLetters(text: string, country: CountryCode | undefined): ParsedPhoneNumber {
  const dialled = possible(
    text.toUpperCase().replace(/[A-Z]/g, (letter) => keypad[letter] ?? letter),
    country,
  );
  const digits = text.replace(/\p{L}/gu, (letter) => lookAlikes[letter] ?? letter);
  const looked = /\p{L}/u.test(digits) ? null : possible(digits, country);
  const offers = [
    looked === null
      ? []
      : t('As the digits that they look like it is {looked}; enter that if you mean it.', { looked }),
    dialled === null
      ? []
      : t('On a keypad they stand for {meant}; enter that if it is what you mean.', { meant: dialled }),
  ].flat();
  return refuse(
    'letters',
    [t('This has letters in it.'), ...(offers.length > 0 ? offers : [t('Enter digits only.')])].join(' '),
    looked ?? dialled,
  );
}

function refuseUnparsed(error: ParseError, country: CountryCode | undefined): ParsedPhoneNumber {
  if (error.message === 'INVALID_COUNTRY' && country === undefined)
    return refuse(
      'no-country',
      t('Begin with + and the country code, for example +1 415 555 0100: without it nobody can tell the country.'),
    );
  if (error.message === 'INVALID_COUNTRY')
    return refuse('unknown-country', t('No country has this country code. Check the digits after the +.'));
  if (error.message === 'TOO_SHORT') return refuse('too-short', t('This is too short for a phone number.'));
  if (error.message === 'TOO_LONG') return refuse('too-long', t('This is too long for a phone number.'));
  return refuse('not-a-number', t('This is not a phone number. Example: +1 415 555 0100.'));
}

/** The number that the digits make with a + before them, where its numbering plan has it. */
function withPlus(digits: string): PhoneNumber | null {
  // Mexico wrote a 1 before mobile numbers until 2019, and many contacts still have it.
  for (const candidate of [digits, digits.replace(/^521(?=\d{10}$)/, '52')]) {
    const number = attempt(`+${candidate}`, undefined);
    if (!(number instanceof ParseError) && number.isValid()) return number;
  }
  return null;
}

const didYouMean = (number: PhoneNumber | null) =>
  number === null ? '' : t(' Did you mean {number}?', { number: number.formatInternational() });

/** What providers write before an address that is reached otherwise than by a text. */
const channelForm =
  /^(whatsapp|messenger|rcs|viber|line|sips?|client|sim|wireless|gbm|chat|mailto|skype|signal|telegram):\/*(.*)$/i;

/** Placeholders of sample files. */
const isPlaceholder = (digits: string) =>
  /^(\d)\1{6,}$/.test(digits) ||
  /^1?(\d)\1{9}$/.test(digits) ||
  ['1234567', '12345678', '123456789', '1234567890'].includes(digits);

function warningOf(number: PhoneNumber, digits: string): string | null {
  if (!number.isValid())
    return t(
      'The numbering plan has no such number, as far as this console knows. It may be a test number, or one newer than the plan at hand; the account decides.',
    );
  if (/^1?2345678901?$/.test(digits)) return t('This looks like a sample number (digits in counting order).');
  return null;
}

/**
 * Reads a pasted phone number.
 * @param pasted anything a person may paste: spaces, brackets, dashes, `tel:`, full-width digits
 * @param defaultCountry ISO 3166 two-letter code in which a number without `+` is read; an unknown one counts as none
 * @returns the number, with a warning if it is possible but not valid; or what is wrong with it, with the number that
 * was probably meant
 */
export function parsePhoneNumber(pasted: string, defaultCountry: string): ParsedPhoneNumber {
  const text = cleanNumber(pasted.slice(0, 200));
  const country = asCountry(defaultCountry);
  if (text === '') return refuse('empty', t('Enter a phone number.'));
  if (/[,;/|]|\s(?:or|and)\s/i.test(text) && text.replace(/\D/g, '').length > 15)
    return refuse('several', t('These are several numbers. Enter one.'));
  if (/^\+?\d{0,3}[\s.()-]*x[x\s.()-]{5,}$/i.test(text))
    return refuse('placeholder', t('This is a placeholder: the x stand for digits that are still missing.'));

  const channel = channelForm.exec(text);
  if (channel?.[2] !== undefined) {
    const bare = attempt(channel[2], country);
    const meant = bare instanceof ParseError || !bare.isPossible() ? null : bare.number;
    return refuse(
      'channel',
      t('This is an address for {channel}. A text message needs a phone number.', {
        channel: channel[1]?.toLowerCase() ?? '',
      }),
      meant,
    );
  }
  const extension = /^(.*?\d)[\s,;]*(?:ext(?:ension)?[.=:]?|x|#)\s*\d{1,7}$/i.exec(text);
  if (extension?.[1] !== undefined) {
    const bare = attempt(extension[1], country);
    const meant = bare instanceof ParseError || !bare.isPossible() ? null : bare.number;
    return refuse('extension', t('A text message cannot reach an extension. Enter the number alone.'), meant);
  }
  if (/\p{L}/u.test(text)) return refuseLetters(text, country);

  const number = attempt(text, country);
  const digits = text.replace(/\D/g, '');
  if (isPlaceholder(digits))
    return refuse(
      'placeholder',
      t('{number} is a placeholder, not a phone number. Enter a real one.', {
        number: text.startsWith('+') ? `+${digits}` : digits,
      }),
    );
  if (number instanceof ParseError) return refuseUnparsed(number, country);
  if (number.ext !== undefined)
    return refuse('extension', t('A text message cannot reach an extension. Enter the number alone.'), number.number);
  const meant = number.isValid() ? null : withPlus(digits.replace(/^00/, ''));
  if (!number.isPossible()) {
    const length = validatePhoneNumberLength(number.number);
    const problem = length === 'TOO_SHORT' ? 'too-short' : length === 'TOO_LONG' ? 'too-long' : 'impossible';
    const reason = {
      'too-short': t('{number} has too few digits.', { number: text }),
      'too-long': t('{number} has too many digits.', { number: text }),
      impossible: t('{number} does not have the number of digits that its country uses.', { number: text }),
    }[problem];
    return refuse(problem, `${reason}${didYouMean(meant)}`, meant?.number ?? null);
  }
  // Read as a number of this country it is none; with a + it is one of another.
  if (meant !== null && !text.startsWith('+'))
    return refuse(
      'no-plus',
      `${t('{number} lacks the + before its country code.', { number: text })}${didYouMean(meant)}`,
      meant.number,
    );
  if (!e164Pattern.test(number.number))
    return refuse(
      'impossible',
      t('{number} does not have the number of digits that a phone number has.', { number: number.number }),
    );
  const type = number.getType();
  return {
    ok: true,
    e164: number.number,
    national: number.formatNational(),
    international: number.formatInternational(),
    country: number.country ?? null,
    valid: number.isValid(),
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
