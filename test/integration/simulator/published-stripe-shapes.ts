/**
 * The fields of Stripe's objects with their types, as the published description lists them. `~` marks a field that may
 * be left out, `?` one that may be null.
 */
import { z } from 'zod';

function typeOf(name: string): z.ZodType {
  const [kind = '', ...words] = name.split(' ');
  switch (kind) {
    case 'string':
      return z.string();
    case 'boolean':
      return z.boolean();
    case 'integer':
      return z.number().int();
    case 'array':
      return z.array(z.unknown());
    case 'object':
      return z.record(z.string(), z.unknown());
    case 'any':
      return z.unknown();
    case 'enum':
      return z.enum(words);
    default:
      throw new Error(`No such type: ${name}`);
  }
}

/** Strict: a field that the description does not know fails. */
const shape = (fields: Record<string, string>) =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(fields).map(([field, described]) => {
        const isOptional = described.startsWith('~');
        const isNullable = described.endsWith('?');
        const base = typeOf(described.replace(/^~/, '').replace(/\?$/, ''));
        const type = isNullable ? base.nullable() : base;
        return [field, isOptional ? type.optional() : type];
      }),
    ),
  );

export const account = shape({
  business_profile: '~any?',
  business_type: '~enum company government_entity individual non_profit?',
  capabilities: '~object',
  charges_enabled: '~boolean',
  company: '~object',
  controller: '~object',
  country: '~string',
  created: '~integer',
  default_currency: '~string',
  details_submitted: '~boolean',
  email: '~string?',
  external_accounts: '~object',
  future_requirements: '~object',
  id: 'string',
  individual: '~object',
  metadata: '~object',
  object: 'enum account',
  payouts_enabled: '~boolean',
  requirements: '~object',
  settings: '~any?',
  tos_acceptance: '~object',
  type: '~enum custom express standard',
});

export const requirements = shape({
  alternatives: '~array?',
  current_deadline: '~integer?',
  currently_due: '~array?',
  disabled_reason: '~string?',
  errors: '~array?',
  eventually_due: '~array?',
  past_due: '~array?',
  pending_verification: '~array?',
});

export const settings = shape({
  bacs_debit_payments: '~object',
  branding: 'object',
  card_issuing: '~object',
  card_payments: 'object',
  dashboard: 'object',
  payments: 'object',
  payouts: '~object',
  sepa_debit_payments: '~object',
  treasury: '~object',
});

export const paymentsSettings = shape({
  statement_descriptor: '~string?',
  statement_descriptor_kana: '~string?',
  statement_descriptor_kanji: '~string?',
  statement_descriptor_prefix_kana: '~string?',
  statement_descriptor_prefix_kanji: '~string?',
});

export const payoutSettings = shape({
  debit_negative_balances: 'boolean',
  schedule: 'object',
  statement_descriptor: '~string?',
});

export const payoutSchedule = shape({
  delay_days: 'integer',
  interval: 'string',
  monthly_anchor: '~integer',
  weekly_anchor: '~string',
});

export const businessProfile = shape({
  mcc: '~string?',
  name: '~string?',
  product_description: '~string?',
  support_address: '~any?',
  support_email: '~string?',
  support_phone: '~string?',
  support_url: '~string?',
  url: '~string?',
});

export const balance = shape({
  available: 'array',
  connect_reserved: '~array',
  instant_available: '~array',
  issuing: '~object',
  livemode: 'boolean',
  object: 'enum balance',
  pending: 'array',
});

export const session = shape({
  after_expiration: '~any?',
  allow_promotion_codes: '~boolean?',
  amount_subtotal: '~integer?',
  amount_total: '~integer?',
  automatic_tax: 'object',
  billing_address_collection: '~enum auto required?',
  cancel_url: '~string?',
  client_reference_id: '~string?',
  consent: '~any?',
  consent_collection: '~any?',
  created: 'integer',
  currency: '~string?',
  currency_conversion: '~any?',
  custom_fields: 'array',
  custom_text: 'object',
  customer: '~any?',
  customer_creation: '~enum always if_required?',
  customer_details: '~any?',
  customer_email: '~string?',
  expires_at: 'integer',
  id: 'string',
  invoice: '~any?',
  invoice_creation: '~any?',
  line_items: '~object',
  livemode: 'boolean',
  locale:
    '~enum auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt ' +
    'pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW?',
  metadata: '~object?',
  mode: 'enum payment setup subscription',
  object: 'enum checkout.session',
  payment_intent: '~any?',
  payment_link: '~any?',
  payment_method_collection: '~enum always if_required?',
  payment_method_options: '~any?',
  payment_method_types: 'array',
  payment_status: 'enum no_payment_required paid unpaid',
  phone_number_collection: '~object',
  recovered_from: '~string?',
  setup_intent: '~any?',
  shipping_address_collection: '~any?',
  shipping_cost: '~any?',
  shipping_details: '~any?',
  shipping_options: 'array',
  status: '~enum complete expired open?',
  submit_type: '~enum auto book donate pay?',
  subscription: '~any?',
  success_url: 'string',
  tax_id_collection: '~object',
  total_details: '~any?',
  url: '~string?',
});

const error = shape({
  charge: '~string',
  code: '~string',
  decline_code: '~string',
  doc_url: '~string',
  message: '~string',
  param: '~string',
  payment_intent: '~object',
  payment_method: '~object',
  payment_method_type: '~string',
  request_log_url: '~string',
  setup_intent: '~object',
  source: '~any',
  type: 'enum api_error card_error idempotency_error invalid_request_error',
});

export const capabilityNames = [
  'acss_debit_payments',
  'affirm_payments',
  'afterpay_clearpay_payments',
  'au_becs_debit_payments',
  'bacs_debit_payments',
  'bancontact_payments',
  'bank_transfer_payments',
  'blik_payments',
  'boleto_payments',
  'card_issuing',
  'card_payments',
  'cartes_bancaires_payments',
  'cashapp_payments',
  'eps_payments',
  'fpx_payments',
  'giropay_payments',
  'grabpay_payments',
  'ideal_payments',
  'india_international_payments',
  'jcb_payments',
  'klarna_payments',
  'konbini_payments',
  'legacy_payments',
  'link_payments',
  'oxxo_payments',
  'p24_payments',
  'paynow_payments',
  'promptpay_payments',
  'sepa_debit_payments',
  'sofort_payments',
  'tax_reporting_us_1099_k',
  'tax_reporting_us_1099_misc',
  'transfers',
  'treasury',
  'us_bank_account_ach_payments',
];

export const list = (row: z.ZodType) =>
  z.strictObject({
    object: z.literal('list'),
    data: z.array(row),
    has_more: z.boolean(),
    url: z.string().startsWith('/v1/'),
  });

export const refusal = z.strictObject({ error });
