/** The fields of the clinic's own OAuth client: what to ask for, and how to check what was pasted. */

import { cleanPasted } from '../../pasted';
import { t, text } from '../../texts/translate';
import type { FieldDescriptor } from '../descriptor';

const clientIdEnd = '.apps.googleusercontent.com';

function checkClientId(pasted: string): { value: string } | { problem: string } {
  const value = cleanPasted(pasted);
  if (value === '') return { problem: t('Paste the client ID.') };
  if (value.startsWith('{'))
    return { problem: t('This is a whole file. Use “Import” for it, or paste the client ID alone.') };
  if (/^GOCSPX-/.test(value))
    return { problem: t('This is a client secret. The client ID ends with .apps.googleusercontent.com.') };
  if (/^AIza/.test(value))
    return {
      problem: t('This is an API key, which can’t sign anybody in. Make an OAuth client of type “Desktop app”.'),
    };
  if (/^https?:/.test(value))
    return { problem: t('This is a web address. The client ID ends with .apps.googleusercontent.com.') };
  if (value.includes('@'))
    return { problem: t('This is an e-mail address. The client ID ends with .apps.googleusercontent.com.') };
  const lower = value.toLowerCase();
  if (!lower.endsWith(clientIdEnd))
    return { problem: t('The client ID ends with .apps.googleusercontent.com; the end is missing.') };
  if (!/^[a-z0-9][a-z0-9_-]*$/.test(lower.slice(0, -clientIdEnd.length)))
    return { problem: t('Before .apps.googleusercontent.com only digits, letters and a hyphen can stand.') };
  return { value: lower };
}

function checkClientSecret(pasted: string): { value: string } | { problem: string } {
  const value = cleanPasted(pasted);
  if (value === '') return { problem: t('Paste the client secret.') };
  if (value.toLowerCase().endsWith(clientIdEnd))
    return { problem: t('This is the client ID. The secret usually starts with GOCSPX-.') };
  if (/^AIza/.test(value)) return { problem: t('This is an API key. The client secret usually starts with GOCSPX-.') };
  if (/^(?:1\/\/|ya29\.|4\/)/.test(value))
    return { problem: t('This is a token that a sign-in returned. The client secret usually starts with GOCSPX-.') };
  if (value.startsWith('{') || value.startsWith('-----BEGIN'))
    return { problem: t('This is a whole file. Use “Import” for it, or paste the client secret alone.') };
  if (!/^[\x21-\x7e]+$/.test(value)) return { problem: t('A client secret has only plain letters, digits and signs.') };
  if (value.length < 10)
    return { problem: t('A client secret is longer; this has {length} characters.', { length: value.length }) };
  return { value };
}

/** The usual names first, then those of other programs' samples. Auth.js has a short one. */
const envKeysOf = (name: string, short: string): readonly string[] => [
  ...['GOOGLE', 'GOOGLE_OAUTH', 'GOOGLE_OAUTH2', 'GOOGLE_CALENDAR', 'GOOGLE_API', 'GOOGLE_AUTH', 'GCAL', 'GCP'].map(
    (prefix) => `${prefix}_${name}`,
  ),
  `AUTH_GOOGLE_${short}`,
];

export const clientFields: readonly FieldDescriptor[] = [
  {
    id: 'clientId',
    label: text('Client ID'),
    secret: false,
    placeholder: text('Ends with .apps.googleusercontent.com'),
    help: text('In Google Cloud under Google Auth Platform, Clients: the client of type “Desktop app”.'),
    envKeys: envKeysOf('CLIENT_ID', 'ID'),
    check: checkClientId,
  },
  {
    id: 'clientSecret',
    label: text('Client secret'),
    secret: true,
    placeholder: text('Usually starts with GOCSPX-'),
    help: text('Shown when the client was made; a lost one is replaced by adding a new secret to the client.'),
    envKeys: envKeysOf('CLIENT_SECRET', 'SECRET'),
    check: checkClientSecret,
  },
];
