/** Members and receptionists of a shared vault: who they are, and how they come and go. */
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useRouter } from '../../src-renderer/router/router';
import { MembersScreen } from '../../src-renderer/screens/members/members-screen';
import { ReceptionistsScreen } from '../../src-renderer/screens/members/receptionists-screen';
import { ok } from '../../src-shared/result';
import type { SharedPlace } from '../../src-shared/vault/clinics-place';
import type { MachineUse, MachineView, MembersView, VaultHeard } from '../../src-shared/vault/members';
import { fakeError } from '../fakes/fake-bridge';
import { clinic } from '../unit/renderer/clinics/clinics-fixture';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

const id = (last: string) => `01902f3a-0000-7000-8000-00000000${last}`;
/** The clock stands still: a slow computer takes minutes for these tests. */
const now = new Date();
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now }));
afterEach(() => void vi.useRealTimers());
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
const sunrise = clinic(1, { name: 'Sunrise Dental' });
const moonlight = clinic(2, { name: 'Moonlight' });
const nothingNew: VaultHeard = { members: false, acts: [], clinics: [], round: false };
const long = 'Praxis für Zahnheilkunde und Kieferorthopädie Dr. Müller-Lüdenscheidt und Partner';
const place: SharedPlace = {
  place: 'shared',
  server: 'db.example:5432/voxanne',
  member: 'Anna',
  standing: 'member',
  mayAdmit: true,
  members: 2,
  machines: 0,
  words: 'crater census real virtual fitness tragic',
  answeredAt: ago(1),
  problem: null,
  unvouched: null,
};
const member = { clinics: 'all', admittedAt: ago(60), admittedBy: 'Anna', lastSeenAt: ago(5) } as const;
const view: MembersView = {
  members: [
    { ...member, id: id('00a0'), name: 'Anna', isSelf: true },
    { ...member, id: id('00b0'), name: 'Ben', isSelf: false, clinics: [sunrise.id] },
  ],
  invitations: [
    { name: 'Cleo', clinics: 'all', invitedAt: ago(30), invitedBy: 'Anna', isWaiting: true, isReturning: false },
    { name: long, clinics: [sunrise.id], invitedAt: ago(30), invitedBy: null, isWaiting: false, isReturning: false },
  ],
};
const use: MachineUse = {
  organizationId: sunrise.id,
  provider: 'twilio',
  delivered: { revision: 4, at: ago(10), revoked: false },
  isHeldBack: false,
  loaded: { revision: 3, at: ago(120) },
  lastUsedAt: ago(90),
  lastFailure: { code: '20003', revision: 3, at: ago(80), since: 'broken' },
};
const machine: MachineView = {
  id: id('00c0'),
  name: 'Receptionist',
  clinics: [sunrise.id],
  admittedAt: ago(600),
  admittedBy: 'Anna',
  uses: [use],
};
const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = (name: string) => page.getByRole('dialog', { name });
const whole = (screen: ReactNode) => <div style={{ height: '100vh' }}>{screen}</div>;

async function openMembers(over: Partial<SharedPlace> = {}, members: MembersView = view, clinics = [sunrise]) {
  await openConsole(clinics);
  fake.succeed('vault.place', { ...place, ...over });
  fake.succeed('members.list', members);
  await renderInTheme(whole(<MembersScreen />));
  await expect.element(page.getByRole('list', { name: 'Members' })).toBeVisible();
}
async function openMachines(machines: MachineView[], clinics = [sunrise]) {
  await openConsole(clinics);
  fake.succeed('vault.place', place);
  fake.succeed('machines.list', { machines });
  await renderInTheme(whole(<ReceptionistsScreen />));
}

test('people and computers: by whom and when they were admitted, which clinics, when they were active', async () => {
  await openMembers();
  const list = page.getByRole('list', { name: 'Members' });
  await expect.element(list).toHaveTextContent('AnnaThis computer');
  await expect.element(list).toHaveTextContent('Admitted by Anna 1 hour ago · Sunrise Dental');
  await expect.element(list).toHaveTextContent('Last active 5 minutes ago');
  expect(button('Remove Anna').elements()).toHaveLength(0);
});

