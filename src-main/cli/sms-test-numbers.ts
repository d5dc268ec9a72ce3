/** Parses the sender and recipient of an SMS test from a file or an option, without guessing. */

import { refusal } from '../../src-shared/errors';
import { parsePhoneNumber } from '../../src-shared/messaging/phone-number';
import { parseChoice } from '../../src-shared/providers/choice';
import { messageProvider } from '../../src-shared/providers/message-provider';
import { t } from '../../src-shared/texts/translate';

/** The country in which a sender without a country code is read, where its numbering plan has it. */
const fileCountry = 'US';

type Written = { name: string; value: string };
type Say = (line: string) => void;

const refuseNumber = ({ name, value }: Written, message: string, fix: string) =>
  refusal('phone-number.invalid', `${name}: ${message}`, t('It holds {value}. Nothing was sent.', { value }), fix);

/** The number that the texts come from, in E.164, and the country whose national numbers are read after it. */
export function senderOf(written: Written, say: Say): { from: string; country: string } {
  const { choice } = messageProvider;
  const parsed = parseChoice(choice, written.value, fileCountry);
  if (!parsed.ok) throw refuseNumber(written, parsed.message, withPlusFix(parsed.suggestion));
  const { phone } = parsed;
  const national = !written.value.includes('+');
  // Without its country a number may be a stranger's in another one: only a number that its plan has is taken as it is.
  if (national && phone?.valid === false)
    throw refuseNumber(written, t('without + and its country code nobody can tell its country.'), withPlusFix(null));
  if (national)
    say(
      t('{name} {value} is read as {number}.', {
        name: written.name,
        value: written.value,
        number: phone?.international ?? parsed.choice,
      }),
    );
  if (phone?.warning) say(`${written.name} ${parsed.choice}: ${phone.warning}`);
  return { from: parsed.choice, country: phone?.country ?? fileCountry };
}

/**
 * The number that is texted, in E.164. A national one is read in the sender's country. One that its numbering plan does
 * not have is texted only where a person wrote it with + on the command line: a file may be old, or another country's.
 */
export function recipientOf(written: Written, country: string, isFromFile: boolean, say: Say): string {
  const parsed = parsePhoneNumber(written.value, country);
  if (!parsed.ok) throw refuseNumber(written, parsed.message, withPlusFix(parsed.suggestion));
  const national = !written.value.includes('+');
  if (!parsed.valid && (isFromFile || national))
    throw refuseNumber(
      written,
      t('the numbering plan has no {number}.', { number: parsed.international }),
      t('If it is right, give it on the command line: --to, + and the country code.'),
    );
  if (national)
    say(
      t('{name} {value} is read as {number}.', {
        name: written.name,
        value: written.value,
        number: parsed.international,
      }),
    );
  if (parsed.warning !== null) say(`${written.name} ${parsed.e164}: ${parsed.warning}`);
  return parsed.e164;
}

const withPlusFix = (suggestion: string | null) =>
  suggestion === null
    ? t('Write it with + and the country code, for example +14155550100.')
    : t('If you mean {suggestion}, write exactly that.', { suggestion });
