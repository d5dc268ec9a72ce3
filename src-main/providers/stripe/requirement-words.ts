/** Stripe's requirements in plain words, instead of its field names. */
import type { Requirements } from './stripe-api';

const wholeFields: Readonly<Record<string, string>> = {
  external_account: 'a bank account for payouts',
  tos_acceptance: 'acceptance of Stripe’s terms of service',
  business_type: 'the legal form of the business',
  'business_profile.url': 'the clinic’s website',
  'business_profile.mcc': 'the kind of business',
  'business_profile.product_description': 'a description of what the clinic offers',
  'business_profile.support_phone': 'a phone number for patients’ questions about payments',
  'business_profile.support_email': 'an e-mail address for patients’ questions about payments',
  'business_profile.name': 'the business’s public name',
  'business_profile.annual_revenue': 'the yearly revenue',
  'business_profile.estimated_worker_count': 'the number of employees',
  'settings.payments.statement_descriptor': 'the name shown on card statements',
  'company.owners_provided': 'confirmation that all owners are named',
  'company.directors_provided': 'confirmation that all directors are named',
  'company.executives_provided': 'confirmation that all executives are named',
  'company.verification.document': 'a document about the company',
  'company.ownership_declaration': 'a declaration of who owns the company',
  'documents.bank_account_ownership_verification': 'a document about the bank account',
};

const owners: readonly [RegExp, string][] = [
  [/^individual\./, 'the account owner’s'],
  [/^(?:representative|person_[A-Za-z0-9]+)\./, 'the representative’s'],
  [/^owners\./, 'an owner’s'],
  [/^directors\./, 'a director’s'],
  [/^executives\./, 'an executive’s'],
  [/^company\./, 'the company’s'],
];

const parts: readonly [RegExp, string][] = [
  [/^(?:first_name|last_name|full_name)/, 'full name'],
  [/^name/, 'legal name'],
  [/^dob/, 'date of birth'],
  [/^email/, 'e-mail address'],
  [/^phone/, 'phone number'],
  [/^(?:registered_)?address/, 'address'],
  [/^ssn_last_4/, 'last four digits of the social security number'],
  [/^id_number/, 'national ID number'],
  [/^tax_id/, 'tax number'],
  [/^vat_id/, 'VAT number'],
  [/^registration_number/, 'registration number'],
  [/^verification\.additional_document/, 'second identity document'],
  [/^verification\.proof_of_liveness/, 'photo of the face'],
  [/^verification/, 'identity document'],
  [/^documents/, 'documents'],
  [/^relationship\.title/, 'job title'],
  [/^relationship/, 'role in the company'],
  [/^political_exposure/, 'statement about political offices'],
  [/^nationality/, 'nationality'],
];

/** One field in words; Stripe's own name, spelled out, where there are none. */
export function fieldWords(field: string): string {
  const whole = Object.keys(wholeFields).find((name) => field === name || field.startsWith(`${name}.`));
  if (whole !== undefined) return wholeFields[whole] ?? field;
  if (field.startsWith('interv_')) return 'an answer to a question of Stripe’s risk team';
  for (const [start, whose] of owners) {
    if (!start.test(field)) continue;
    const what = parts.find(([pattern]) => pattern.test(field.replace(start, '')));
    if (what !== undefined) return `${whose} ${what[1]}`;
  }
  return field.replace(/^[a-z]+_[A-Za-z0-9]{8,}\./, '').replace(/[._]/g, ' ');
}

/** Several fields in words, without repeats: a date of birth is three fields. */
export function requirementWords(fields: readonly string[], limit = 6): string {
  const words = [...new Set(fields.map(fieldWords))];
  const shown = words.slice(0, limit);
  const more = words.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ').replace(/, ([^,]*)$/, ' and $1');
}

export const countOf = (fields: readonly string[]): number => new Set(fields.map(fieldWords)).size;

const reasons: Readonly<Record<string, string>> = {
  'requirements.past_due': 'Details that Stripe asked for are overdue.',
  'requirements.pending_verification':
    'Stripe is checking the details that it was given. Nothing needs to be done now.',
  'action_required.requested_capabilities': 'Stripe asks for more details before it enables what was requested.',
  listed: 'Stripe is checking whether the account’s owner is on a sanctions list.',
  'rejected.listed': 'Stripe has rejected the account because its owner is on a sanctions list.',
  'rejected.fraud': 'Stripe has rejected the account for suspected fraud.',
  'rejected.terms_of_service': 'Stripe has rejected the account because it breaks Stripe’s terms of service.',
  'rejected.incomplete_verification':
    'Stripe has rejected the account because its details could not be verified in time.',
  'rejected.other': 'Stripe has rejected the account.',
  'rejected.platform_fraud': 'The platform that runs the account has rejected it for suspected fraud.',
  'rejected.platform_other': 'The platform that runs the account has rejected it.',
  'rejected.platform_terms_of_service': 'The platform that runs the account has rejected it for breaking its terms.',
  platform_paused: 'The platform that runs the account has paused it.',
  under_review: 'Stripe is reviewing the account.',
  other: 'Stripe has paused the account and gives no reason. Stripe’s support can tell it.',
};

/** Why Stripe disabled something, in words. */
export const disabledWords = (reason: string): string =>
  (Object.hasOwn(reasons, reason) ? reasons[reason] : undefined) ??
  `Stripe calls the reason “${reason.replace(/[._]/g, ' ')}”.`;

/** `December 4, 2026`; in UTC, as Stripe reckons. */
/** What must be given now, overdue first. */
export const dueNow = ({ pastDue, currentlyDue }: Requirements): string[] => [
  ...new Set([...pastDue, ...currentlyDue]),
];
