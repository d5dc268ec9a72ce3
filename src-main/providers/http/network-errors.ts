/** Classifies failures between this computer and a server by Node's error codes. */
import { networkInterfaces } from 'node:os';
import type { NetworkErrorKind } from '../../../src-shared/errors-catalogue';

const kinds: Record<string, NetworkErrorKind> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  ECONNREFUSED: 'refused',
  ENETUNREACH: 'offline',
  ENETDOWN: 'offline',
  EHOSTUNREACH: 'offline',
  EHOSTDOWN: 'offline',
  EADDRNOTAVAIL: 'offline',
  ETIMEDOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  ERR_STREAM_PREMATURE_CLOSE: 'reset',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-intercepted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-intercepted',
  UNABLE_TO_GET_ISSUER_CERT: 'tls-intercepted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-intercepted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-intercepted',
  CERT_NOT_YET_VALID: 'clock',
  CERT_HAS_EXPIRED: 'clock',
  EPROTO: 'tls',
};

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** The codes of an error and of those it wraps (several addresses were tried), nearest first. */
function codesOf(thrown: unknown, depth = 0): string[] {
  if (typeof thrown !== 'object' || thrown === null || depth > 3) return [];
  const { code, cause, errors } = thrown as { code?: unknown; cause?: unknown; errors?: unknown };
  const inner = Array.isArray(errors) ? errors.slice(0, 8) : [];
  return [text(code), ...codesOf(cause, depth + 1), ...inner.flatMap((error) => codesOf(error, depth + 1))].filter(
    (found) => found !== '',
  );
}

const isOnline = () =>
  Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));

/**
 * The kind of a failure that came without an answer. Only codes are read: errors of Node may hold the request and are
 * never passed on.
 * @param hasNetwork whether the computer has a network; looked up when left out
 */
export function networkKindOf(thrown: unknown, { hasNetwork }: { hasNetwork?: boolean } = {}): NetworkErrorKind {
  for (const code of codesOf(thrown)) {
    const kind = kinds[code];
    if (kind === 'dns' && !(hasNetwork ?? isOnline())) return 'offline';
    if (kind !== undefined) return kind;
    // Errors of Node's HTTP parser.
    if (code.startsWith('HPE_')) return 'unreadable-answer';
    if (/^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_)/.test(code)) return 'tls';
  }
  return 'reset';
}

/** True for HTML in place of a provider's answer. */
export const isPage = (body: unknown) => typeof body === 'string' && body.trimStart().startsWith('<');
/** Statuses that mean the same from a provider and from a proxy. */
const plainStatus: ReadonlySet<number> = new Set([401, 429]);

/**
 * The network failure behind an unsuccessful answer; null when it may be the provider's own refusal. Providers answer
 * with JSON objects. An HTML page comes from something in between: the sign-in of a guest Wi-Fi, a filter, a proxy.
 * @param answer `isObject`: its body is an object, whatever it says
 */
export function networkKindOfAnswer(answer: {
  status: number;
  body: unknown;
  isObject: boolean;
}): NetworkErrorKind | null {
  const { status, body, isObject } = answer;
  if (status >= 300 && status < 400) return 'redirect';
  if (status === 407) return 'proxy';
  // “Network Authentication Required”, which only a guest Wi-Fi answers.
  if (status === 511) return 'unreadable-answer';
  if (status >= 500) return isObject ? null : 'http';
  if (isPage(body) && !plainStatus.has(status)) return 'unreadable-answer';
  return null;
}
