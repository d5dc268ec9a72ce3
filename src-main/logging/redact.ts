/**
 * Redacts log lines. No secret should reach the logger; if one does, it is recognised by its pattern and removed here.
 * Phone numbers of patients are shortened too: a log file travels to support.
 */
import { hideSecrets } from '../../src-shared/providers/secrets';

const patterns: readonly [RegExp, string][] = [
  [
    /("?(?:auth_?token|api_?(?:key_?)?secret|password|passphrase|client_?secret|refresh_?token|access_?token|secret)"?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;&}]+)/gi,
    '$1[hidden]',
  ],
  [/(\/\/)[^/\s:@]+:[^/\s@]+@/g, '$1[hidden]@'],
  [/(\+\d{2})\d{4,9}(\d{2})\b/g, '$1…$2'],
];

/** Line ends, control and bidirectional characters: they could forge a log entry. */
const steering = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]+/gu;

/** The text on one line of at most 4,000 characters, with everything that looks like a secret blacked out. */
export function redactText(text: string): string {
  const line = text.slice(0, 4000).replace(steering, ' ');
  return patterns.reduce(
    (result, [pattern, replacement]) => result.replace(pattern, replacement),
    hideSecrets(line, '[hidden]'),
  );
}

/**
 * What may be written of a thrown value: its name, its redacted message, where it happened, and its cause. Never its
 * other properties: errors of HTTP libraries hold the request, credentials included.
 */
export function describeThrown(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `a thrown ${typeof thrown}`;
  const where = (thrown.stack ?? '')
    .split('\n')
    .slice(1, 6)
    .map((line) => line.trim().replace(/\(?[^\s(]*[\\/]((?:dist|src-main|node_modules)[\\/])/, '($1'))
    .join(' | ');
  const cause = thrown.cause instanceof Error ? ` | because of ${thrown.cause.name}: ${thrown.cause.message}` : '';
  return redactText(`${thrown.name}: ${thrown.message} ${where}${cause}`);
}
