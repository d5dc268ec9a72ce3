/** Every screen and its states: what the main process answers, and how one gets there. */
import type { Page } from '@playwright/test';
import { practiceSimulators } from '../../src-main/simulator';
import { practiceNetworks } from '../../src-main/simulator/network';
import { defaultDrafts } from '../../src-shared/messaging/drafts';
import { providerIds } from '../../src-shared/providers/ids';
import { ok } from '../../src-shared/result';
import type { VaultState } from '../../src-shared/vault/vault-state';
import { type Answers, emit } from './page';
import * as world from './world';

export type State = {
  name: string;
  answers: Answers;
  /** From the start of the console to the state. */
  go?: (page: Page) => Promise<void>;
  /** One of the main states: shown in the small and the large window too. */
  everySize?: true;
};

const { clinic } = world;

const quiet: Answers = {
  'app.status': ok(world.status),
  'app.systemTimeZone': ok({ timeZone: 'America/Los_Angeles' }),
  'network.pending': ok({ asking: null, inspectors: [] }),
  'network.status': ok({
    routes: [
      {
        provider: 'twilio',
        host: 'api.twilio.com',
        ways: ['direct'],
        source: 'the system’s network settings',
        trouble: null,
      },
    ],
    trust: { trustsSystem: true, systemCount: 140, extra: null },
    inspectors: [],
    proxies: [],
    signIns: [],
  }),
  'notices.list': ok({ notices: [], refused: false }),
  'updates.status': ok({
    version: '1.4.0',
    installedBy: 'deb',
    feed: null,
    automatic: false,
    lastCheckedAt: null,
    update: { state: 'off', reason: 'no-feed' },
    news: null,
  }),
  'updates.holdForWindow': ok({}),
  'rescue.putAside': ok({ files: [] }),
  'organizations.list': ok(world.list(world.rows)),
  'organizations.rows': ok({ organizations: [] }),
  'organizations.get': ok(clinic),
  'credentials.list': ok({ connections: world.allConnected }),
  'credentials.sharedUse': ok({ shared: [] }),
  'organizations.recallView': ok({ search: '', picked: [], checkAll: null }),
  'organizations.keepView': ok({}),
  'notices.recoveryKit': ok({ savedAt: world.ago(12 * 86_400_000), warning: null }),
  'vault.place': ok({ place: 'this-computer' }),
  'credentials.cameBack': ok({ credentials: [] }),
  'test.history': ok({ runs: [] }),
  'test.history:twilio': ok({ runs: [world.smsPassed] }),
  'test.history:google': ok({ runs: [world.calendarPassed] }),
  'calendar.busyWeek': ok(world.week),
  // Without emoji: each computer draws them in its own way.
  'messages.drafts': ok({
    ...defaultDrafts,
    hotLead: 'Hot lead for {{clinic}}: Maria Lopez, (415) 555-0134. Lead {{lead}}.',
  }),
  'messages.recipients': ok({ recent: ['+14155550123'], verified: null, trial: false }),
  'signIn.status': ok({ signIn: null }),
  'audit.list': ok({ entries: world.entries, more: false }),
  'settings.update': ok(world.status.settings),
  'practice.scenarios': ok({
    credentials: providerIds.flatMap((provider) => practiceSimulators[provider].accounts()),
    recipients: providerIds.flatMap((provider) => practiceSimulators[provider].recipients?.() ?? []),
    networks: [...practiceNetworks],
  }),
  'practice.texts': ok([]),
};
export const over = (answers: Answers): Answers => ({ ...quiet, ...answers });
export const to =
  (route: string, ...ready: (string | RegExp)[]) =>
  async (page: Page) => {
    await emit(page, 'app.navigate', { to: route });
    for (const text of ready) await page.getByText(text).first().waitFor();
  };
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).first();

const setup = (step: string, answers: Answers = {}): Answers =>
  over({ 'organizations.get': ok(world.atStep(step)), 'credentials.list': ok({ connections: [] }), ...answers });
const wizard = to(`/setup/${clinic.id}`);
const heading = async (page: Page, name: string) => {
  await wizard(page);
  await page.getByRole('heading', { level: 2, name }).waitFor();
};
const sms = (run: typeof world.smsPassed | null, answers: Answers = {}): Answers =>
  setup('sms-test', {
    'credentials.list': ok({
      connections: [
        world.connection('twilio', run === world.smsPassed ? [] : ['proven', 'proven', 'proven', 'proven', 'unproven']),
      ],
    }),
    'test.history:twilio': ok({ runs: run === null ? [] : [run] }),
    ...answers,
  });
const inPractice = ok(world.practising);