test('an invitation is saved, and its code shown once', async () => {
  await openMembers();
  await button('Invite').click();
  const invite = dialog('Invite a member');
  await invite.getByRole('textbox', { name: 'Name' }).fill('Dora');
  fake.succeed('members.invite', { saved: { file: '/home/anna/Dora.invitation', code: 'one-two-three-four-five' } });
  await invite.getByText('Only some').click();
  await expect.element(invite.getByRole('button', { name: 'Choose where to save…' })).toBeDisabled();
  await invite.getByRole('checkbox', { name: 'Sunrise Dental' }).click();
  await invite.getByRole('button', { name: 'Choose where to save…' }).click();
  await expect.element(invite).toHaveTextContent('one-two-three-four-five');
  expect(fake.requestsOf('members.invite')).toEqual([{ name: 'Dora', clinics: [sunrise.id] }]);
  await invite.getByRole('button', { name: 'I have said it' }).click();
  await expect.element(invite).not.toBeInTheDocument();
  expect(document.body.textContent).not.toContain('one-two-three-four-five');
});

test('a newcomer is admitted by the six words that were heard, and by no others', async () => {
  await openMembers();
  await button('Admit Cleo').click();
  const admit = dialog('Admit Cleo');
  await expect.element(admit.getByRole('button', { name: 'Admit', exact: true })).toBeDisabled();
  await admit.getByRole('textbox').fill('a b c d e f');
  fake.fail('members.admit', { code: 'shared-vault.other-words', message: 'The six words are others.' });
  await admit.getByRole('button', { name: 'Admit', exact: true }).click();
  await expect.element(admit.getByRole('alert')).toHaveTextContent('The six words are others.');
  fake.succeed('members.admit', { ...view, invitations: [] });
  await admit.getByRole('button', { name: 'Admit', exact: true }).click();
  await expect.element(admit).not.toBeInTheDocument();
  await expect.element(page.getByRole('list', { name: 'Invited' })).not.toBeInTheDocument();
});

test('who is removed is typed; then each secret that they knew leads to its replacement', async () => {
  await openMembers();
  await button('Remove Ben').click();
  const remove = dialog('Remove this member?');
  await expect.element(remove.getByRole('button', { name: 'Remove', exact: true })).toBeDisabled();
  await remove.getByRole('textbox').fill('Ben');
  const known = [
    { organizationId: sunrise.id, clinic: 'Sunrise Dental', provider: 'twilio' as const, keyHint: '4f2a' },
  ];
  fake.succeed('members.remove', { known });
  await remove.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect.element(page.getByRole('region', { name: 'What Ben knew' })).toHaveTextContent('One secret was known.');
  await button('Rotate Twilio of Sunrise Dental').click();
  expect(useRouter.getState().route).toEqual({ screen: 'setup', organizationId: sunrise.id, step: 'twilio' });
});

test('a member whose computer is lost: what it means is said, then the code, and what the keys opened', async () => {
  await openMembers();
  expect(button('Invite Anna again').elements()).toHaveLength(0);
  await button('Invite Ben again').click();
  const invite = dialog('Invite Ben again');
  await expect.element(invite).toHaveTextContent('The keys of Ben open nothing any more');
  await expect.element(invite).toHaveTextContent('What they knew, they know.');
  expect(fake.requestsOf('members.inviteAgain')).toEqual([]);
  const known = [
    { organizationId: sunrise.id, clinic: 'Sunrise Dental', provider: 'twilio' as const, keyHint: '4f2a' },
  ];
  const [anna, ben] = view.members;
  if (anna === undefined || ben === undefined) throw new Error('no members');
  const returning = {
    ...{ name: ben.name, clinics: ben.clinics, invitedAt: ago(0), invitedBy: 'Anna' },
    ...{ isWaiting: false, isReturning: true },
  };
  fake.succeed('members.list', { members: [anna], invitations: [returning] });
  const invited = { file: '/home/anna/Ben.invitation', error: null, known };
  fake.succeed('members.inviteAgain', { invited: { ...invited, code: 'one-two-three-four-five', hadKeys: true } });
  await invite.getByRole('button', { name: 'Choose where to save…' }).click();
  await expect.element(invite).toHaveTextContent('one-two-three-four-five');
  expect(fake.requestsOf('members.inviteAgain')).toEqual([{ name: 'Ben' }]);
  await invite.getByRole('button', { name: 'I have said it' }).click();
  await expect.element(invite).not.toBeInTheDocument();
  expect(document.body.textContent).not.toContain('one-two-three-four-five');
  const list = page.getByRole('region', { name: 'What Ben knew' });
  await expect.element(list).toHaveTextContent('The keys of Ben were withdrawn');
  await expect.element(button('Rotate Twilio of Sunrise Dental')).toBeVisible();

  // Who has not come back yet is invited once more, or removed; what was listed is not said to be nothing.
  await expect
    .element(page.getByRole('list', { name: 'Invited' }))
    .toHaveTextContent('A member whose keys were withdrawn');
  expect(button('Withdraw the invitation of Ben').elements()).toHaveLength(0);
  await expect.element(button('Remove Ben')).toBeVisible();
  await button('Invite Ben again').click();
  await expect.element(invite).toHaveTextContent('were withdrawn before');
  fake.succeed('members.inviteAgain', { invited: { ...invited, code: 'six-seven-eight-nine-ten', hadKeys: false } });
  await invite.getByRole('button', { name: 'Choose where to save…' }).click();
  await expect.element(invite).toHaveTextContent('six-seven-eight-nine-ten');
  await invite.getByRole('button', { name: 'I have said it' }).click();
  await expect.element(invite).not.toBeInTheDocument();
  await expect.element(list).toHaveTextContent('One secret was known.');
});

