/** States that have no kept picture: what is promised of them is judged all the same. */
import { ok } from '../../src-shared/result';
import type { Updates } from '../../src-shared/updates/updates';
import type { SharedPlace } from '../../src-shared/vault/clinics-place';
import type { MachineView, MembersView } from '../../src-shared/vault/members';
import type { Answers } from './page';
import { over, type State, to } from './states';
import * as world from './world';

const minute = 60_000;
const id = (last: string) => `0190a000-0000-7000-8000-00000000${last}`;
const longName = 'Praxis für Zahnheilkunde und Kieferorthopädie Dr. Müller-Lüdenscheidt und Partner';

const place: SharedPlace = {
  place: 'shared',
  server: 'db.example:5432/voxanne',
  member: 'Rosa Alvarez',
  standing: 'member',
  mayAdmit: true,
  members: 2,
  machines: 1,
  words: 'crater census real virtual fitness tragic',
  answeredAt: world.ago(minute),
  problem: null,
};
const member = { clinics: 'all', admittedAt: world.ago(60 * minute), admittedBy: 'Rosa Alvarez' } as const;
const members: MembersView = {
  members: [
    { ...member, id: id('00a0'), name: 'Rosa Alvarez', isSelf: true, lastSeenAt: world.ago(5 * minute) },
    { ...member, id: id('00b0'), name: 'Ben', isSelf: false, clinics: [world.clinic.id], lastSeenAt: null },
  ],
  invitations: [
    {
      name: 'Cleo',
      clinics: 'all',
      invitedAt: world.ago(30 * minute),
      invitedBy: 'Rosa Alvarez',
      isWaiting: true,
      isReturning: false,
    },
    {
      name: longName,
      clinics: 'all',
      invitedAt: world.ago(30 * minute),
      invitedBy: null,
      isWaiting: false,
      isReturning: false,
    },
  ],
};
const machine: MachineView = {
  id: id('00c0'),
  name: 'Receptionist',
  clinics: [world.clinic.id],
  admittedAt: world.ago(600 * minute),
  admittedBy: 'Rosa Alvarez',
  uses: [
    {
      organizationId: world.clinic.id,
      provider: 'twilio',
      delivered: { revision: 4, at: world.ago(10 * minute), revoked: false },
      loaded: { revision: 3, at: world.ago(120 * minute) },
      lastUsedAt: world.ago(90 * minute),
      lastFailure: { code: '20003', revision: 3, at: world.ago(80 * minute), since: 'broken' },
    },
  ],
};
const away = {
  code: 'shared-vault.unreachable',
  message: 'The server of the shared vault does not answer.',
  cause: 'It is down, or a firewall is in the way.',
  fix: 'Try again in a moment.',
  retryable: true,
};
const shared = (answers: Answers = {}): Answers =>
  over({
    'app.status': ok({ ...world.status, isShared: true }),
    'vault.place': ok(place),
    'members.list': ok(members),
    'members.present': ok({ others: [] }),
    'machines.list': ok({ machines: [machine] }),
    'machines.usesOf': ok({ uses: [] }),
    'vault.moving': ok({ clinics: [], progress: null, ended: null }),
    ...answers,
  });

const updates: Updates = {
  version: '1.4.0',
  installedBy: 'deb',
  feed: { address: 'https://updates.example/console/', setBy: 'person', since: world.ago(60 * minute) },
  automatic: true,
  lastCheckedAt: world.ago(minute),
  update: {
    state: 'available',
    offer: { version: '1.5.0', notes: '- A faster list\n- Calmer notices', releasedAt: null, size: 96_400_000 },
  },
  news: null,
} as Updates;

/** The list, with what is said above it. */
const listWith = (answers: Answers, words: string): Pick<State, 'answers' | 'go'> => ({
  answers: over(answers),
  go: async (page) => {
    await page.getByText(words).first().waitFor();
  },
});
const byCommand =
  (command: string, dialog: string): Required<State>['go'] =>
  async (page) => {
    await page.getByText('Old Mill Physio').first().waitFor();
    await page.keyboard.press('Control+K');
    await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
    await page.getByText(command).first().click();
    await page.getByRole('dialog', { name: dialog }).waitFor();
  };

const authority = (name: string) => ({
  name,
  until: '2036-05-04T09:30:00.000Z',
  fingerprint: Array.from({ length: 32 }, (_, at) => (at * 7 + 16).toString(16).toUpperCase().padStart(2, '0')).join(
    ':',
  ),
});
const inVaultCard =
  (button: string): Required<State>['go'] =>
  async (page) => {
    await to('/settings', 'db.example:5432/voxanne')(page);
    await page.getByText(button).first().click();
    await page.getByRole('dialog').waitFor();
  };

