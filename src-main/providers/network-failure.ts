/** Names what went wrong between here and a server, from the codes that Node and the HTTP library leave on their errors. */
import { networkInterfaces } from 'node:os';
import type { NetworkErrorKind } from '../../src-shared/errors-catalogue';

/** Put on the error of a request whose proxy did not open a way to the provider. */
export const proxyRefusedCode = 'ERR_PROXY_REFUSED';

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
  // Our own addresses are in order: what can't be read is the address of the proxy.
  ERR_INVALID_URL: 'proxy',
  [proxyRefusedCode]: 'proxy',
};

/** Refusals of a certificate: they happen before the first byte of a request leaves. Any other trouble of a secure connection may come after it. */
const certificateRefusal = /^(?:CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT_)/;

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

/** What node-fetch calls its failures, nearest first. */
function typesOf(thrown: unknown, depth = 0): string[] {
  if (typeof thrown !== 'object' || thrown === null || depth > 3) return [];
  const { type, cause } = thrown as { type?: unknown; cause?: unknown };
  return [text(type), ...typesOf(cause, depth + 1)].filter((found) => found !== '');
}

/** How the request went out. */
export type Way = {
  /** The computer has a network; looked up when left out. */
  hasNetwork?: boolean;
  /** A proxy stands between: it, not the provider, is what was connected to. */
  viaProxy?: boolean;
};

const isOnline = () =>
  Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));

/**
 * The kind of a failure that came without an answer.
 * Only codes and fixed phrases of the HTTP library are read: its errors hold the credentials and are never passed on.
 */
export function networkKindOf(thrown: unknown, { hasNetwork, viaProxy = false }: Way = {}): NetworkErrorKind {
  const codes = codesOf(thrown);
  const message = text((thrown as { message?: unknown } | null)?.message);
  if (message.includes('maxContentLength') || typesOf(thrown).includes('max-size')) return 'too-large';
  if (/^timeout|timeout of \d+ms/.test(message)) return 'timeout';
  if (/stream has been aborted|socket hang up|aborted/.test(message) && !codes.includes('ERR_CANCELED')) return 'reset';
  for (const code of codes) {
    const kind = kinds[code];
    if (kind === 'dns' && !(hasNetwork ?? isOnline())) return 'offline';
    if (viaProxy && (kind === 'dns' || kind === 'refused')) return 'proxy';
    if (kind !== undefined) return kind;
    if (code.startsWith('HPE_') || code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR') return 'unreadable-answer';
    if (/^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_)/.test(code)) return 'tls';
  }
  return 'reset';
}

/** True when the server's certificate was not accepted, so that nothing of the request was sent. */
export const isCertificateRefusal = (thrown: unknown): boolean =>
  codesOf(thrown).some((code) => certificateRefusal.test(code));

/** Markup in place of a provider's answer. */
export const isPage = (body: unknown) => typeof body === 'string' && body.trimStart().startsWith('<');
/** These mean much the same whoever says them, with or without a page around them. */
const plainStatus: ReadonlySet<number> = new Set([401, 429]);

/**
 * What an answer that is no success tells of the way to the provider; null when it may be the provider's own refusal.
 * Providers answer with JSON objects. A page is from something on the way: the sign-in of a guest Wi-Fi, a filter, a proxy.
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
  // “Network Authentication Required”: the one status that a guest Wi-Fi has to itself.
  if (status === 511) return 'unreadable-answer';
  if (status >= 500) return isObject ? null : 'http';
  if (isPage(body) && !plainStatus.has(status)) return 'unreadable-answer';
  return null;
}
