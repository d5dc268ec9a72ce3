/**
 * Parses Twilio's answers leniently: fields may be missing, null, unknown or of another type (numbers arrive as
 * strings), and one invalid item must not hide the rest of a list.
 */
import { z } from 'zod';
import { plainText } from '../../../src-shared/errors-catalogue';
import { providerText } from '../http/clean-text';
import type { TextMessage } from '../message-channel';
import type {
  TwilioAccount,
  TwilioBalance,
  TwilioCampaign,
  TwilioNumber,
  TwilioReview,
  TwilioServiceNumber,
  TwilioTollfreeVerification,
} from './twilio-api';

/** Any value, and also none at all: a missing field is no reason to reject what is there. */
const anything = z.unknown().optional();
/** One line of at most 4,000 characters, or null. */
const text = providerText(4000);
/** Text that must come back exactly as it was sent. */
const exactText = anything.transform((value) => (typeof value === 'string' ? value : null));
const lowerText = text.transform((value) => value?.toLowerCase() ?? null);
const flag = anything.transform((value) => {
  if (typeof value === 'boolean') return value;
  const said = String(value).toLowerCase();
  return said === 'true' || said === '1' ? true : said === 'false' || said === '0' ? false : null;
});
const time = text.transform((value) => {
  const at = value === null ? Number.NaN : Date.parse(value);
  return Number.isNaN(at) ? null : at;
});
/** `21211`, also from a number; `0` means none. */
const errorCode = text.transform((value) => (value === null || value === '0' ? null : value));

const accountSchema = z.object({ sid: text, friendly_name: text, type: text, status: lowerText, date_created: time });
const balanceSchema = z.object({ balance: text, currency: text });
const numberSchema = z.object({ sid: text, phone_number: text, friendly_name: text, capabilities: anything });
const capabilitiesSchema = z.record(z.string(), z.unknown()).catch({});
const callerIdSchema = z.object({ phone_number: text, friendly_name: text });
const messageSchema = z.object({
  sid: text,
  status: lowerText,
  error_code: errorCode,
  error_message: text,
  from: text,
  to: text,
  body: exactText,
  direction: lowerText,
  date_created: time,
});
const deliverySchema = z.object({ status: lowerText, from: text, direction: lowerText, date_sent: time });

const upperText = text.transform((value) => value?.toUpperCase() ?? null);
const serviceSchema = z.object({ sid: text });
const serviceNumberSchema = z.object({ sid: text, phone_number: text, date_created: time });
const reviewSchema = z.object({
  errors: anything,
  rejection_reasons: anything,
  failure_reason: text,
  rejection_reason: text,
});
const campaignSchema = z.object({ campaign_status: upperText, brand_registration_sid: text });
const brandSchema = z.object({ status: upperText });
const tollfreeSchema = z.object({
  status: upperText,
  tollfree_phone_number_sid: text,
  tollfree_phone_number: text,
  edit_allowed: flag,
  edit_expiration: time,
});
/** Reasons come as texts, or as objects that name the text in one of these ways. */
const reasonSchema = z.object({ description: text, detail: text, reason: text, title: text, message: text });

/** What an error answer may hold: `code` as number or string, `message`, `more_info`. */
const errorSchema = z.object({ code: errorCode, message: text, more_info: text });
export type ErrorBody = z.infer<typeof errorSchema>;

