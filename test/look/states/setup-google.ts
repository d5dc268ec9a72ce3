/** The wizard's step of Google Calendar, and how its sign-ins end. */
import type { SignIn, SignInOutcome } from '../../../src-shared/credentials/sign-in';
import { ok } from '../../../src-shared/result';
import { emit } from '../page';
import * as world from '../world';
import { button, type State } from './start';
import { heading, setup, wizard } from './wizard';

const { clinic } = world;
/** The person came back from the browser, where it ended so. */
const signIn = (outcome: SignInOutcome, words: string): Pick<State, 'answers' | 'go'> => ({
  answers: setup('google'),
  go: async (page) => {
    await heading(page, 'Connect Google Calendar');
    await emit(page, 'signIn.changed', {
      id: '0190a000-0000-7000-8000-0000000000bb',
      organizationId: clinic.id,
      provider: 'google',
      startedAt: world.ago(65_000),
      state: 'ended',
      endedAt: world.ago(5000),
      outcome,
    } satisfies SignIn);
    await page.getByText(words).first().waitFor();
  },
});

export const googleStates: readonly State[] = [
  {
    name: 'setup-google',
    answers: setup('google'),
    go: (page) => heading(page, 'Connect Google Calendar'),
  },
  {
    name: 'setup-google-waiting',
    answers: setup('google', {
      'signIn.status': ok({
        signIn: {
          id: '0190a000-0000-7000-8000-0000000000bb',
          organizationId: clinic.id,
          provider: 'google',
          startedAt: world.ago(5000),
          state: 'waiting',
          link: 'https://accounts.google.com/o/oauth2/v2/auth?client_id=practice',
          expiresAt: world.ago(-295_000),
          browser: 'opened',
        },
      }),
    }),
    go: async (page) => {
      await wizard(page);
      await button(page, 'Copy sign-in link').waitFor();
    },
  },
  {
    name: 'setup-google-connected',
    answers: setup('google', {
      'credentials.list': ok({ connections: [world.connection('google')] }),
      'credentials.options': ok(world.calendars),
    }),
    go: async (page) => {
      await wizard(page);
      await page.getByText('All 5 passed').first().waitFor();
    },
  },
  {
    name: 'guide-google',
    answers: setup('google'),
    go: async (page) => {
      await heading(page, 'Connect Google Calendar');
      await button(page, 'How to make an OAuth client').click();
      await page.getByRole('dialog').getByRole('img').first().waitFor();
    },
  },
  {
    name: 'setup-google-denied',
    ...signIn(
      {
        kind: 'denied',
        error: world.failure({
          code: 'google.access_denied',
          message: 'Access was denied at Google.',
          cause: 'Somebody chose “Cancel” on Google’s page.',
          fix: 'Sign in again and choose “Continue”.',
          retryable: true,
        }),
      },
      'Access was denied at Google.',
    ),
  },
  {
    name: 'setup-google-missing-permissions',
    ...signIn(
      {
        kind: 'missing-permissions',
        account: 'front.desk@sunrise-dental.example',
        missing: [{ label: 'Calendar events', tickBox: 'View and edit events on all your calendars' }],
      },
      'Calendar events',
    ),
  },
  {
    name: 'setup-google-other-account',
    ...signIn(
      {
        kind: 'other-account',
        expected: 'front.desk@sunrise-dental.example',
        found: 'rosa.alvarez@gmail.example',
        verificationId: '0190a000-0000-7000-8000-0000000000dd',
        choice: null,
        expiresAt: world.ago(-600_000),
      },
      'rosa.alvarez@gmail.example',
    ),
  },
];
