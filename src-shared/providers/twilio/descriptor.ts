/** Twilio's descriptor: what to ask for, how to check what was pasted, and the rungs of its ladder. */
import type { FieldDescriptor, ProviderDescriptor } from '../descriptor';

/**
 * Invisible characters come along from web pages and chat programs; none is ever part of a credential. Neither is the name of a setting, which
 * comes along when a whole line of a file is copied.
 */
const cleaned = (pasted: string) =>
  pasted
    .replace(/[\s\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g, '')
    .replace(/^(?:export)?[A-Z][A-Z_]{3,40}=/, '')
    .replace(/^["'`“”‘’]+|["'`“”‘’,;]+$/g, '');

const sid = (prefix: 'AC' | 'SK', name: string) => (pasted: string) => {
  const value = cleaned(pasted);
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
  const value = cleaned(pasted);
  if (value === '') return { problem: `Paste the ${name}.` };
  if (/^AC[0-9a-f]{32}$/i.test(value)) return { problem: `This is an Account SID. Paste the ${name} here.` };
  if (/^SK[0-9a-f]{32}$/i.test(value)) return { problem: `This is an API key SID. Paste the ${name} here.` };
  if (length !== null && value.length !== length)
    return { problem: `The ${name} has ${length} characters; this has ${value.length}.` };
  return { value };
};

const accountSid: FieldDescriptor = {
  id: 'accountSid',
  label: 'Account SID',
  secret: false,
  placeholder: 'AC followed by 32 characters',
  help: 'On the first page of the Twilio Console, under Account Info.',
  envKeys: ['TWILIO_ACCOUNT_SID'],
  check: sid('AC', 'Account SID'),
};

/** Evidence from sending: US phone companies took, or refused, a text from this number. */
export const twilioUsDelivery = 'us-delivery';

export const twilioDescriptor = {
  id: 'twilio',
  name: 'Twilio',
  purpose: 'Text messages',
  methods: [
    {
      id: 'auth-token',
      label: 'Auth token',
      summary: 'The account’s main password. Quickest to find.',
      fields: [
        accountSid,
        {
          id: 'authToken',
          label: 'Auth token',
          secret: true,
          placeholder: '32 characters',
          help: 'Next to the Account SID, behind “Show”.',
          envKeys: ['TWILIO_AUTH_TOKEN'],
          check: secret('auth token', 32),
        },
      ],
    },
    {
      id: 'api-key',
      label: 'API key',
      summary: 'A key made for this console alone. Can be withdrawn without touching anything else.',
      fields: [
        accountSid,
        {
          id: 'apiKeySid',
          label: 'API key SID',
          secret: false,
          placeholder: 'SK followed by 32 characters',
          help: 'In the Twilio Console under Account, API keys & tokens.',
          envKeys: ['TWILIO_API_KEY', 'TWILIO_API_KEY_SID'],
          check: sid('SK', 'API key SID'),
        },
        {
          id: 'apiKeySecret',
          label: 'API key secret',
          secret: true,
          placeholder: 'Shown once, when the key was made',
          help: 'Lost it? Make a new key: Twilio shows a secret only once.',
          envKeys: ['TWILIO_API_SECRET', 'TWILIO_API_KEY_SECRET'],
          check: secret('API key secret', null),
        },
      ],
    },
  ],
  rungs: [
    { id: 'signed-in', label: 'Signed in' },
    { id: 'number-owned', label: 'Number owned' },
    { id: 'sms-capable', label: 'SMS-capable' },
    { id: 'registered', label: 'Registered', settledBy: twilioUsDelivery },
    { id: 'delivered', label: 'Delivered' },
  ],
  choiceLabel: 'Phone number',
  test: {
    title: 'SMS test',
    action: 'Run SMS test',
    steps: [
      {
        id: 'account',
        label: 'Account verification',
        promise: 'Twilio is asked whether these credentials work and whose account they open.',
      },
      {
        id: 'phone-number',
        label: 'Phone number validation',
        promise: 'Does the account own the number, and can it send text messages?',
      },
      { id: 'test-sms', label: 'Test SMS', promise: 'A real message with a four-digit code.', sends: 'message' },
      {
        id: 'hot-lead-sms',
        label: 'Hot-lead SMS',
        promise: 'A real message as the receptionist sends it when a caller is ready to book.',
        sends: 'message',
      },
    ],
    words: {
      about: 'A test checks the account and the number, and sends two messages to a phone at hand.',
      proves: 'This clinic can send text messages.',
      stopping: 'Stopping. A message that has left cannot be called back.',
      stopped: 'A message that had already left could not be called back; its line says so.',
      interrupted:
        'The console ended while the test was running. What is known of each message is below; nothing was sent again.',
    },
  },
  helpUrls: {
    console: 'https://console.twilio.com/',
    apiKeys: 'https://console.twilio.com/us1/account/keys-credentials/api-keys',
    errors: 'https://www.twilio.com/docs/api/errors',
  },
} as const satisfies ProviderDescriptor;
