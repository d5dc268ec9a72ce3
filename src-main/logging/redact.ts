/**
 * The last net under the logs. Nothing secret should reach the logger at all; if something does, it is blacked out here by its shape.
 * Phone numbers of patients are shortened too: a log file travels to support.
 */
const patterns: readonly [RegExp, string][] = [
  [/\b(Basic|Bearer)\s+[\w+/=.~-]{8,}/gi, '$1 [hidden]'],
  [
    /("?(?:auth_?token|api_?(?:key_?)?secret|password|passphrase|client_?secret|refresh_?token|access_?token|secret)"?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;&}]+)/gi,
    '$1[hidden]',
  ],
  [/(\/\/)[^/\s:@]+:[^/\s@]+@/g, '$1[hidden]@'],
  // An auth token is 32 hexadecimal digits; a SID has two letters before them and is no secret.
  [/(?<![A-Za-z0-9])[0-9a-f]{32}(?![A-Za-z0-9])/gi, '[hidden]'],
  [/\b(?:ya29\.|1\/\/|GOCSPX-)[\w-]{10,}/g, '[hidden]'],
  [/(\+\d{2})\d{4,9}(\d{2})\b/g, '$1…$2'],
];

/** The text with everything that looks like a secret blacked out. */
export function redactText(text: string): string {
  return patterns.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/**
 * What may be written of a thrown value: its name, its redacted message and where it happened. Never its other properties,
 * because the errors of HTTP libraries carry the request, credentials included.
 */
export function describeThrown(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `a thrown ${typeof thrown}`;
  const where = (thrown.stack ?? '')
    .split('\n')
    .slice(1, 6)
    .map((line) => line.trim().replace(/\(?[^\s(]*[\\/]((?:dist|src-main|node_modules)[\\/])/, '($1'))
    .join(' | ');
  return redactText(`${thrown.name}: ${thrown.message} ${where}`);
}
