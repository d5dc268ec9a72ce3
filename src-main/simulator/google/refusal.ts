/** Google's error formats: of the token endpoint, of the APIs, and on a page. */

export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    super(`refused with ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export const oauthRefusal = (status: number, error: string, description: string, more: Record<string, string> = {}) =>
  new Refusal(status, { error, error_description: description, ...more });

const names: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ALREADY_EXISTS',
  429: 'RESOURCE_EXHAUSTED',
};

/** @param info the newer name of the reason, in an ErrorInfo beside the old one */
export const apiRefusal = (
  status: number,
  reason: string,
  message: string,
  info?: string,
  headers: Record<string, string> = {},
) =>
  new Refusal(
    status,
    {
      error: {
        code: status,
        message,
        errors: [
          {
            message,
            domain: reason.endsWith('LimitExceeded') || reason === 'accessNotConfigured' ? 'usageLimits' : 'global',
            reason,
          },
        ],
        ...(names[status] === undefined ? {} : { status: names[status] }),
        ...(info === undefined
          ? {}
          : {
              details: [
                { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: info, domain: 'googleapis.com' },
              ],
            }),
      },
    },
    headers,
  );

/** A refusal of an API that names its reason in the newer way alone. */
export const newRefusal = (status: number, reason: string, message: string) =>
  new Refusal(status, {
    error: {
      code: status,
      message,
      ...(names[status] === undefined ? {} : { status: names[status] }),
      details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' }],
    },
  });

export const scopeRefused = () =>
  apiRefusal(
    403,
    'insufficientPermissions',
    'Request had insufficient authentication scopes.',
    'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
  );

/** An error that Google shows in the browser only. */
export class PageRefusal extends Error {
  readonly code: string;
  readonly detail: string;
  /** Who was refused, once an account was chosen. */
  readonly email: string | null;

  constructor(code: string, detail: string, email: string | null = null) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.email = email;
  }
}
