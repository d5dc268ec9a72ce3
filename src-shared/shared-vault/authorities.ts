/** Whose certificates are trusted for a shared vault's server: several authorities in one PEM text. */
import { refusal } from '../errors';
import { t } from '../texts/translate';

const block = /-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+-----END CERTIFICATE-----/g;
/** Each of them as PEM. */
export const certificatesIn = (pem: string) => (pem.match(block) ?? []).map((one) => one.replaceAll('\r', ''));

export const noCertificate = () =>
  refusal(
    'usage.no-certificate',
    t('This file holds no certificate.'),
    t('A certificate is a text in PEM, which begins with BEGIN CERTIFICATE.'),
    t('Ask whoever runs the database for the certificate of its authority.'),
  );

/**
 * @param known null: those that the computer trusts
 * @param only without those that are known
 * @throws AppError `usage.no-certificate`
 */
export function withAuthorities(known: string | null, given: string, only: boolean): string {
  const added = certificatesIn(given);
  if (added.length === 0) throw noCertificate();
  const all = [...(only ? [] : certificatesIn(known ?? '')), ...added];
  return `${[...new Set(all)].join('\n')}\n`;
}