export const furtherStates: readonly State[] = [
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
    name: 'about',
    answers: over({
      'app.about': ok({
        versions: [
          { name: 'Voxanne Console', version: '1.4.0' },
          { name: 'Electron', version: '33.2.1' },
        ],
        ownLicence: 'MIT License',
        licences: [{ name: '@fontsource-variable/inter', version: '5.3.0', licence: 'OFL-1.1', text: longName }],
      }),
    }),
    go: byCommand('About Voxanne Console', 'About Voxanne Console'),
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
    name: 'clinic-contact',
    answers: over({}),
    go: async (page) => {
      await to(`/clinics/${world.clinic.id}`)(page);
      await page.getByRole('button', { name: 'Edit contact' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'members', answers: shared(), go: to('/members', 'Cleo') },
  {
    name: 'members-nobody-may-admit',
    answers: shared({ 'vault.place': ok({ ...place, mayAdmit: false }) }),
    go: to('/members', 'Ben'),
  },
  {
    name: 'members-invite-again',
    answers: shared(),
    go: async (page) => {
      await to('/members', 'Cleo')(page);
      await page.getByText('Invite again').first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'palette-vault-away',
    answers: shared({ 'vault.place': ok({ ...place, problem: away }) }),
    go: async (page) => {
      await page.getByText('Old Mill Physio').first().waitFor();
      await page.keyboard.press('Control+K');
      await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
    },
  },
  { name: 'receptionists', answers: shared(), go: to('/receptionists', 'Receptionist') },
  { name: 'receptionists-none', answers: shared({ 'machines.list': ok({ machines: [] }) }), go: to('/receptionists') },
  {
    name: 'receptionists-renew-keys',
    answers: shared(),
    go: async (page) => {
      await to('/receptionists', 'Receptionist')(page);
      await page.getByText('Renew keys').first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'settings-renew-clinic-keys',
    answers: shared(),
    go: inVaultCard('Renew keys…'),
  },
  {
    name: 'settings-authority',
    answers: shared({
      'vault.authorities': ok({ known: [authority(longName), authority('Clinic Group Root')] }),
      'vault.chooseAuthority': ok({ chosen: { file: 'next-authority.pem', authorities: [authority('Next Root')] } }),
    }),
    go: async (page) => {
      await inVaultCard('Change authority…')(page);
      await page.getByText('Choose the authority’s certificate…').click();
      await page.getByText('next-authority.pem').waitFor();
    },
  },
  {
    name: 'settings-copy-again',
    answers: shared({
      'vault.moving': ok({
        clinics: [
          { id: id('00d0'), name: longName, state: 'lost', error: null },
          { id: id('00d1'), name: 'Harbor Dental', state: 'lost', error: null },
          { id: id('00d2'), name: 'Maple Street Clinic', state: 'moved', error: null },
        ],
        progress: null,
        ended: null,
      }),
    }),
    go: inVaultCard('Copy lost clinics again…'),
  },
  { name: 'settings-shared-vault', answers: shared(), go: to('/settings', 'db.example:5432/voxanne') },
  { name: 'settings-update', answers: over({ 'updates.status': ok(updates) }), go: to('/settings', 'Your name') },
  {
    name: 'notification-refused',
    answers: over({ 'notices.list': ok({ notices: [], refused: true }) }),
    go: to('/settings', 'This computer did not show the last notification'),
  },
  {
    name: 'support-bundle',
    answers: over({
      'support.prepare': ok({
        madeAt: world.ago(minute),
        parts: [
          { id: 'versions', title: 'Versions', text: 'Voxanne Console: 1.4.0\nNode: 24.0.0' },
          { id: 'log', title: 'Log', text: `started ${'a long line of the log '.repeat(12)}` },
        ],
      }),
    }),
    go: async (page) => {
      await byCommand('Support bundle…', 'Support bundle')(page);
      await page.getByText('a long line of the log').first().waitFor({ state: 'attached' });
    },
  },
  {
    name: 'not-needed-by-decision',
    answers: over({
      'organizations.get': ok({
        ...world.clinic,
        notNeeded: [world.notNeeded('google'), world.notNeeded('stripe')],
      }),
      'credentials.list': ok({ connections: [world.connection('twilio')] }),
    }),
    go: to(`/clinics/${world.clinic.id}`, 'Not needed'),
  },
  {
    name: 'pending-and-unconfirmed',
    answers: over({
      'credentials.list': ok({
        connections: [
          world.connection('twilio', ['proven', 'proven', 'proven', 'pending', 'unproven']),
          world.connection('google', ['proven', 'proven', 'proven', 'proven', 'stale']),
          world.connection('stripe', ['proven', 'proven', 'pending', 'unproven', 'unproven'], { mode: 'test' }),
        ],
      }),
      'test.history:twilio': ok({ runs: [world.smsUnconfirmed] }),
    }),
    go: to(`/clinics/${world.clinic.id}`, 'Test history'),
  },
];
