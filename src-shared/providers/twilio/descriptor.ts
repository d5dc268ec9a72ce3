/** Twilio's descriptor: text messages from the clinic's own number. */
import type { ProviderDescriptor } from '../descriptor';
import { accountSid, apiKeySecret, apiKeySid, authToken } from './fields';
import { otherSenderForm } from './sender-forms';

/** Evidence from sending: US phone companies took, or refused, a text from this number. */
export const twilioUsDelivery = 'us-delivery';

const apiKeysPage = 'https://console.twilio.com/us1/account/keys-credentials/api-keys';

export const twilioDescriptor = {
  id: 'twilio',
  name: 'Twilio',
  company: 'Twilio',
  purpose: 'Text messages',
  use: 'sends messages through the clinic’s own Twilio account',
  enables: 'send text messages',
  methods: [
    {
      id: 'auth-token',
      label: 'Auth token',
      summary: 'The account’s main password. Quickest to find.',
      fields: [accountSid, authToken],
    },
    {
      id: 'api-key',
      label: 'API key',
      summary: 'A key made for this console alone. Can be withdrawn without touching anything else.',
      fields: [accountSid, apiKeySid, apiKeySecret],
    },
  ],
  methodsLabel: 'Sign in with',
  machineFields: ['accountSid', 'authToken', 'apiKeySid', 'apiKeySecret'],
  guideAction: 'How to get Twilio credentials',
  rungs: [
    { id: 'signed-in', label: 'Signed in', brief: { proven: 'Signed in', failed: 'Not signed in' } },
    {
      id: 'number-owned',
      label: 'Number owned',
      fixedBy: 'choose',
      brief: { proven: 'Number owned', failed: 'No number' },
    },
    {
      id: 'sms-capable',
      label: 'SMS-capable',
      fixedBy: 'choose',
      brief: { proven: 'SMS-capable', failed: 'Can’t send SMS' },
    },
    {
      id: 'registered',
      label: 'Registered',
      evidence: twilioUsDelivery,
      fixedBy: 'open',
      brief: { proven: 'Registered', failed: 'Not registered' },
    },
    { id: 'delivered', label: 'Delivered', provedBy: 'test', brief: { proven: 'Delivered', failed: 'Not delivered' } },
  ],
  ownProblems: [
    'twilio.20004',
    'twilio.20005',
    'twilio.70051',
    'twilio.account-suspended',
    'twilio.account-closed',
    'twilio.account-not-active',
  ],
  choice: {
    kind: 'phone',
    label: 'Phone number',
    word: { article: 'a', one: 'number', many: 'numbers' },
    envKeys: [
      'TWILIO_PHONE_NUMBER',
      'TWILIO_NUMBER',
      'TWILIO_FROM_NUMBER',
      'TWILIO_FROM_PHONE_NUMBER',
      'TWILIO_PHONE_NUMBER_FROM',
      'TWILIO_NUMBER_FROM',
      'TWILIO_PHONE_FROM',
      'TWILIO_SMS_FROM',
      'TWILIO_SMS_NUMBER',
      'TWILIO_SENDER_NUMBER',
      'TWILIO_SENDER',
      'TWILIO_FROM',
      'TWILIO_PHONE',
      'TWILIO_CALLER_ID',
    ],
    otherForm: otherSenderForm,
    problems: ['twilio.number-not-owned', 'twilio.number-not-sms-capable'],
    rung: 'number-owned',
    option: { flag: '--phone-number <number>', description: 'the number to send from' },
  },
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
      passed: 'All 4 passed',
      proves: 'This clinic can send text messages.',
      stopping: 'Stopping. A message that has left cannot be called back.',
      stopped: 'A message that had already left could not be called back; its line says so.',
      interrupted:
        'The console ended while the test was running. What is known of each message is below; nothing was sent again.',
    },
  },
  messages: { consoleName: 'the Twilio Console' },
  // Only names that say whose phone it is: a number of an app's customers must never be texted for a test.
  recipientEnvKeys: [
    'TEST_PHONE_NUMBER',
    'TWILIO_TEST_PHONE_NUMBER',
    'TWILIO_TEST_NUMBER',
    'TEST_TO_NUMBER',
    'MY_PHONE_NUMBER',
    'MY_NUMBER',
  ],
  setup: [
    {
      id: 'twilio',
      view: 'connect',
      label: 'Twilio',
      heading: 'Connect Twilio',
      purpose: 'The clinic’s own account sends its text messages. Nothing is saved before Twilio has confirmed it.',
    },
    {
      id: 'sms-test',
      view: 'messages',
      label: 'SMS test',
      heading: 'Test text messages',
      purpose: 'Four checks, two of them real messages to a phone that you can look at.',
    },
  ],
  need: {
    notNeeded: 'This clinic sends no text messages.',
    atHand: 'Have its Account SID and a key at hand.',
  },
  ending: {
    action: 'Revoke',
    busy: 'Revoking…',
    isTold: false,
    explain: ({ clinic, keyHint }) =>
      `${clinic} stops sending at once: its key (${keyHint}) is destroyed on this computer and cannot be brought ` +
      'back. At Twilio it stays valid until you withdraw it there.',
    done: 'It may still be valid at Twilio: withdraw it in their console too.',
    remains: 'nothing changes there. The key stays valid until you withdraw it in their console.',
    common: { one: 'uses the same account', many: 'use the same account' },
    page: apiKeysPage,
  },
  handoff: {
    missing: {
      what: 'Connect Twilio',
      why: 'No account is connected, so no text message can be sent.',
      owner: 'Installer, with the clinic’s Twilio login',
    },
    lines: { resource: 'Sends from', key: 'Key', facts: [], addedBy: 'Connected by' },
  },
  network: {
    variable: 'VOXANNE_TWILIO_URL',
    hosts: [
      'api.twilio.com',
      'messaging.twilio.com',
      'accounts.twilio.com',
      'trusthub.twilio.com',
      'verify.twilio.com',
    ],
    statusPage: 'https://status.twilio.com',
  },
  helpPlaces: [
    { origin: 'https://www.twilio.com' },
    { origin: 'https://twilio.com' },
    { origin: 'https://console.twilio.com' },
    { origin: 'https://help.twilio.com' },
    { origin: 'https://support.twilio.com' },
    { origin: 'https://status.twilio.com' },
  ],
  helpUrls: {
    console: 'https://console.twilio.com/',
    apiKeys: apiKeysPage,
    errors: 'https://www.twilio.com/docs/api/errors',
  },
  secrets: [
    // Base64 of `AC…:` or `SK…:` and what follows: a basic authorization without its word.
    /(?<![A-Za-z0-9+/])(?:QU[MN]|U0[st])[\w+/-]{60,}={0,2}/g,
    // An auth token is 32 hexadecimal digits, a key's secret 32 letters and digits; a SID has two letters before them
    // and is no secret.
    /(?<![A-Za-z0-9])[A-Za-z0-9]{32}(?![A-Za-z0-9])/g,
  ],
  practice: { menu: 'Use a practice account', copyField: 'accountSid' },
} as const satisfies ProviderDescriptor;
