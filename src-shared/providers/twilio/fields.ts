/** Twilio's credential fields: what to ask for, and how to check what was pasted. */

import { cleanPasted } from '../../pasted';
import type { FieldDescriptor } from '../descriptor';

const sid = (prefix: 'AC' | 'SK', name: string) => (pasted: string) => {
  const value = cleanPasted(pasted);
  if (value === '') return { problem: `Paste the ${name}.` };
  const upper = value.slice(0, 2).toUpperCase();
  if (prefix === 'AC' && upper === 'SK')
    return { problem: 'This is an API key SID (SK…). The Account SID starts with AC.' };
  if (prefix === 'SK' && upper === 'AC')
    return { problem: 'This is an Account SID (AC…). The API key SID starts with SK.' };
  if (/^[0-9a-f]{32}$/i.test(value))
    return { problem: `This looks like an auth token. The ${name} starts with ${prefix}.` };
  if (upper !== prefix) return { problem: `The ${name} starts with ${prefix}.` };
  const digits = value.slice(2);
  if (!/^[0-9a-f]*$/i.test(digits))
    return { problem: `After ${prefix} only the digits 0 to 9 and the letters a to f can follow.` };
  if (digits.length !== 32) return { problem: `The ${name} has 34 characters; this has ${value.length}.` };
  // Twilio writes SIDs with an upper-case prefix and lower-case digits, and refuses any other case.
  return { value: prefix + digits.toLowerCase() };
};

const secret = (name: string, length: number | null) => (pasted: string) => {
  const value = cleanPasted(pasted);
  if (value === '') return { problem: `Paste the ${name}.` };
  if (/^AC[0-9a-f]{32}$/i.test(value)) return { problem: `This is an Account SID. Paste the ${name} here.` };
  if (/^SK[0-9a-f]{32}$/i.test(value)) return { problem: `This is an API key SID. Paste the ${name} here.` };
  if (length !== null && value.length !== length)
    return { problem: `The ${name} has ${length} characters; this has ${value.length}.` };
  return { value };
};

export const accountSid: FieldDescriptor = {
  id: 'accountSid',
  label: 'Account SID',
  secret: false,
  placeholder: 'AC followed by 32 characters',
  help: 'On the first page of the Twilio Console, under Account Info.',
  envKeys: ['TWILIO_ACCOUNT_SID', 'TWILIO_SID', 'TWILIO_ACCOUNT', 'TWILIO_ACCOUNT_ID', 'TWILIO_ACC_SID', 'ACCOUNT_SID'],
  knownAs: 'accountSid',
  check: sid('AC', 'Account SID'),
};

export const authToken: FieldDescriptor = {
  id: 'authToken',
  label: 'Auth token',
  secret: true,
  placeholder: '32 characters',
  help: 'Next to the Account SID, behind “Show”.',
  envKeys: ['TWILIO_AUTH_TOKEN', 'TWILIO_TOKEN', 'TWILIO_ACCOUNT_TOKEN', 'TWILIO_AUTH', 'AUTH_TOKEN'],
  check: secret('auth token', 32),
};

export const apiKeySid: FieldDescriptor = {
  id: 'apiKeySid',
  label: 'API key SID',
  secret: false,
  placeholder: 'SK followed by 32 characters',
  help: 'In the Twilio Console under Account, API keys & tokens.',
  envKeys: ['TWILIO_API_KEY', 'TWILIO_API_KEY_SID', 'TWILIO_API_SID', 'TWILIO_KEY_SID', 'TWILIO_API_KEY_ID'],
  check: sid('SK', 'API key SID'),
};

export const apiKeySecret: FieldDescriptor = {
  id: 'apiKeySecret',
  label: 'API key secret',
  secret: true,
  placeholder: 'Shown once, when the key was made',
  help: 'Lost it? Make a new key: Twilio shows a secret only once.',
  envKeys: ['TWILIO_API_SECRET', 'TWILIO_API_KEY_SECRET', 'TWILIO_KEY_SECRET', 'TWILIO_API_SECRET_KEY'],
  check: secret('API key secret', null),
};
