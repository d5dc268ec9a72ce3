/** Names what went wrong between here and a server, from the codes that Node and the HTTP library leave on their errors. */
import { networkInterfaces } from 'node:os';
import type { NetworkErrorKind } from '../../src-shared/errors-catalogue';

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
  return [text(code), ...codesOf(cause, depth + 1), ...inner.flatMap((error) => codesOf(error, depth + 1))].filter((found) => found !== '');
}

/** What node-fetch calls its failures, nearest first. */
function typesOf(thrown: unknown, depth = 0): string[] {
  if (typeof thrown !== 'object' || thrown === null || depth > 3) return [];
  const { type, cause } = thrown as { type?: unknown; cause?: unknown };
  return [text(type), ...typesOf(cause, depth + 1)].filter((found) => found !== '');
}

const isOnline = () => Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));

/**
 * The kind of a failure that came without an answer.
 * Only codes and fixed phrases of the HTTP library are read: its errors hold the credentials and are never passed on.
 */
export function networkKindOf(thrown: unknown): NetworkErrorKind {
  const codes = codesOf(thrown);
  const message = text((thrown as { message?: unknown } | null)?.message);
  if (message.includes('maxContentLength') || typesOf(thrown).includes('max-size')) return 'too-large';
  if (/^timeout|timeout of \d+ms/.test(message)) return 'timeout';
  if (/stream has been aborted|socket hang up|aborted/.test(message) && !codes.includes('ERR_CANCELED')) return 'reset';
  for (const code of codes) {
    const kind = kinds[code];
    if (kind === 'dns' && !isOnline()) return 'offline';
    if (kind !== undefined) return kind;
    if (code.startsWith('HPE_') || code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR') return 'unreadable-answer';
    if (/^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_)/.test(code)) return 'tls';
  }
  return 'reset';
}
