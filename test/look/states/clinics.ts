/** The list of clinics, and the welcome in its place. */
import { ok } from '../../../src-shared/result';
import * as world from '../world';
import {
  atClinics,
  button,
  failed,
  inPractice,
  listWith,
  longName,
  over,
  quiet,
  type State,
  statusWith,
} from './start';

const { clinic } = world;
const minute = 60_000;
const checking = {
  state: 'running',
  total: 38,
  done: 21,
  clinics: { total: 14, done: 7, failed: 2, notChecked: 0 },
  failed: 2,
  notChecked: 0,
  silent: [],
  isPaused: false,
} as const;
const checked = (checkAll: object) =>
  ok({ search: '', picked: [], checkAll: { ...checking, silent: [], ...checkAll } });

export const clinicsStates: readonly State[] = [
  {
    name: 'welcome',
    answers: over({ 'organizations.list': ok(world.list([])) }),
    go: async (page) => button(page, 'Set up a clinic').waitFor(),
  },
  {
    name: 'welcome-practice',
    answers: over({ 'organizations.list': ok(world.list([])), 'app.status': inPractice }),
    go: async (page) => page.getByText('Practice setting up a clinic').waitFor(),
  },
  {
    name: 'clinics',
    answers: quiet,
    go: async (page) => page.getByText('Old Mill Physio').first().waitFor(),
  },
  {
    name: 'clinics-no-match',
    answers: quiet,
    go: async (page) => page.getByRole('textbox', { name: 'Search clinics' }).fill('nobody'),
  },
  {
    name: 'clinics-picked',
    answers: quiet,
    go: async (page) => {
      for (const name of ['Maple Street Clinic', 'Harbor Dental'])
        await page.getByRole('row', { name, exact: true }).getByRole('checkbox').check();
    },
  },
  {
    name: 'clinics-row-menu',
    answers: quiet,
    go: async (page) => {
      await page.getByRole('row', { name: 'Maple Street Clinic', exact: true }).click({ button: 'right' });
      await page.getByRole('menuitem').first().waitFor();
    },
  },
  {
    name: 'clinics-notice',
    answers: over({
      'notices.list': ok({
        refused: false,
        notices: [
          {
            id: '0190a000-0000-7000-8000-000000000900',
            at: world.ago(3_600_000),
            kind: 'broken',
            organizationId: clinic.id,
            title: 'Alder Grove Pediatrics: Twilio refused the sign-in',
            text: 'It worked yesterday.',
          },
        ],
      }),
    }),
    go: async (page) => page.getByText('It worked yesterday.').first().waitFor(),
  },
  {
    name: 'clinics-came-back',
    ...listWith(
      {
        'credentials.cameBack': ok({
          credentials: [
            {
              organizationId: world.clinic.id,
              clinic: world.clinic.name,
              provider: 'twilio',
              keyHint: 'Auth token ending in 4f2a',
              cameBack: {
                how: 'revoked',
                endedAt: world.ago(3 * 1440 * minute),
                by: { kind: 'restored', at: world.ago(5 * 1440 * minute) },
              },
            },
          ],
        }),
      },
      'Not used before you decide.',
    ),
  },
  {
    name: 'clinics-proxy-asks',
    ...listWith(
      {
        'network.pending': ok({
          asking: { host: 'proxy.clinic', port: 3128, name: longName, refused: false, unsupported: null },
          inspectors: [],
        }),
      },
      'proxy.clinic:3128',
    ),
  },
  {
    name: 'clinics-remove-several',
    answers: over({}),
    go: async (page) => {
      for (const name of ['Maple Street Clinic', 'Harbor Dental'])
        await page.getByRole('row', { name, exact: true }).getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Remove…' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'practice-network',
    answers: over({
      'app.status': ok({
        ...world.practising,
        practiceNetwork: { id: 'network.offline', label: 'No network', detail: 'Nothing can be reached' },
      }),
    }),
    go: async (page) => page.getByText('No network').first().waitFor(),
  },
  {
    name: 'clinics-reading',
    answers: over({ 'organizations.list': 'never' }),
    go: (page) => page.getByText('Reading the clinics…').waitFor(),
  },
  {
    name: 'clinics-unreadable',
    answers: over({ 'organizations.list': failed({ message: 'The list could not be read.' }) }),
    go: (page) => page.getByRole('alert').waitFor(),
  },
  {
    name: 'clinics-filtered',
    answers: quiet,
    go: async (page) => {
      await atClinics(page);
      await button(page, /^Needs attention/).click();
      await page.getByText('Alder Grove Pediatrics').first().waitFor();
    },
  },
  {
    name: 'clinics-checking',
    answers: over({ 'organizations.recallView': checked({}) }),
    go: (page) => button(page, 'Cancel').waitFor(),
  },
  {
    name: 'clinics-checked',
    answers: over({
      'organizations.recallView': checked({
        state: 'finished',
        done: 38,
        clinics: { total: 14, done: 14, failed: 2, notChecked: 1 },
        notChecked: 1,
      }),
    }),
    go: (page) => button(page, 'Dismiss').waitFor(),
  },
  {
    name: 'clinics-inspected',
    ...listWith(
      {
        'network.pending': ok({
          asking: null,
          inspectors: [
            { fingerprint: 'ab'.repeat(32), name: longName, host: 'api.twilio.com', seenAt: world.ago(minute) },
          ],
        }),
      },
      longName,
    ),
  },
  {
    name: 'clinics-redirected',
    answers: over({
      'app.status': statusWith({ redirected: [{ provider: 'twilio', origin: 'http://127.0.0.1:40000' }] }),
    }),
    go: (page) => page.getByText('http://127.0.0.1:40000').waitFor(),
  },
];