/** A JSON object, parsed already or as text; null for anything else. */
export function asObject(body: unknown): Record<string, unknown> | null {
  let value = body;
  if (typeof body === 'string') {
    try {
      value = JSON.parse(body);
    } catch {
      return null;
    }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** Each reader returns null for a body of another kind. */
export function readAccount(body: unknown): TwilioAccount | null {
  // Only the named fields are copied: the body also carries the account's auth token.
  const parsed = accountSchema.safeParse(asObject(body));
  if (!parsed.success) return null;
  const { sid, friendly_name, type, status, date_created } = parsed.data;
  return { sid, name: friendly_name, type, status, createdAt: date_created };
}

export function readBalance(body: unknown): TwilioBalance | null {
  const parsed = balanceSchema.safeParse(asObject(body));
  return parsed.success && parsed.data.balance !== null
    ? { amount: parsed.data.balance, currency: parsed.data.currency }
    : null;
}

export function readNumber(item: unknown): TwilioNumber | null {
  const parsed = numberSchema.safeParse(item);
  if (!parsed.success || parsed.data.phone_number === null) return null;
  const given = capabilitiesSchema.parse(parsed.data.capabilities);
  // Numbers that can be bought spell them in capitals; some servers do so here too.
  const can = (name: string) => flag.parse(given[name] ?? given[name.toUpperCase()]);
  return {
    sid: parsed.data.sid,
    e164: parsed.data.phone_number,
    friendlyName: parsed.data.friendly_name,
    capabilities: { sms: can('sms'), mms: can('mms'), voice: can('voice') },
  };
}

export function readCallerId(item: unknown): { e164: string; label: string } | null {
  const parsed = callerIdSchema.safeParse(item);
  if (!parsed.success || parsed.data.phone_number === null) return null;
  return { e164: parsed.data.phone_number, label: parsed.data.friendly_name ?? parsed.data.phone_number };
}

export function readMessage(item: unknown): TextMessage | null {
  const parsed = messageSchema.safeParse(asObject(item));
  if (!parsed.success) return null;
  const { sid, status, error_code, error_message, from, to, body, direction, date_created } = parsed.data;
  return {
    sid,
    status,
    errorCode: error_code,
    errorMessage: error_message,
    from,
    to,
    body,
    direction,
    createdAt: date_created,
  };
}

/** Of a delivered text: when it left. Null for any other, also for one from another number. */
export function readDelivery(item: unknown, number: string): number | null {
  const parsed = deliverySchema.safeParse(asObject(item));
  if (!parsed.success) return null;
  const { status, from, direction, date_sent } = parsed.data;
  return status === 'delivered' && from === number && direction?.startsWith('outbound') === true ? date_sent : null;
}

export function readServiceSid(item: unknown): string | null {
  const parsed = serviceSchema.safeParse(item);
  return parsed.success ? parsed.data.sid : null;
}

export function readServiceNumber(item: unknown): TwilioServiceNumber | null {
  const parsed = serviceNumberSchema.safeParse(item);
  if (!parsed.success || parsed.data.phone_number === null) return null;
  return { sid: parsed.data.sid, e164: parsed.data.phone_number, addedAt: parsed.data.date_created };
}

/** Why a registration was refused, each reason once, at most five of at most 200 characters. */
function reasonsOf(item: unknown): string[] {
  const parsed = reviewSchema.safeParse(item);
  if (!parsed.success) return [];
  const { errors, rejection_reasons, failure_reason, rejection_reason } = parsed.data;
  const listed = [errors, rejection_reasons].flatMap((list) => (Array.isArray(list) ? list.slice(0, 20) : []));
  const said = listed.map((entry) => {
    if (typeof entry === 'string') return entry;
    const reason = reasonSchema.safeParse(entry);
    return reason.success
      ? (reason.data.description ??
          reason.data.detail ??
          reason.data.reason ??
          reason.data.title ??
          reason.data.message)
      : null;
  });
  const texts = [...said, failure_reason, rejection_reason]
    .map((reason) => plainText(reason ?? '', 200))
    .filter((reason) => reason !== '');
  return [...new Set(texts)].slice(0, 5);
}

export function readCampaign(item: unknown): TwilioCampaign | null {
  const parsed = campaignSchema.safeParse(item);
  return parsed.success
    ? { status: parsed.data.campaign_status, brandSid: parsed.data.brand_registration_sid, reasons: reasonsOf(item) }
    : null;
}

export function readBrand(body: unknown): TwilioReview | null {
  const parsed = brandSchema.safeParse(asObject(body));
  return parsed.success ? { status: parsed.data.status, reasons: reasonsOf(asObject(body)) } : null;
}

export function readTollfreeVerification(item: unknown): TwilioTollfreeVerification | null {
  const parsed = tollfreeSchema.safeParse(item);
  if (!parsed.success) return null;
  const { status, tollfree_phone_number_sid, tollfree_phone_number, edit_allowed, edit_expiration } = parsed.data;
  return {
    status,
    numberSid: tollfree_phone_number_sid,
    e164: tollfree_phone_number,
    reasons: reasonsOf(item),
    editAllowed: edit_allowed,
    editUntil: edit_expiration,
  };
}

/** The parts of an error answer, all null when it was something else (HTML, plain text, nothing). */
export function readError(body: unknown): ErrorBody {
  const object = asObject(body);
  const parsed = errorSchema.safeParse(object);
  return parsed.success ? parsed.data : { code: null, message: null, more_info: null };
}
