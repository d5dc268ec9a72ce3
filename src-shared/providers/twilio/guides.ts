/** Where the auth token is, and how an API key is made. */
import { text } from '../../texts/translate';
import type { Guide, GuideStep } from '../guide';
import { twilioDescriptor } from './descriptor';

const host = 'console.twilio.com';
const { console: home, apiKeys } = twilioDescriptor.helpUrls;

const accountPage = {
  host,
  menu: { entries: ['Account', 'Phone Numbers', 'Messaging'], chosen: 'Account' },
} as const;

const signIn: GuideStep = {
  title: text('Sign in to Twilio'),
  text: text(
    'Use the clinic’s own account. If there are several accounts or subaccounts, choose the one that owns the number at the top of the page.',
  ),
  link: { label: text('Open the Twilio Console'), url: home },
  sketch: {
    ...accountPage,
    title: 'Account Dashboard',
    items: [
      {
        kind: 'choice',
        label: 'Account',
        options: ['Sunrise Dental', 'Another account'],
        chosen: 'Sunrise Dental',
        marked: true,
      },
    ],
  },
};

export const twilioGuides: readonly Guide[] = [
  {
    id: 'auth-token',
    title: text('Find the Twilio auth token'),
    methods: ['auth-token'],
    about: text('You need the Account SID and the auth token. Both are on the first page of the Twilio Console.'),
    steps: [
      signIn,
      {
        title: text('Copy the Account SID'),
        text: text('It stands under “Account Info”, starts with AC and has 34 characters.'),
        sketch: {
          ...accountPage,
          title: 'Account Info',
          items: [
            { kind: 'field', label: 'Account SID', value: 'AC••••••••••••9c02', marked: true },
            { kind: 'field', label: 'Auth Token', value: '••••••••••••••••' },
          ],
        },
      },
      {
        title: text('Show and copy the auth token'),
        text: text(
          'Choose “Show” beside it; Twilio may ask for a code first. Whoever has this auth token can do everything in the account. A test token, from “Test credentials”, does not work here.',
        ),
        sketch: {
          ...accountPage,
          title: 'Account Info',
          items: [
            { kind: 'field', label: 'Auth Token', value: '••••••••••••••••', marked: true },
            { kind: 'button', label: 'Show', marked: true },
          ],
        },
      },
    ],
  },
  {
    id: 'api-key',
    title: text('Make a Twilio API key'),
    methods: ['api-key'],
    about: text(
      'You need the Account SID, the key’s SID and its secret. A key can be withdrawn alone, without a change of the auth token.',
    ),
    steps: [
      signIn,
      {
        title: text('Copy the Account SID'),
        text: text('It stands under “Account Info” on the first page, starts with AC and has 34 characters.'),
        sketch: {
          ...accountPage,
          title: 'Account Info',
          items: [{ kind: 'field', label: 'Account SID', value: 'AC••••••••••••9c02', marked: true }],
        },
      },
      {
        title: text('Open “API keys & tokens”'),
        text: text('In the menu of the account. Then choose “Create API key”.'),
        link: { label: text('Open API keys & tokens'), url: apiKeys },
        sketch: {
          host,
          menu: { entries: ['General settings', 'API keys & tokens', 'Users'], chosen: 'API keys & tokens' },
          title: 'API keys & tokens',
          items: [{ kind: 'button', label: 'Create API key', marked: true }],
        },
      },
      {
        title: text('Name it, and choose “Standard”'),
        text: text(
          'A name such as “Voxanne Console” shows later what it is for. Region: United States (US1). “Restricted” works too, with permission to read phone numbers and to create, read and list messages; where one is missing, the console names it.',
        ),
        sketch: {
          host,
          menu: { entries: ['General settings', 'API keys & tokens', 'Users'], chosen: 'API keys & tokens' },
          title: 'Create new API key',
          items: [
            { kind: 'field', label: 'Friendly name', value: 'Voxanne Console', marked: true },
            { kind: 'field', label: 'Region', value: 'United States (US1)' },
            {
              kind: 'choice',
              label: 'Key type',
              options: ['Main', 'Standard', 'Restricted'],
              chosen: 'Standard',
              marked: true,
            },
          ],
        },
      },
      {
        title: text('Copy SID and secret at once'),
        text: text(
          'The SID starts with SK. Twilio shows the secret on this page only: if it is lost, delete the key and make another one.',
        ),
        sketch: {
          host,
          menu: { entries: ['General settings', 'API keys & tokens', 'Users'], chosen: 'API keys & tokens' },
          title: 'Copy secret key',
          items: [
            { kind: 'field', label: 'SID', value: 'SK••••••••••••41d7', marked: true },
            { kind: 'field', label: 'Secret', value: '••••••••••••••••', marked: true },
          ],
        },
      },
    ],
  },
];
