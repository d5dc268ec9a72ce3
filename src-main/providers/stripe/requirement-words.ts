/** Stripe's requirements in plain words, instead of its field names. */
import { listOf } from '../../../src-shared/list-words';
import { ownValue } from '../../../src-shared/own-value';
import { type Text, t, text } from '../../../src-shared/texts/translate';
import type { Requirements } from './stripe-api';

const wholeFields: Readonly<Record<string, Text>> = {
  external_account: text('a bank account for payouts'),
  tos_acceptance: text('acceptance of Stripe’s terms of service'),
  business_type: text('the legal form of the business'),
  'business_profile.url': text('the clinic’s website'),
  'business_profile.mcc': text('the kind of business'),
  'business_profile.product_description': text('a description of what the clinic offers'),
  'business_profile.support_phone': text('a phone number for patients’ questions about payments'),
  'business_profile.support_email': text('an e-mail address for patients’ questions about payments'),
  'business_profile.name': text('the business’s public name'),
  'business_profile.annual_revenue': text('the yearly revenue'),
  'business_profile.estimated_worker_count': text('the number of employees'),
  'settings.payments.statement_descriptor': text('the name shown on card statements'),
  'company.owners_provided': text('confirmation that all owners are named'),
  'company.directors_provided': text('confirmation that all directors are named'),
  'company.executives_provided': text('confirmation that all executives are named'),
  'company.verification.document': text('a document about the company'),
  'company.ownership_declaration': text('a declaration of who owns the company'),
  'documents.bank_account_ownership_verification': text('a document about the bank account'),
};

const owners: readonly [RegExp, Text][] = [
  [/^individual\./, text('the account owner’s')],
  [/^(?:representative|person_[A-Za-z0-9]+)\./, text('the representative’s')],
  [/^owners\./, text('an owner’s')],
  [/^directors\./, text('a director’s')],
  [/^executives\./, text('an executive’s')],
  [/^company\./, text('the company’s')],
];

const parts: readonly [RegExp, Text][] = [
  [/^(?:first_name|last_name|full_name)/, text('full name')],
  [/^name/, text('legal name')],
  [/^dob/, text('date of birth')],
  [/^email/, text('e-mail address')],
  [/^phone/, text('phone number')],
  [/^(?:registered_)?address/, text('address')],
  [/^ssn_last_4/, text('last four digits of the social security number')],
  [/^id_number/, text('national ID number')],
  [/^tax_id/, text('tax number')],
  [/^vat_id/, text('VAT number')],
  [/^registration_number/, text('registration number')],
  [/^verification\.additional_document/, text('second identity document')],
  [/^verification\.proof_of_liveness/, text('photo of the face')],
  [/^verification/, text('identity document')],
  [/^documents/, text('documents')],
  [/^relationship\.title/, text('job title')],
  [/^relationship/, text('role in the company')],
  [/^political_exposure/, text('statement about political offices')],
  [/^nationality/, text('nationality')],
];

/** One field in words; Stripe's own name, spelled out, where there are none. */
export function fieldWords(field: string): string {
  const whole = Object.entries(wholeFields).find(([name]) => field === name || field.startsWith(`${name}.`));
  if (whole !== undefined) return t(whole[1]);
  if (field.startsWith('interv_')) return t('an answer to a question of Stripe’s risk team');
  for (const [start, whose] of owners) {
    if (!start.test(field)) continue;
    const what = parts.find(([pattern]) => pattern.test(field.replace(start, '')));
    if (what !== undefined) return t('{whose} {what}', { whose: t(whose), what: t(what[1]) });
  }
  return field.replace(/^[a-z]+_[A-Za-z0-9]{8,}\./, '').replace(/[._]/g, ' ');
}

/** Several fields in words, without repeats: a date of birth is three fields. */
export function requirementWords(fields: readonly string[], limit = 6): string {
  const words = [...new Set(fields.map(fieldWords))];
  const shown = words.slice(0, limit);
  const more = words.length - shown.length;
  return more > 0 ? t('{details} and {count} more', { details: shown.join(', '), count: more }) : listOf(shown);
}

export const countOf = (fields: readonly string[]): number => new Set(fields.map(fieldWords)).size;

const reasons: Readonly<Record<string, Text>> = {
  'requirements.past_due': text('Details that Stripe asked for are overdue.'),
  'requirements.pending_verification': text(
    'Stripe is checking the details that it was given. Nothing needs to be done now.',
  ),
  'action_required.requested_capabilities': text('Stripe asks for more details before it enables what was requested.'),
  listed: text('Stripe is checking whether the account’s owner is on a sanctions list.'),
  'rejected.listed': text('Stripe has rejected the account because its owner is on a sanctions list.'),
  'rejected.fraud': text('Stripe has rejected the account for suspected fraud.'),
  'rejected.terms_of_service': text('Stripe has rejected the account because it breaks Stripe’s terms of service.'),
  'rejected.incomplete_verification': text(
    'Stripe has rejected the account because its details could not be verified in time.',
  ),
  'rejected.other': text('Stripe has rejected the account.'),
  'rejected.platform_fraud': text('The platform that runs the account has rejected it for suspected fraud.'),
  'rejected.platform_other': text('The platform that runs the account has rejected it.'),
  'rejected.platform_terms_of_service': text(
    'The platform that runs the account has rejected it for breaking its terms.',
  ),
  platform_paused: text('The platform that runs the account has paused it.'),
  under_review: text('Stripe is reviewing the account.'),
  other: text('Stripe has paused the account and gives no reason. Stripe’s support can tell it.'),
};

/** Why Stripe disabled something, in words. */
export function disabledWords(reason: string): string {
  const known = ownValue(reasons, reason);
  return known === undefined
    ? t('Stripe calls the reason “{reason}”.', { reason: reason.replace(/[._]/g, ' ') })
    : t(known);
}

/** `December 4, 2026`; in UTC, as Stripe reckons. */
/** What must be given now, overdue first. */
export const dueNow = ({ pastDue, currentlyDue }: Requirements): string[] => [
  ...new Set([...pastDue, ...currentlyDue]),
];
