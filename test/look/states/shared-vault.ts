/** The screens of a shared vault. */
import { ok } from '../../../src-shared/result';
import type { SharedPlace } from '../../../src-shared/vault/clinics-place';
import type { MachineUse, MachineView, MembersView } from '../../../src-shared/vault/members';
import type { Answers } from '../page';
import * as world from '../world';
import { button, dialogOpens, longName, over, type State, to } from './start';

const minute = 60_000;
const id = (last: string) => `0190a000-0000-7000-8000-00000000${last}`;

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
  unvouched: null,
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
      isHeldBack: false,
      loaded: { revision: 3, at: world.ago(120 * minute) },
      lastUsedAt: world.ago(90 * minute),
      lastFailure: { code: '20003', revision: 3, at: world.ago(80 * minute), since: 'broken' },
    },
  ],
};
const away = {
  code: 'shared-vault.unreachable',
  message: 'The server of the shared vault does not answer.',
  cause: 'It is down or restarting, or the network does not lead to it. No changes were saved.',
  fix: 'Try again in a moment. If it stays so, ask whoever runs the database.',
  retryable: true,
};
const clock = {
  code: 'shared-vault.clock',
  message: 'The clock of this computer and that of the shared vault’s server are 42 minutes apart.',
  cause: 'One of them is wrong. This computer does not vouch for what receptionists hold, as it would be misdated.',
  fix: 'Set the time by the network on this computer. If it is right, ask whoever runs the database.',
  retryable: true,
};
const behind = {
  code: 'shared-vault.deliveries-behind',
  message: 'The server shows less than what was delivered to Receptionist.',
  cause: 'It was restored from an earlier time, or holds a delivery or a revocation back.',
  fix: 'Replace the credentials concerned at their providers, save them here again, and ask whoever runs the database.',
  retryable: false,
};
const heldBackLine =
  'The server shows less than was delivered: it was restored from an earlier time, or holds something back.';
const heldBack = (use: MachineUse): MachineUse => ({ ...use, isHeldBack: true });
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

const invited = ok({
  invited: {
    file: '/home/rosa/Documents/Ben.invitation',
    code: 'amber otter window copper lantern',
    error: null,
    hadKeys: true,
    known: [
      {
        organizationId: world.clinic.id,
        clinic: world.clinic.name,
        provider: 'twilio' as const,
        keyHint: 'Auth token ending in 4f2a',
      },
      {
        organizationId: world.clinic.id,
        clinic: longName,
        provider: 'google' as const,
        keyHint: 'Client secret ending in 41d7',
      },
    ],
  },
});
const again = async (page: Parameters<Required<State>['go']>[0]) => {
  await to('/members', 'Cleo')(page);
  await button(page, 'Invite Ben again').click();
  await button(page, 'Choose where to save…').click();
  await page.getByText('amber otter window copper lantern').waitFor();
};
/** A dialog of the members' page, by the button that opens it. */
const asked = (name: string, route = '/members', ready = 'Cleo'): Pick<State, 'answers' | 'go'> => ({
  answers: shared(),
  go: async (page) => {
    await to(route, ready)(page);
    await button(page, name).click();
    await dialogOpens(page);
  },
});

const authority = (name: string) => ({
  name,
  until: '2036-05-04T09:30:00.000Z',
  fingerprint: Array.from({ length: 32 }, (_, at) => (at * 7 + 16).toString(16).toUpperCase().padStart(2, '0')).join(
    ':',
  ),
});
const inVaultCard =
  (label: string): Required<State>['go'] =>
  async (page) => {
    await to('/settings', 'db.example:5432/voxanne')(page);
    await page.getByText(label).first().click();
    await dialogOpens(page);
  };

export const sharedVaultStates: readonly State[] = [
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
  { name: 'settings-shared-vault', answers: shared(), go: to('/settings', 'db.example:5432/voxanne') },
  {
    name: 'settings-vault-unvouched',
    answers: shared({ 'vault.place': ok({ ...place, unvouched: clock }) }),
    go: to('/settings/vault', clock.message),
  },
  {
    name: 'receptionists-held-back',
    answers: shared({
      'vault.place': ok({ ...place, unvouched: behind }),
      'machines.list': ok({ machines: [{ ...machine, uses: machine.uses.map(heldBack) }] }),
    }),
    go: to('/receptionists', behind.message, heldBackLine),
  },
  {
    name: 'clinic-held-back',
    answers: shared({
      'machines.usesOf': ok({ uses: machine.uses.map((use) => ({ ...heldBack(use), machine: machine.name })) }),
    }),
    go: to(`/clinics/${world.clinic.id}`, 'Used by', 'Test history'),
  },
  { name: 'members-invite', ...asked('Invite') },
  { name: 'members-invited-again', answers: shared({ 'members.inviteAgain': invited }), go: again },
  {
    name: 'members-knew',
    answers: shared({ 'members.inviteAgain': invited }),
    go: async (page) => {
      await again(page);
      await button(page, 'I have said it').click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  },
  { name: 'members-admit', ...asked('Admit Cleo') },
  { name: 'members-change-clinics', ...asked('Change clinics of Ben') },
  { name: 'members-remove', ...asked('Remove Ben') },
  { name: 'receptionists-add', ...asked('Add a receptionist', '/receptionists', 'Receptionist') },
  {
    name: 'clinic-shared',
    answers: shared({
      'members.present': ok({ others: [{ name: 'Ben', doing: 'viewing' }] }),
      'machines.usesOf': ok({ uses: machine.uses.map((use) => ({ ...use, machine: machine.name })) }),
    }),
    go: to(`/clinics/${world.clinic.id}`, 'Used by', 'Test history'),
  },
  {
    name: 'settings-vault-waiting',
    answers: shared({ 'vault.place': ok({ ...place, standing: 'waiting', members: null, machines: null }) }),
    go: to('/settings/vault', 'Waits to be admitted'),
  },
  {
    name: 'settings-vault-away',
    answers: shared({ 'vault.place': ok({ ...place, problem: away }) }),
    go: to('/settings/vault', 'Out of reach'),
  },
  {
    name: 'settings-vault-moving',
    answers: shared({
      'vault.moving': ok({
        clinics: [
          { id: id('00d0'), name: 'Harbor Dental', state: 'here', error: null },
          { id: id('00d1'), name: longName, state: 'begun', error: null },
        ],
        progress: null,
        ended: null,
      }),
    }),
    go: async (page) => {
      await to('/settings/vault')(page);
      await button(page, 'Move clinics here').click();
      await dialogOpens(page);
    },
  },
  {
    name: 'receptionists-renew-keys',
    answers: shared(),
    go: async (page) => {
      await to('/receptionists', 'Receptionist')(page);
      await page.getByText('Renew keys').first().click();
      await dialogOpens(page);
    },
  },
  { name: 'settings-renew-clinic-keys', answers: shared(), go: inVaultCard('Renew keys…') },
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
];