test('an invitation that could not be written after all: what the keys opened is told', async () => {
  await openMembers();
  await button('Invite Ben again').click();
  const invite = dialog('Invite Ben again');
  const submit = invite.getByRole('button', { name: 'Choose where to save…' });
  const known = [
    { organizationId: sunrise.id, clinic: 'Sunrise Dental', provider: 'twilio' as const, keyHint: '4f2a' },
  ];
  const invited = { file: '/b.invitation', known };
  const error = fakeError({ message: 'Nothing could be written.' });
  fake.succeed('members.inviteAgain', { invited: { ...invited, code: null, error, hadKeys: true } });
  await submit.click();
  await expect.element(invite.getByRole('alert')).toHaveTextContent('Nothing could be written.');
  await expect.element(invite).toHaveTextContent('were withdrawn before');
  fake.succeed('members.inviteAgain', { invited: { ...invited, code: 'one-two', error: null, hadKeys: false } });
  await submit.click();
  await invite.getByRole('button', { name: 'I have said it' }).click();
  const list = page.getByRole('region', { name: 'What Ben knew' });
  await expect.element(list).toHaveTextContent('One secret was known.');
  // After the list was put away, another invitation tells what is there now.
  await button('Dismiss').click();
  await button('Invite Ben again').click();
  await submit.click();
  await invite.getByRole('button', { name: 'I have said it' }).click();
  await expect.element(list).toHaveTextContent('One secret is there now. If it was not replaced since');
});

test('inviting again: with the vault away nothing is said to be done, and it is tried again', async () => {
  await openMembers();
  await button('Invite Ben again').click();
  const invite = dialog('Invite Ben again');
  const submit = invite.getByRole('button', { name: 'Choose where to save…' });
  fake.fail('members.inviteAgain', { code: 'shared-vault.unreachable', message: 'The server does not answer.' });
  await submit.click();
  await expect.element(invite.getByRole('alert')).toHaveTextContent('The server does not answer.');
  expect(fake.requestsOf('members.list')).toHaveLength(1);
  const invited = { file: '/b.invitation', code: 'one-two', error: null, known: [], hadKeys: true };
  fake.succeed('members.inviteAgain', { invited });
  await submit.click();
  await expect.element(invite).toHaveTextContent('one-two');
  await invite.getByRole('button', { name: 'I have said it' }).click();
  const told = page.getByText('The keys of Ben were withdrawn, and opened no secret');
  await expect.element(told).toBeVisible();
});

test('inviting again happens once, and its dialog stays until the code is there', async () => {
  await openMembers();
  await button('Invite Ben again').click();
  const invite = dialog('Invite Ben again');
  const answer = fake.hold('members.inviteAgain');
  const submit = invite.getByRole('button', { name: 'Choose where to save…' });
  await submit.dblClick();
  await expect.element(invite).toHaveTextContent('Sealing the invitation');
  await expect.element(invite.getByRole('button', { name: 'Cancel' })).toBeDisabled();
  await invite.getByRole('button', { name: 'Close' }).click();
  await userEvent.keyboard('{Escape}');
  expect(fake.requestsOf('members.inviteAgain')).toHaveLength(1);
  // The dialog for the file was closed: nothing was withdrawn, and it is asked as before.
  answer(ok({ invited: null }));
  await expect.element(invite.getByRole('button', { name: 'Cancel' })).toBeEnabled();
  expect(fake.requestsOf('members.list')).toHaveLength(1);
  await invite.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(invite).not.toBeInTheDocument();
  await expect.element(button('Invite Ben again')).toBeVisible();
  expect(fake.requestsOf('members.inviteAgain')).toHaveLength(1);
});

