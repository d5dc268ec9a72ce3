/** The practice accounts and their keys. */
import { createHash } from 'node:crypto';
import type { Requirements, SimulatedAccount, SimulatedKey, Trouble } from './model';

const day = 24 * 3600;

/** Has the form of a real key, and is recognisably fake. Built here, so that secret scanners don't report it. */
export function practiceKey(kind: 'sk' | 'rk', mode: 'live' | 'test', name: string): string {
  const ending = createHash('sha256').update(`${kind}/${mode}/${name}`).digest('hex').slice(0, 8);
  return `${kind}_${mode}_practice${name.replace(/[^a-z0-9]/g, '').padStart(40, '0')}${ending}`;
}

const accountId = (name: string) =>
  `acct_1Practice${name
    .replace(/[^A-Za-z0-9]/g, '')
    .padEnd(12, '0')
    .slice(0, 12)}`;

const nothingDue: Requirements = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
};

const account = (
  id: string,
  name: string | null,
  change: Partial<Omit<SimulatedAccount, 'requirements'>> & { requirements?: Partial<Requirements> } = {},
): SimulatedAccount => ({
  id: accountId(id),
  name,
  country: 'US',
  currency: 'usd',
  chargesEnabled: true,
  payoutsEnabled: true,
  detailsSubmitted: true,
  statementDescriptor: name?.toUpperCase().slice(0, 22) ?? null,
  payoutInterval: 'daily',
  ...change,
  capabilities: { card_payments: 'active', transfers: 'active', ...change.capabilities },
  requirements: { ...nothingDue, ...change.requirements },
});

export const troubles: readonly Trouble[] = [
  'expired-key',
  'no-permission',
  'ip-not-allowed',
  'secret-key-required',
  'platform-key-expired',
  'platform-required',
  'account-invalid',
  'account-inactive',
  'test-charges-only',
  'mode-mismatch',
  'session-missing',
  'no-business-name',
  'no-payment-methods',
  'amount-too-small',
  'card-declined',
  'idempotency-in-use',
  'idempotency-error',
  'dependency-failed',
  'rate-limit',
  'lock-timeout',
  'api-error',
];

/** @param now seconds since 1970 */
export function practiceKeys(now: number): Map<string, SimulatedKey> {
  const sunrise = account('Sunrise', 'Sunrise Dental');
  const keys = new Map<string, SimulatedKey>();
  const add = (
    name: string,
    kind: 'sk' | 'rk',
    mode: 'live' | 'test',
    of: SimulatedAccount,
    more: Partial<Pick<SimulatedKey, 'permissions' | 'trouble'>> = {},
  ) =>
    keys.set(name, {
      secret: practiceKey(kind, mode, name),
      account: of,
      livemode: mode === 'live',
      permissions: kind === 'sk' ? null : { checkout_session: 'write', accounts_kyc_basic: 'read' },
      trouble: null,
      ...more,
    });

  add('full', 'rk', 'live', sunrise);
  add('secret', 'sk', 'live', sunrise);
  add('hidden-account', 'rk', 'live', sunrise, { permissions: { checkout_session: 'write' } });
  add('read-only', 'rk', 'live', sunrise, { permissions: { checkout_session: 'read', accounts_kyc_basic: 'read' } });
  add('test-mode', 'sk', 'test', sunrise);
  add('test-restricted', 'rk', 'test', sunrise, { permissions: { checkout_session: 'write' } });
  add(
    'euro',
    'sk',
    'live',
    account('Linden', 'Praxis an der Linde', {
      country: 'DE',
      currency: 'eur',
      payoutInterval: 'manual',
      capabilities: { sepa_debit_payments: 'pending' },
    }),
  );
  add(
    'new-account',
    'sk',
    'live',
    account('NewClinic', 'Brand New Clinic', {
      chargesEnabled: false,
      payoutsEnabled: false,
      detailsSubmitted: false,
      statementDescriptor: null,
      capabilities: { card_payments: 'inactive', transfers: 'inactive' },
      requirements: {
        currently_due: [
          'business_profile.url',
          'business_type',
          'external_account',
          'representative.dob.day',
          'representative.dob.month',
          'representative.dob.year',
          'representative.first_name',
          'representative.last_name',
          'tos_acceptance.date',
          'tos_acceptance.ip',
        ],
        past_due: ['business_profile.url', 'external_account'],
        disabled_reason: 'requirements.past_due',
      },
    }),
  );
  add(
    'requirements-due',
    'sk',
    'live',
    account('Maple', 'Maple Street Clinic', {
      requirements: {
        current_deadline: now + 5 * day,
        currently_due: ['company.verification.document', 'individual.verification.document'],
        eventually_due: ['company.verification.document', 'individual.verification.document', 'individual.id_number'],
        errors: [
          {
            code: 'verification_document_expired',
            reason: 'The document is expired. Upload one that is still valid.',
            requirement: 'individual.verification.document',
          },
        ],
      },
    }),
  );
  add(
    'charges-disabled',
    'sk',
    'live',
    account('Lakeside', 'Lakeside Pediatrics', {
      chargesEnabled: false,
      payoutsEnabled: false,
      capabilities: { card_payments: 'inactive' },
      requirements: {
        current_deadline: now - 2 * day,
        currently_due: ['company.tax_id', 'individual.verification.document'],
        past_due: ['company.tax_id', 'individual.verification.document'],
        disabled_reason: 'requirements.past_due',
      },
    }),
  );
  add(
    'payouts-paused',
    'sk',
    'live',
    account('Hillcrest', 'Hillcrest Cardiology', {
      payoutsEnabled: false,
      requirements: {
        current_deadline: now + 3 * day,
        currently_due: ['external_account'],
        eventually_due: ['external_account'],
        disabled_reason: 'requirements.past_due',
      },
    }),
  );
  add(
    'under-review',
    'sk',
    'live',
    account('Northgate', 'Northgate Dermatology', {
      chargesEnabled: false,
      payoutsEnabled: false,
      capabilities: { card_payments: 'pending', transfers: 'pending' },
      requirements: {
        pending_verification: ['individual.verification.document'],
        disabled_reason: 'requirements.pending_verification',
      },
    }),
  );
  for (const [index, trouble] of troubles.entries()) {
    const isKeyTrouble = trouble === 'no-permission';
    add(
      trouble,
      isKeyTrouble ? 'rk' : 'sk',
      'live',
      account(`T${index}`, `Practice: ${trouble.replaceAll('-', ' ')}`),
      {
        trouble,
        ...(isKeyTrouble ? { permissions: { accounts_kyc_basic: 'read' as const } } : {}),
      },
    );
  }
  return keys;
}
