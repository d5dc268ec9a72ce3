/** `GET /v1/account` and `GET /v1/balance`. */
import type { SimulatedKey } from './model';

export function accountObject({ account }: SimulatedKey): Record<string, unknown> {
  const { name } = account;
  return {
    id: account.id,
    object: 'account',
    business_profile: {
      mcc: '8021',
      name,
      product_description: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
    },
    business_type: 'company',
    capabilities: account.capabilities,
    charges_enabled: account.chargesEnabled,
    country: account.country,
    default_currency: account.currency,
    details_submitted: account.detailsSubmitted,
    email: 'owner@clinic.example',
    future_requirements: {
      alternatives: [],
      current_deadline: null,
      currently_due: [],
      disabled_reason: null,
      errors: [],
      eventually_due: [],
      past_due: [],
      pending_verification: [],
    },
    payouts_enabled: account.payoutsEnabled,
    requirements: account.requirements,
    settings: {
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      card_payments: {
        decline_on: { avs_failure: false, cvc_failure: false },
        statement_descriptor_prefix: null,
      },
      dashboard: { display_name: name, timezone: 'America/Chicago' },
      payments: {
        statement_descriptor: account.statementDescriptor,
        statement_descriptor_kana: null,
        statement_descriptor_kanji: null,
      },
      payouts: {
        debit_negative_balances: true,
        schedule: {
          delay_days: 2,
          interval: account.payoutInterval,
          ...(account.payoutInterval === 'weekly' ? { weekly_anchor: 'monday' } : {}),
          ...(account.payoutInterval === 'monthly' ? { monthly_anchor: 1 } : {}),
        },
        statement_descriptor: null,
      },
    },
    type: 'standard',
  };
}

export function balanceObject({ account, livemode }: SimulatedKey): Record<string, unknown> {
  const none = [{ amount: 0, currency: account.currency, source_types: { card: 0 } }];
  return { object: 'balance', available: none, livemode, pending: none };
}