test('who may not admit only reads, and so does everybody while the server is away', async () => {
  await openMembers({ mayAdmit: false });
  expect(button('Invite').elements()).toHaveLength(0);
  expect(button('Remove Ben').elements()).toHaveLength(0);
  expect(button('Invite Ben again').elements()).toHaveLength(0);
  await expect.element(page.getByText('Members of all clinics may invite, admit and remove others.')).toBeVisible();
});

test('no receptionist yet: how one comes here', async () => {
  await openMachines([]);
  await expect.element(page.getByText('No receptionist yet')).toBeVisible();
  fake.succeed('machines.choosePublicFile', { file: 'receptionist.json' });
  await button('Add a receptionist').click();
  const add = dialog('Add a receptionist');
  await add.getByRole('button', { name: 'Choose its public file…' }).click();
  await add.getByRole('textbox', { name: 'Name', exact: true }).fill('Front desk');
  await add.getByRole('textbox', { name: /six words/ }).fill('a b c d e f');
  await add.getByRole('checkbox', { name: 'Sunrise Dental' }).click();
  fake.succeed('machines.add', { savedTo: null });
  await add.getByRole('button', { name: 'Add', exact: true }).click();
  // The dialog for the file was closed: nothing was admitted, and nothing typed is lost.
  await expect.element(add.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Front desk');
  fake.succeed('machines.add', { savedTo: '/home/anna/front-desk-vault.json' });
  await add.getByRole('button', { name: 'Add', exact: true }).click();
  await expect.element(add).toHaveTextContent('/home/anna/front-desk-vault.json');
});

test('a receptionist: what was delivered, what it has loaded and what it used, each with its age', async () => {
  await openMachines([machine]);
  const card = page.getByRole('region', { name: 'Receptionist', exact: true });
  await expect.element(card).toHaveTextContent('Delivered: revision 4, 10 minutes ago');
  await expect.element(card).toHaveTextContent('Loaded: older revision 3, 2 hours ago');
  await expect
    .element(card)
    .toHaveTextContent('Last failure: Twilio did not accept it (20003), with revision 3, 1 hour ago');
  await expect.element(card).toHaveTextContent('A check since then failed, too.');
  const failure = card.getByRole('listitem').filter({ hasText: 'Last failure' }).last();
  await expect.element(failure).toHaveAttribute('data-tone', 'bad');
  const failing = { ...use, lastFailure: { code: '20003', revision: 3, at: ago(80), since: 'not-checked' } as const };
  fake.succeed('machines.list', { machines: [{ ...machine, uses: [failing] }] });
  fake.emit('vault.heard', { ...nothingNew, round: true });
  // Its word alone makes nothing red.
  await expect.element(card).toHaveTextContent('No console has checked it since.');
  await expect.element(failure).toHaveAttribute('data-tone', 'warning');
  // What a receptionist reports comes without a hint: it is read again at each round.
  fake.succeed('machines.list', {
    machines: [{ ...machine, uses: [{ ...use, loaded: { revision: 4, at: ago(0) }, lastFailure: null }] }],
  });
  fake.emit('vault.heard', { ...nothingNew, round: true });
  await expect.element(card).toHaveTextContent('Loaded: revision 4');
  await expect.element(card).not.toHaveTextContent('Last failure');
});

test('a delivery that went back on the server is said with its cause, and so is what keeps from vouching', async () => {
  await openMachines([{ ...machine, uses: [{ ...use, isHeldBack: true }] }]);
  const card = page.getByRole('region', { name: 'Receptionist', exact: true });
  const heldBack = card.getByRole('listitem').filter({ hasText: 'The server shows less than was delivered' }).last();
  await expect.element(heldBack).toHaveAttribute('data-tone', 'bad');
  await expect.element(heldBack).toHaveTextContent('it was restored from an earlier time, or holds something back.');
  await expect.element(card).toHaveTextContent('save them here again, and ask whoever runs the database.');
  const unvouched = fakeError({ code: 'shared-vault.deliveries-behind', message: 'The server shows less.' });
  fake.emit('vault.placeChanged', { ...place, unvouched });
  await expect.element(page.getByText('The server shows less.', { exact: true })).toBeVisible();
  fake.emit('vault.placeChanged', place);
  await expect.element(page.getByText('The server shows less.', { exact: true })).not.toBeInTheDocument();
  fake.succeed('machines.list', { machines: [machine] });
  fake.emit('vault.heard', { ...nothingNew, round: true });
  await expect.element(heldBack).not.toBeInTheDocument();
});

test('what concerns no member and no receptionist is not read again; a clinic travels as itself', async () => {
  await openMachines([machine]);
  const card = page.getByRole('region', { name: 'Receptionist', exact: true });
  await expect.element(card).toHaveTextContent('Delivered: revision 4');
  const newer = { ...use, machine: 'Receptionist', delivered: { revision: 5, at: ago(0), revoked: false } };
  fake.succeed('machines.usesOf', { uses: [newer, { ...use, machine: 'Other' }] });
  fake.emit('vault.heard', nothingNew);
  fake.emit('vault.heard', { ...nothingNew, acts: [{ id: id('00a0'), at: ago(0) }] });
  fake.emit('vault.heard', { ...nothingNew, clinics: [sunrise.id] });
  await expect.element(card).toHaveTextContent('Delivered: revision 5');
  expect(fake.requestsOf('machines.usesOf')).toEqual([{ organizationId: sunrise.id }]);
  expect(fake.requestsOf('machines.list')).toHaveLength(1);
});

test('who was active is told without reading the members again; who came or went is read', async () => {
  await openMembers();
  const list = page.getByRole('list', { name: 'Members' });
  await expect.element(list).toHaveTextContent('Last active 5 minutes ago');
  fake.emit('vault.heard', { ...nothingNew, round: true });
  fake.emit('vault.heard', { ...nothingNew, acts: [{ id: id('00b0'), at: ago(120) }] });
  await expect.element(list).toHaveTextContent('Last active 2 hours ago');
  expect(fake.requestsOf('members.list')).toHaveLength(1);
  fake.succeed('members.list', { ...view, invitations: [] });
  fake.emit('vault.heard', { ...nothingNew, members: true });
  await expect.element(page.getByRole('list', { name: 'Invited' })).not.toBeInTheDocument();
  expect(fake.requestsOf('members.list')).toHaveLength(2);
});

test('a list that could not be read is read again once the server is heard', async () => {
  await openConsole([sunrise]);
  fake.succeed('vault.place', place);
  fake.fail('members.list', { message: 'The server does not answer.' });
  await renderInTheme(whole(<MembersScreen />));
  await expect.element(page.getByRole('alert')).toHaveTextContent('The server does not answer.');
  fake.succeed('members.list', view);
  fake.emit('vault.heard', nothingNew);
  await expect.element(page.getByRole('list', { name: 'Members' })).toBeVisible();
});

test('a member loses clinics: what that means is said before, and what they knew is listed after', async () => {
  await openMembers({}, { ...view, members: view.members.map((one) => ({ ...one, clinics: 'all' })) }, [
    sunrise,
    moonlight,
  ]);
  expect(button('Change clinics of Anna').elements()).toHaveLength(0);
  await button('Change clinics of Ben').click();
  const change = dialog('Change clinics of Ben');
  const submit = change.getByRole('button', { name: 'Change clinics', exact: true });
  await expect.element(submit).toBeDisabled();
  await change.getByText('Only some').click();
  await expect.element(change).toHaveTextContent('Ben may no longer invite, admit and remove others');
  await change.getByRole('checkbox', { name: 'Moonlight' }).click();
  await expect.element(change).toHaveTextContent('Ben loses 1 clinic');
  await expect.element(change).toHaveTextContent('what Ben knew of it stays known');
  fake.fail('members.changeClinics', { code: 'shared-vault.scope-changed', message: 'They were changed meanwhile.' });
  await submit.click();
  await expect.element(change.getByRole('alert')).toHaveTextContent('They were changed meanwhile.');
  const known = [{ organizationId: moonlight.id, clinic: '', provider: 'twilio' as const, keyHint: '4f2a' }];
  fake.succeed('members.changeClinics', { known });
  await submit.click();
  expect(fake.requestsOf('members.changeClinics').at(-1)).toEqual({ name: 'Ben', clinics: [sunrise.id], seen: 'all' });
  const list = page.getByRole('region', { name: 'What Ben knew' });
  await expect.element(list).toHaveTextContent('The clinics of Ben were changed');
  // The server went away right after it: the list is told without names.
  await expect.element(list).toHaveTextContent('a clinic whose name is not known now');
  await expect.element(button('Rotate Twilio of a clinic whose name is not known now')).toBeVisible();
});

test('a receptionist gains a clinic, without a word of warning', async () => {
  await openMachines([machine], [sunrise, moonlight]);
  await button('Change clinics of Receptionist').click();
  const change = dialog('Change clinics of Receptionist');
  await change.getByRole('checkbox', { name: 'Select all 2' }).click();
  await expect.element(change).toHaveTextContent('Receptionist gains 1 clinic: Moonlight.');
  await expect.element(change).not.toHaveTextContent('loses');
  fake.succeed('machines.changeClinics', { known: [] });
  await change.getByRole('button', { name: 'Change clinics', exact: true }).click();
  await expect.element(change).not.toBeInTheDocument();
  expect(fake.requestsOf('machines.changeClinics')).toEqual([
    { name: 'Receptionist', clinics: [sunrise.id, moonlight.id], seen: [sunrise.id] },
  ]);
});

test('a receptionist gets the keys that it made, and what the old ones opened is listed', async () => {
  await openMachines([machine]);
  await button('Renew keys of Receptionist').click();
  const renew = dialog('Renew keys of Receptionist');
  await expect.element(renew).toHaveTextContent('npx voxanne-receptionist renew');
  await expect.element(renew).toHaveTextContent('the login of the old ones is shut');
  const submit = renew.getByRole('button', { name: 'Renew keys', exact: true });
  await expect.element(submit).toBeDisabled();
  fake.succeed('machines.choosePublicFile', { file: 'receptionist.public.json' });
  await renew.getByRole('button', { name: 'Choose its public file…' }).click();
  await renew
    .getByRole('textbox', { name: 'The six words that “voxanne-receptionist renew” printed' })
    .fill('a b c d e f');
  fake.fail('machines.renewKeys', {
    code: 'shared-vault.other-machine',
    message: 'This file is not of “Receptionist”.',
  });
  await submit.click();
  await expect.element(renew.getByRole('alert')).toHaveTextContent('This file is not of “Receptionist”.');
  const answer = fake.hold('machines.renewKeys');
  await submit.click();
  await expect.element(renew.getByRole('button', { name: 'Cancel' })).toBeDisabled();
  await userEvent.keyboard('{Escape}');
  await expect.element(renew).toBeVisible();
  const known = [
    { organizationId: sunrise.id, clinic: 'Sunrise Dental', provider: 'twilio' as const, keyHint: '4f2a' },
  ];
  answer(ok({ known }));
  await expect.element(renew).not.toBeInTheDocument();
  expect(fake.requestsOf('machines.renewKeys').at(-1)).toEqual({ name: 'Receptionist', words: 'a b c d e f' });
  const list = page.getByRole('region', { name: 'What Receptionist knew' });
  await expect.element(list).toHaveTextContent('Receptionist has new keys');
  await expect.element(list).toHaveTextContent('The old keys opened one secret. If they may be known');
  await button('Rotate Twilio of Sunrise Dental').click();
  expect(useRouter.getState().route).toEqual({ screen: 'setup', organizationId: sunrise.id, step: 'twilio' });
});

test('who may not admit, or has no server, renews no keys of receptionists', async () => {
  await openMachines([machine]);
  await expect.element(button('Renew keys of Receptionist')).toBeVisible();
  fake.emit('vault.placeChanged', { ...place, mayAdmit: false });
  await expect.element(button('Renew keys of Receptionist')).not.toBeInTheDocument();
  fake.emit('vault.placeChanged', { ...place, problem: fakeError({ code: 'shared-vault.unreachable' }) });
  await expect.element(button('Renew keys of Receptionist')).not.toBeInTheDocument();
});
