/** Parses Stripe's answers leniently: values that are missing or of another type are unknown, long ones are cut. */
import { z } from 'zod';
import { plainText } from '../../../src-shared/errors-catalogue';
import type { CheckoutSession, StripeAccount } from './stripe-api';

/** Upper limit: a hostile server may name any number. */
const mostFields = 60;

const word = z.string().max(300);
const text = z
  .string()
  .max(20_000)
  .nullish()
  .catch(null)
  .transform((said) => (said == null ? null : plainText(said, 120) || null));
const flag = z.boolean().nullish().catch(null);
const seconds = z
  .number()
  .int()
  .positive()
  .max(10_000_000_000)
  .nullish()
  .catch(null)
  .transform((at) => (at == null ? null : at * 1000));
/** Names of fields: `individual.verification.document`. */
const fieldName = z.string().regex(/^[A-Za-z0-9_.]{1,120}$/);
const fieldNames = z
  .array(z.unknown())
  .catch([])
  .transform((all) => all.slice(0, mostFields).flatMap((one) => fieldName.safeParse(one).data ?? []));
const code = z.string().regex(/^[A-Za-z0-9_.]{1,60}$/);

const requirementsSchema = z.object({
  currently_due: fieldNames,
  past_due: fieldNames,
  eventually_due: fieldNames,
  pending_verification: fieldNames,
  errors: z
    .array(z.unknown())
    .catch([])
    .transform((all) =>
      all.slice(0, mostFields).flatMap((one) => {
        const read = z.object({ requirement: fieldName, reason: z.string().max(20_000) }).safeParse(one);
        return read.success ? [{ field: read.data.requirement, reason: plainText(read.data.reason, 240) }] : [];
      }),
    ),
  current_deadline: seconds,
  disabled_reason: code.nullish().catch(null),
});

const capabilityState = z.enum(['active', 'pending', 'inactive', 'unknown']).catch('unknown');

const accountId = z.string().regex(/^acct_[A-Za-z0-9]{1,60}$/);
const nested = <T extends z.ZodRawShape>(shape: T) => z.object(shape).partial().nullish().catch(null);

const accountSchema = z.object({
  id: accountId,
  object: z.literal('account'),
  business_profile: nested({ name: text }),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullish()
    .catch(null),
  default_currency: z
    .string()
    .regex(/^[a-z]{3}$/)
    .nullish()
    .catch(null),
  charges_enabled: flag,
  payouts_enabled: flag,
  details_submitted: flag,
  requirements: requirementsSchema.nullish().catch(null),
  capabilities: z.record(code, capabilityState).nullish().catch(null),
  settings: nested({
    dashboard: nested({ display_name: text }),
    payments: nested({ statement_descriptor: text }),
    payouts: nested({ schedule: nested({ interval: word.nullish().catch(null) }) }),
  }),
});

const sessionId = z.string().regex(/^cs_(?:live_|test_)?[A-Za-z0-9_]{1,255}$/);

const sessionSchema = z.object({
  id: sessionId,
  object: z.literal('checkout.session'),
  livemode: z.boolean(),
  status: z.enum(['open', 'complete', 'expired']).nullish().catch(null),
  payment_status: word.catch('unknown'),
  url: z.string().max(5000).nullish().catch(null),
  created: seconds,
  metadata: z.record(z.string().max(100), z.string().max(1000)).nullish().catch(null),
});

const listSchema = z.object({
  object: z.literal('list'),
  data: z.array(z.unknown()).max(1000),
  has_more: z.boolean(),
});

/** @returns null when it is no account */
export function readAccount(body: unknown): StripeAccount | null {
  const read = accountSchema.safeParse(body);
  if (!read.success) return null;
  const { data } = read;
  const due = data.requirements;
  return {
    id: data.id,
    name: data.business_profile?.name ?? data.settings?.dashboard?.display_name ?? null,
    country: data.country ?? null,
    defaultCurrency: data.default_currency ?? null,
    chargesEnabled: data.charges_enabled ?? null,
    payoutsEnabled: data.payouts_enabled ?? null,
    detailsSubmitted: data.details_submitted ?? null,
    requirements:
      due == null
        ? null
        : {
            currentlyDue: due.currently_due,
            pastDue: due.past_due,
            eventuallyDue: due.eventually_due,
            pendingVerification: due.pending_verification,
            errors: due.errors,
            deadline: due.current_deadline,
            disabledReason: due.disabled_reason ?? null,
          },
    capabilities: data.capabilities ?? {},
    payoutInterval: data.settings?.payouts?.schedule?.interval ?? null,
    statementDescriptor: data.settings?.payments?.statement_descriptor ?? null,
  };
}

/** @returns null when it is no checkout */
export function readSession(body: unknown): CheckoutSession | null {
  const read = sessionSchema.safeParse(body);
  if (!read.success) return null;
  const { id, livemode, status, payment_status, url, created, metadata } = read.data;
  return {
    id,
    live: livemode,
    status: status ?? 'unknown',
    paymentStatus: payment_status,
    hasUrl: url?.startsWith('https://') ?? false,
    createdAt: created,
    metadata: metadata ?? {},
  };
}

/** @returns null when it is no list; entries that are no checkouts are left out */
export function readSessionList(
  body: unknown,
): { items: CheckoutSession[]; lastId: string | null; hasMore: boolean } | null {
  const read = listSchema.safeParse(body);
  if (!read.success) return null;
  const items = read.data.data.flatMap((one) => readSession(one) ?? []);
  return { items, lastId: items.at(-1)?.id ?? null, hasMore: read.data.has_more };
}

const errorSchema = z.object({
  error: z.object({
    type: z.string().max(100).nullish().catch(null),
    code: z.string().max(100).nullish().catch(null),
    message: z.string().max(20_000).nullish().catch(null),
    doc_url: z.string().max(1000).nullish().catch(null),
  }),
});

export type SaidError = { type: string | null; code: string | null; message: string | null; docUrl: string | null };

/** What a refusal says; all null when it has another shape. */
export function readError(body: unknown): SaidError {
  const read = errorSchema.safeParse(body);
  if (!read.success) return { type: null, code: null, message: null, docUrl: null };
  const { type, code: name, message, doc_url } = read.data.error;
  return { type: type ?? null, code: name ?? null, message: message ?? null, docUrl: doc_url ?? null };
}

/** The account that a refusal names: `… on account 'acct_…'`. */
export const accountIdIn = (message: string | null): string | null =>
  /'(acct_[A-Za-z0-9]{1,60})'/.exec(message ?? '')?.[1] ?? null;

/** The permission that a refusal names: `Having the 'rak_…' permission would …`. */
export const permissionIn = (message: string | null): string | null =>
  /'(rak_[a-z0-9_]{1,80})'/.exec(message ?? '')?.[1] ?? null;
