/** How a restricted key is made. */
import { text } from '../../texts/translate';
import type { Guide } from '../guide';
import { stripeDescriptor } from './descriptor';

const host = 'dashboard.stripe.com';
const menu = { entries: ['Payments', 'Developers', 'API keys'], chosen: 'API keys' } as const;

export const stripeGuides: readonly Guide[] = [
  {
    id: 'restricted-key',
    title: text('Make a Stripe restricted key'),
    methods: ['api-key'],
    about: text(
      'You get one key that may make checkouts and nothing else. It takes about five minutes, and can be withdrawn alone.',
    ),
    steps: [
      {
        title: text('Open “API keys”'),
        text: text(
          'Sign in with the clinic’s account. The page must not say “Test mode” or “Sandbox”: a test key says nothing about real payments.',
        ),
        link: { label: text('Open API keys'), url: stripeDescriptor.helpUrls.keys },
        sketch: {
          host,
          menu,
          title: 'Restricted keys',
          items: [{ kind: 'button', label: 'Create restricted key', marked: true }],
        },
      },
      {
        title: text('Name it, and give it one permission'),
        text: text(
          '“Checkout Sessions: Write” is all that is needed. With “Accounts, under Connect: Read” the console also shows whether charges and payouts are enabled.',
        ),
        sketch: {
          host,
          menu,
          title: 'Create restricted key',
          items: [
            { kind: 'field', label: 'Key name', value: 'Voxanne Console' },
            {
              kind: 'choice',
              label: 'Checkout Sessions',
              options: ['None', 'Read', 'Write'],
              chosen: 'Write',
              marked: true,
            },
          ],
        },
      },
      {
        title: text('Create it, and copy it at once'),
        text: text(
          'Choose “Create key”; Stripe may ask for a code. The key starts with rk_live_ and is shown only once. The key that starts with pk_ is another one, and is never asked for.',
        ),
        sketch: {
          host,
          menu,
          title: 'Voxanne Console',
          items: [{ kind: 'field', label: 'Restricted key', value: 'rk_live_••••••••••••', marked: true }],
        },
      },
    ],
  },
];