const vaultStates: [string, VaultState, Partial<Answers>?][] = [
  ['locked', { state: 'locked' }],
  ['denied', { state: 'denied' }],
  ['no-keyring', { state: 'unavailable', hasCredentials: true }],
  ['first-without-keyring', { state: 'unavailable', hasCredentials: false }],
  ['key-missing', { state: 'key-missing' }],
  ['wrong-key', { state: 'wrong-key' }],
  ['timed-out', { state: 'timed-out' }],
  ['passphrase', { state: 'passphrase-needed', wrong: false }],
  ['newer', { state: 'database-newer', found: 99, supported: 12 }],
  [
    'damaged',
    { state: 'database-damaged', file: '/home/rosa/console.db' },
    {
      'rescue.options': ok({
        restorable: {
          id: 'b',
          source: 'backup',
          asOf: world.ago(86_400_000),
          clinics: 14,
          missingClinics: [],
          missingEntries: 3,
        },
        unusableBackups: 0,
        readable: { clinics: 14, connections: 38, tests: 20, auditEntries: 900 },
        unreadable: [],
        inSharedVault: false,
      }),
    },
  ],
  ['unavailable', { state: 'database-unavailable', reason: 'The disk is full.' }],
];

export const states: readonly State[] = [
  {
    name: 'welcome',
    everySize: true,
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
    everySize: true,
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
  { name: 'clinic-ready', everySize: true, answers: quiet, go: to(`/clinics/${clinic.id}`, 'Stripe', 'Test history') },
  {
    name: 'clinic-details',
    answers: over({ 'settings.update': ok({ ...world.status.settings, clinicDetails: true }) }),
    go: async (page) => {
      await to(`/clinics/${clinic.id}`)(page);
      await button(page, 'Details').click();
      await page.getByText('Balance').waitFor();
    },
  },
  {
    name: 'clinic-broken',
    answers: over({
      'credentials.list': ok({
        connections: [
          world.connection('twilio', ['disproved'], {
            status: 'needs-attention',
            problem: world.failure({}),
            attemptedAt: world.ago(600_000),
          }),
          world.connection('google', ['proven', 'proven', 'proven', 'proven', 'stale']),
        ],
      }),
      'organizations.get': ok({ ...clinic, notNeeded: [world.notNeeded('stripe')] }),
    }),
    go: to(`/clinics/${clinic.id}`, 'Not needed'),
  },
  {
    name: 'clinic-unconfirmed',
    answers: over({
      'credentials.list': ok({
        connections: [
          world.connection('twilio', ['proven', 'proven', 'proven', 'proven', 'unconfirmed']),
          world.connection('google'),
          world.connection('stripe'),
        ],
      }),
      'test.history:twilio': ok({ runs: [world.smsUnseen] }),
    }),
    go: to(`/clinics/${clinic.id}`, 'Unconfirmed'),
  },
  {
    name: 'clinic-unconnected',
    answers: over({
      'credentials.list': ok({ connections: [] }),
      'test.history:twilio': ok({ runs: [] }),
      'test.history:google': ok({ runs: [] }),
    }),
    go: to(`/clinics/${clinic.id}`, 'Not connected'),
  },
  {
    name: 'clinic-revoke',
    answers: over({
      'credentials.sharedUse': ok({
        shared: [
          {
            organizationId: world.rows[9]?.id ?? '',
            name: 'Hillcrest Cardiology',
            reason: 'the same account',
            breaks: true,
          },
        ],
      }),
    }),
    go: async (page) => {
      await to(`/clinics/${clinic.id}`)(page);
      await button(page, 'Revoke').click();
      await page.getByText('Hillcrest Cardiology').waitFor();
    },
  },
  {
    name: 'clinic-remove',
    answers: quiet,
    go: async (page) => {
      await to(`/clinics/${clinic.id}`)(page);
      await button(page, 'Remove clinic').click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'handoff', everySize: true, answers: quiet, go: to(`/clinics/${clinic.id}/handoff`, 'Save as PDF') },
  {
    name: 'setup-clinic',
    answers: quiet,
    go: async (page) => {
      await to('/setup')(page);
      await button(page, 'Create clinic and continue').waitFor();
    },
  },
  {
    name: 'setup-clinic-problems',
    answers: quiet,
    go: async (page) => {
      await to('/setup')(page);
      await button(page, 'Create clinic and continue').click();
      await page.locator('[aria-invalid="true"]').first().waitFor();
    },
  },
  { name: 'setup-twilio', everySize: true, answers: setup('twilio'), go: (page) => heading(page, 'Connect Twilio') },
  {
    name: 'setup-twilio-refused',
    answers: setup('twilio', { 'credentials.verify': { ok: false, error: world.failure({}) } }),
    go: async (page) => {
      await heading(page, 'Connect Twilio');
      await page.getByLabel('Account SID', { exact: true }).fill(`AC${'a1'.repeat(16)}`);
      await page.getByLabel('Auth token', { exact: true }).fill('b2'.repeat(16));
      await button(page, 'Verify').click();
      await page.getByRole('alert').filter({ hasText: 'refused' }).waitFor();
    },
  },
  {
    name: 'setup-twilio-numbers',
    answers: setup('twilio', {
      'credentials.verify': ok({
        verificationId: '0190a000-0000-7000-8000-0000000000aa',
        provider: 'twilio',
        headline: 'Signed in to Sunrise Dental LLC',
        facts: world.connection('twilio').facts,
        notices: [],
        choice: {
          label: 'Phone number',
          options: ['Front desk', 'Recalls', 'Billing', 'Fax line'].map((detail, index) => ({
            id: `+1212555012${index}`,
            label: `(212) 555-012${index}`,
            detail,
            badges: index === 3 ? ['Fax'] : ['SMS', 'MMS', 'Voice'],
            disabledReason: index === 3 ? 'Cannot send SMS.' : null,
          })),
          incompleteReason: null,
          preferred: '+12125550120',
        },
        expiresAt: world.ago(-900_000),
      }),
    }),
    go: async (page) => {
      await heading(page, 'Connect Twilio');
      await page.getByLabel('Account SID', { exact: true }).fill(`AC${'a1'.repeat(16)}`);
      await page.getByLabel('Auth token', { exact: true }).fill('b2'.repeat(16));
      await button(page, 'Verify').click();
      await page.getByRole('radio', { name: /Front desk/ }).waitFor();
    },
  },
  {
    name: 'guide-twilio',
    answers: setup('twilio'),
    go: async (page) => {
      await heading(page, 'Connect Twilio');
      await button(page, 'How to get Twilio credentials').click();
      await page.getByRole('dialog').getByRole('img').first().waitFor();
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
    name: 'sms-test',
    answers: sms(null),
    go: (page) => heading(page, 'Test text messages'),
  },
  {
    name: 'sms-test-practice',
    everySize: true,
    answers: sms(world.smsUnconfirmed, {
      'app.status': inPractice,
      'practice.texts': ok([
        {
          id: 'SM1',
          from: '+12125550123',
          to: '+14155550123',
          text: 'Voxanne test for Sunrise Dental: texting works. Code 4821. No reply needed.',
          arrivedAt: world.ago(480_000),
        },
        { id: 'SM2', from: '+12125550123', to: '+14155550123', text: 'Hot lead', arrivedAt: null },
      ]),
    }),
    go: async (page) => {
      await heading(page, 'Test text messages');
      await page.getByText('A text is on its way.').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'sms-test-running',
    answers: sms(world.smsRunning),
    go: async (page) => {
      await heading(page, 'Test text messages');
      await button(page, 'Stop').waitFor();
    },
  },
  {
    name: 'sms-test-passed',
    answers: sms(world.smsPassed),
    go: async (page) => {
      await heading(page, 'Test text messages');
      await page.getByText('All 4 passed').first().scrollIntoViewIfNeeded();
    },
  },
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
  { name: 'setup-stripe', answers: setup('stripe'), go: (page) => heading(page, 'Connect Stripe') },
  {
    name: 'setup-handoff',
    answers: setup('handoff', { 'credentials.list': ok({ connections: world.allConnected.slice(0, 2) }) }),
    go: async (page) => {
      await wizard(page);
      await button(page, 'Finish').waitFor();
    },
  },
  { name: 'activity', everySize: true, answers: quiet, go: to('/activity', 'SMS test: all 4 passed') },
  {
    name: 'activity-entry',
    answers: quiet,
    go: async (page) => {
      await to('/activity')(page);
      await button(page, /Twilio refused the sign-in/).click();
    },
  },
  {
    name: 'activity-empty',
    answers: over({ 'audit.list': ok({ entries: [], more: false }) }),
    go: to('/activity', 'Nothing has happened yet'),
  },
  { name: 'settings', everySize: true, answers: quiet, go: to('/settings', 'Your name') },
  {
    name: 'settings-practice-reset',
    answers: over({ 'app.status': inPractice }),
    go: async (page) => {
      await to('/settings')(page);
      await button(page, 'Reset practice…').click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'documentation', answers: quiet, go: to('/help', 'At a terminal') },
  {
    name: 'palette',
    answers: quiet,
    go: async (page) => {
      await page.getByText('Old Mill Physio').first().waitFor();
      await page.keyboard.press('Control+K');
      await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
    },
  },
  {
    name: 'error-gallery',
    answers: over({ 'app.status': inPractice }),
    go: async (page) => {
      await to('/error-gallery')(page);
      await page.getByRole('heading', { level: 1, name: 'Error gallery' }).waitFor();
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
    name: 'locked',
    answers: over({ 'app.status': ok({ ...world.status, lock: { reason: 'person', since: world.ago(600_000) } }) }),
  },
  ...vaultStates.map(([name, vault, answers]) => ({
    name: `vault-${name}`,
    answers: over({ 'app.status': ok({ ...world.status, vault }), ...answers }),
  })),
] satisfies readonly State[];
