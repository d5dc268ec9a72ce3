/** The sheet that a handoff is printed on, and what its file is called. Pure. */

import type { Organization } from '../organizations/organization';
import { t } from '../texts/translate';

/** Countries that print on Letter. */
const letterCountries: ReadonlySet<string> = new Set([
  'US',
  'CA',
  'MX',
  'PH',
  'CL',
  'CO',
  'VE',
  'GT',
  'CR',
  'PA',
  'DO',
]);

type ReportPaper = { size: 'A4' | 'Letter'; footer: string; fileName: string };

export function paperFor(
  { name, country, timeZone }: Pick<Organization, 'name' | 'country' | 'timeZone'>,
  isPractice: boolean,
  now: Date,
): ReportPaper {
  const title = isPractice ? t('PRACTICE, not a real handoff') : t('Handoff report');
  return {
    size: letterCountries.has(country) ? 'Letter' : 'A4',
    footer: `${title} · ${name} · ${dayIn(timeZone, now)} · ${t('No passwords and no keys on this page')}`,
    fileName: `${isPractice ? t('Practice handoff') : t('Handoff')} ${fileNameOf(name)} ${dayIn(timeZone, now)}.pdf`,
  };
}

/** `2026-11-29` on the clinic's calendar. */
function dayIn(timeZone: string, now: Date): string {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);
  } catch {
    return now.toISOString().slice(0, 10);
  }
}

/** A name that every file system takes: no signs with a meaning of their own, and not too long with its date. */
function fileNameOf(name: string): string {
  const cleaned = name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replaceAll(/[\u0000-\u001f\u007f<>:"/\\|?*]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[. ]+|[. ]+$/g, '');
  const short = [...cleaned].slice(0, 60).join('').trim();
  return short === '' ? t('clinic') : short;
}
