/**
 * A second, stricter net for texts that leave this computer with a person's consent: support bundle and crash reports.
 */
import { homeFolder } from '../profile';
import { redactText } from './redact';

const patterns: readonly [RegExp, string][] = [
  // Tokens that are JSON, and what an auth token looks like.
  [/\beyJ[\w-]{8,}(?:\.[\w-]+)*/g, '[hidden]'],
  [/(?<![\w-])[0-9a-f]{32}(?![\w-])/gi, '[hidden]'],
  [/[\w.+%-]+@[\w-]+(?:\.[\w-]+)+/g, '[address]'],
  // Phone numbers: international, American, and as bare digits.
  [/\+\d[\d ().\u00A0-]{6,}(\d{2})(?!\d)/g, '+…$1'],
  [/(?<![\w-])(?:1[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{2}(\d{2})(?![\w-])/g, '…$1'],
  [/(?<![\w.:-])\d{8,13}(\d{2})(?![\w.:-])/g, '…$1'],
];

/**
 * Removes what looks like a secret, a phone number, an address or the name of the person's own folder. Line by line.
 */
export function redactForSupport(text: string, home: string = homeFolder() ?? ''): string {
  return text
    .split('\n')
    .map((line) =>
      patterns.reduce(
        (result, [pattern, replacement]) => result.replace(pattern, replacement),
        redactText(home.length > 1 ? line.replaceAll(home, '~') : line),
      ),
    )
    .join('\n');
}
