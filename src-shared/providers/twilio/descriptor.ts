/** Twilio's descriptor: text messages from the clinic's own number. */
import { t, text } from '../../texts/translate';
import type { ProviderDescriptor } from '../descriptor';
import { accountSid, apiKeySecret, apiKeySid, authToken } from './fields';
import { messagingService, otherSenderForm } from './sender-forms';

/** Evidence from sending: US phone companies took, or refused, a text from this number. */
export const twilioUsDelivery = 'us-delivery';

const apiKeysPage = 'https://console.twilio.com/us1/account/keys-credentials/api-keys';

export const twilioDescriptor = {
  id: 'twilio',
  name: 'Twilio',
  company: 'Twilio',
  purpose: text('Text messages'),
  use: text('sends messages through the clinic’s own Twilio account'),
  enables: text('send text messages'),
  methods: [
    {
      id: 'auth-token',
      label: text('Auth token'),
      summary: text('Opens the whole account. Quickest to find.'),
      fields: [accountSid, authToken],
    },
    {
      id: 'api-key',
      label: text('API key'),
      summary: text('A key made for this console alone. Can be withdrawn without touching anything else.'),
      fields: [accountSid, apiKeySid, apiKeySecret],
    },
  ],
  methodsLabel: text('Sign in with'),
  machineFields: ['accountSid', 'authToken', 'apiKeySid', 'apiKeySecret'],
  guideAction: text('How to get Twilio credentials'),
  rungs: [
    { id: 'signed-in', label: text('Signed in'), brief: { proven: text('Signed in'), failed: text('Not signed in') } },
    {
      id: 'number-owned',
      label: text('Number owned'),
      fixedBy: 'choose',
      brief: { proven: text('Number owned'), failed: text('No number') },
    },
    {
      id: 'sms-capable',
      label: text('SMS-capable'),
      fixedBy: 'choose',
      brief: { proven: text('SMS-capable'), failed: text('Can’t send SMS') },
    },
    {
      id: 'registered',
      label: text('Registered'),
      evidence: twilioUsDelivery,
      fixedBy: 'open',
      brief: { proven: text('Registered'), failed: text('Not registered') },
    },
    {
      id: 'delivered',
      label: text('Delivered'),
      provedBy: 'test',
      renewedByUse: true,
      brief: { proven: text('Delivered'), failed: text('Not delivered') },
    },
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
    label: text('Phone number'),
    word: { any: text('a number'), one: text('number'), many: text('numbers') },
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
      'TWILIO_VIRTUAL_NUMBER',
      'TWILIO_TRIAL_NUMBER',
      'TWILIO_FROM',
      'TWILIO_PHONE',
      'TWILIO_CALLER_ID',
      // Names that say where a text comes from, without saying by whom it is sent.
      'SMS_FROM',
      'SMS_FROM_NUMBER',
      'SMS_SENDER',
      'SMS_SENDER_NUMBER',
      'FROM_NUMBER',
      'FROM_PHONE_NUMBER',
      'FROM_PHONE',
      'SENDER_NUMBER',
      'SENDER_PHONE_NUMBER',
    ],
    otherForm: otherSenderForm,
    problems: ['twilio.number-not-owned', 'twilio.number-not-sms-capable'],
    rung: 'number-owned',
    option: { flag: '--phone-number <number>', description: text('the number to send from') },
  },
  test: {
    title: text('SMS test'),
    action: text('Run SMS test'),
    steps: [
      {
        id: 'account',
        label: text('Account verification'),
        promise: text('Twilio is asked whether these credentials work and whose account they open.'),
      },
      {
        id: 'phone-number',
        label: text('Phone number validation'),
        promise: text('Does the account own the number, and can it send text messages?'),
      },
      {
        id: 'test-sms',
        label: text('Test SMS'),
        promise: text('A real message with a four-digit code.'),
        sends: 'message',
      },
      {
        id: 'hot-lead-sms',
        label: text('Hot-lead SMS'),
        promise: text('A real message as the receptionist sends it when a caller is ready to book.'),
        sends: 'message',
      },
    ],
    words: {
      about: text('A test checks the account and the number, and sends two messages to a phone at hand.'),
      passed: text('All 4 passed'),
      proves: text('This clinic can send text messages.'),
      stopping: text('Stopping. A message that has left cannot be called back.'),
      stopped: text('A message that had already left could not be called back; its line says so.'),
      interrupted: text(
        'The console ended while the test was running. What is known of each message is below; nothing was sent again.',
      ),
    },
  },
  messages: { consoleName: text('the Twilio Console') },
  // Only names that say whose phone it is: a number of an app's customers must never be texted for a test.
  recipientEnvKeys: [
    'TEST_PHONE_NUMBER',
    'TWILIO_TEST_PHONE_NUMBER',
    'TWILIO_TEST_NUMBER',
    'TEST_TO_NUMBER',
    'MY_PHONE_NUMBER',
    'MY_NUMBER',
  ],
  otherEnvKeys: {
    TWILIO_MESSAGING_SERVICE_SID: messagingService,
    TWILIO_MESSAGE_SERVICE_SID: messagingService,
    TWILIO_MESSAGING_SID: messagingService,
    MESSAGING_SERVICE_SID: messagingService,
  },
  setup: [
    {
      id: 'twilio',
      view: 'connect',
      label: text('Twilio'),
      heading: text('Connect Twilio'),
      purpose: text(
        'The clinic’s own account sends its text messages. Nothing is saved before Twilio has confirmed it.',
      ),
    },
    {
      id: 'sms-test',
      view: 'messages',
      label: text('SMS test'),
      heading: text('Test text messages'),
      purpose: text('Four checks, two of them real messages to a phone that you can look at.'),
    },
  ],
  need: {
    notNeeded: text('This clinic sends no text messages.'),
    atHand: text('Have its Account SID and a key at hand.'),
  },
  ending: {
    action: text('Revoke'),
    busy: text('Revoking…'),
    isTold: false,
    explain: ({ clinic, keyHint }) =>
      t(
        '{clinic} stops sending at once: its key ({keyHint}) is destroyed on this computer and cannot be brought back. At Twilio it stays valid until you withdraw it there.',
        { clinic, keyHint },
      ),
    done: text('It may still be valid at Twilio: withdraw it in their console too.'),
    remains: text('nothing changes there. The key stays valid until you withdraw it in their console.'),
    common: { one: text('uses the same account'), many: text('use the same account') },
    page: apiKeysPage,
  },
  handoff: {
    missing: {
      what: text('Connect Twilio'),
      why: text('No account is connected, so no text message can be sent.'),
      owner: text('{installer}, with the clinic’s Twilio login'),
    },
    lines: { resource: text('Sends from'), key: text('Key'), facts: [], addedBy: text('Connected by') },
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
  practice: { menu: text('Use a practice account'), copyField: 'accountSid' },
} as const satisfies ProviderDescriptor;
