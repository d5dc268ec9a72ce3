/** Stripe's error format. */
import type { Answer } from '../faults';

type StripeErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

export type ErrorBody = {
  error: {
    type: StripeErrorType;
    message: string;
    code?: string;
    doc_url?: string;
    param?: string;
    decline_code?: string;
    request_log_url?: string;
  };
};

export class Refusal extends Error {
  readonly answer: Answer;

  constructor(status: number, body: ErrorBody, headers: Record<string, string> = {}) {
    super(`refused with ${status}`);
    this.answer = { status, body, headers };
  }
}

type More = { code?: string; param?: string; type?: StripeErrorType; headers?: Record<string, string> };

/** A refusal; one with a code links to its page, as Stripe's do. */
export function refuse(status: number, message: string, { code, param, type, headers }: More = {}): Refusal {
  return new Refusal(
    status,
    {
      error: {
        ...(code === undefined
          ? {}
          : { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }),
        message,
        ...(param === undefined ? {} : { param }),
        type: type ?? 'invalid_request_error',
      },
    },
    headers,
  );
}

/** A key as Stripe echoes it: its start, stars, and its last letters. */
export const maskedKey = (key: string): string => {
  const start = key.slice(0, 8);
  const end = key.slice(-6);
  return `${start}${'*'.repeat(Math.max(0, key.length - start.length - end.length))}${end}`;
};

export const missing = (what: string, id: string, param = 'id') =>
  refuse(404, `No such ${what}: '${id}'`, { code: 'resource_missing', param });
