/** Twilio's credential fields: what to ask for, and how to check what was pasted. */

import { cleanPasted } from '../../pasted';
import { type Text, t, text } from '../../texts/translate';
import type { FieldDescriptor } from '../descriptor';

const sid = (prefix: 'AC' | 'SK', named: Text) => (pasted: string) => {
  const value = cleanPasted(pasted);
  const name = t(named);
  if (value === '') return { problem: t('Paste the {name}.', { name }) };
  const upper = value.slice(0, 2).toUpperCase();
  if (prefix === 'AC' && upper === 'SK')
    return { problem: t('This is an API key SID (SK…). The Account SID starts with AC.') };
  if (prefix === 'SK' && upper === 'AC')
    return { problem: t('This is an Account SID (AC…). The API key SID starts with SK.') };
  if (/^[0-9a-f]{32}$/i.test(value))
    return { problem: t('This looks like an auth token. The {name} starts with {prefix}.', { name, prefix }) };
  if (upper !== prefix) return { problem: t('The {name} starts with {prefix}.', { name, prefix }) };
  const digits = value.slice(2);
  if (!/^[0-9a-f]*$/i.test(digits))
    return { problem: t('After {prefix} only the digits 0 to 9 and the letters a to f can follow.', { prefix }) };
  if (digits.length !== 32)
    return { problem: t('The {name} has 34 characters; this has {count}.', { name, count: value.length }) };
  // Twilio writes SIDs with an upper-case prefix and lower-case digits, and refuses any other case.
  return { value: prefix + digits.toLowerCase() };
};

const secret = (named: Text, length: number | null) => (pasted: string) => {
  const value = cleanPasted(pasted);
  const name = t(named);
  if (value === '') return { problem: t('Paste the {name}.', { name }) };
  if (/^AC[0-9a-f]{32}$/i.test(value))
    return { problem: t('This is an Account SID. Paste the {name} here.', { name }) };
  if (/^SK[0-9a-f]{32}$/i.test(value))
    return { problem: t('This is an API key SID. Paste the {name} here.', { name }) };
  if (length !== null && value.length !== length)
    return {
      problem: t('The {name} has {length} characters; this has {count}.', { name, length, count: value.length }),
    };
  return { value };
};

export const accountSid: FieldDescriptor = {
  id: 'accountSid',
  label: text('Account SID'),
  secret: false,
  placeholder: text('AC followed by 32 characters'),
  help: text('On the first page of the Twilio Console, under Account Info.'),
  envKeys: [
    'TWILIO_ACCOUNT_SID',
    'TWILIO_SID',
    'TWILIO_ACCOUNT',
    'TWILIO_ACCOUNT_ID',
    'TWILIO_ACC_SID',
    'TWILIO_LIVE_ACCOUNT_SID',
    'ACCOUNT_SID',
  ],
  knownAs: 'accountSid',
  check: sid('AC', text('Account SID')),
};

export const authToken: FieldDescriptor = {
  id: 'authToken',
  label: text('Auth token'),
  secret: true,
  placeholder: text('32 characters'),
  help: text('Next to the Account SID, behind “Show”.'),
  envKeys: [
    'TWILIO_AUTH_TOKEN',
    'TWILIO_TOKEN',
    'TWILIO_ACCOUNT_TOKEN',
    'TWILIO_AUTH',
    'TWILIO_LIVE_AUTH_TOKEN',
    'AUTH_TOKEN',
  ],
  check: secret(text('auth token'), 32),
};

export const apiKeySid: FieldDescriptor = {
  id: 'apiKeySid',
  label: text('API key SID'),
  secret: false,
  placeholder: text('SK followed by 32 characters'),
  help: text('In the Twilio Console under Account, API keys & tokens.'),
  envKeys: ['TWILIO_API_KEY', 'TWILIO_API_KEY_SID', 'TWILIO_API_SID', 'TWILIO_KEY_SID', 'TWILIO_API_KEY_ID'],
  check: sid('SK', text('API key SID')),
};

export const apiKeySecret: FieldDescriptor = {
  id: 'apiKeySecret',
  label: text('API key secret'),
  secret: true,
  placeholder: text('Shown once, when the key was made'),
  help: text('Lost it? Make a new key: Twilio shows a secret only once.'),
  envKeys: ['TWILIO_API_SECRET', 'TWILIO_API_KEY_SECRET', 'TWILIO_KEY_SECRET', 'TWILIO_API_SECRET_KEY'],
  check: secret(text('API key secret'), null),
};
