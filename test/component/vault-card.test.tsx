/** Settings say where the clinics live, and lead into a shared vault. */
import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useMoving } from '../../src-renderer/console/vault/moving-store';
import { useRouter } from '../../src-renderer/router/router';
import { VaultCard } from '../../src-renderer/screens/settings/vault-card';
import type { ClinicsPlace, SharedPlace } from '../../src-shared/vault/clinics-place';
import type { MovableClinic, Moving } from '../../src-shared/vault/moving-view';
import { clinic } from '../unit/renderer/clinics/clinics-fixture';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

const words = 'crater census real virtual fitness tragic';
const shared: SharedPlace = {
  place: 'shared',
  server: 'db.example:5432/voxanne',
  member: 'Anna',
  standing: 'member',
  mayAdmit: true,
  members: 2,
  machines: 1,
  words,
  answeredAt: new Date(Date.now() - 5 * 60_000).toISOString(),
  problem: null,
  unvouched: null,
};
const waiting: SharedPlace = { ...shared, standing: 'waiting', mayAdmit: false, members: null, machines: null };
const unreachable = {
  code: 'shared-vault.unreachable',
  message: 'The server of the shared vault does not answer.',
  cause: 'It is down.',
  fix: 'Try again in a moment.',
  retryable: true,
};
const card = page.getByRole('region', { name: 'Vault', exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });

async function open(place: ClinicsPlace, clinics: Parameters<typeof openConsole>[0] = []) {
  await openConsole(clinics);
  fake.succeed('vault.place', place);
  fake.succeed('vault.cancelJoin', {});
  await renderInTheme(<VaultCard />);
  await expect.element(card).toBeVisible();
}
const idOf = (last: number) => `01902f3a-0000-7000-8000-00000000000${last}`;
const here = (last: number, name: string): MovableClinic => ({ id: idOf(last), name, state: 'here', error: null });
const nothingHere: Moving = { clinics: [], progress: null, ended: null };
const inMove = page.getByRole('dialog', { name: 'Move clinics here' });
async function openMoving(moving: Moving, over: Partial<SharedPlace> = {}) {
  fake.succeed('vault.moving', moving);
  await open({ ...shared, ...over });
}
beforeEach(() => {
  useMoving.setState(useMoving.getInitialState());
  fake.succeed('vault.cancelJoin', {});
  fake.succeed('vault.moving', nothingHere);
});

test('this computer: what that means, and the two ways to a shared vault', async () => {
  await open({ place: 'this-computer' });
  await expect.element(card.getByText('This computer', { exact: true })).toBeVisible();
  await button('Create a shared vault').click();
  const dialog = page.getByRole('dialog', { name: 'Create a shared vault' });
  await expect.element(dialog).toHaveTextContent('voxanne-console --cli vault provision --database-url-file');
  fake.succeed('vault.lookAgain', { place: 'this-computer' });
  await dialog.getByRole('button', { name: 'Look again' }).click();
  await expect.element(dialog).toHaveTextContent('This profile still belongs to no shared vault');
  await dialog.getByRole('button', { name: 'Join with an invitation' }).click();
  await expect.element(page.getByRole('dialog', { name: 'Join with an invitation' })).toBeVisible();
});

test('what keeps it from vouching is said with its cause, beside a server that answers', async () => {
  const clock = { ...unreachable, code: 'shared-vault.clock', message: 'Two clocks differ.', cause: 'One is wrong.' };
  await open({ ...shared, unvouched: { ...clock, fix: 'Set the time.' } });
  await expect.element(card).toHaveTextContent('Connected');
  await expect.element(card).toHaveTextContent('Two clocks differ.Why: One is wrong.What to do: Set the time.');
  // It is told where the way is closed, too, and by one of the two.
  fake.emit('vault.placeChanged', { ...shared, problem: unreachable, unvouched: clock });
  await expect.element(card).toHaveTextContent('The server of the shared vault does not answer.');
  await expect.element(card).not.toHaveTextContent('Two clocks differ.');
  fake.emit('vault.placeChanged', shared);
  await expect.element(card).toHaveTextContent('Connected');
  await expect.element(card).not.toHaveTextContent('Two clocks differ.');
});

test('joining: a file, the spoken code, and six words to read aloud', async () => {
  await open({ place: 'this-computer' });
  await button('Join with an invitation').click();
  const dialog = page.getByRole('dialog', { name: 'Join with an invitation' });
  const code = dialog.getByRole('textbox', { name: 'Spoken code' });
  await expect.element(code).toBeDisabled();
  fake.succeed('vault.chooseInvitation', { file: 'ben.invitation' });
  await dialog.getByRole('button', { name: 'Choose the invitation…' }).click();
  await expect.element(dialog).toHaveTextContent('ben.invitation');
  fake.fail('vault.openInvitation', { code: 'shared-vault.wrong-code', message: 'The code does not open it.' });
  await code.fill('one two three four five');
  await dialog.getByRole('button', { name: 'Join', exact: true }).click();
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('The code does not open it.');

  fake.succeed('vault.openInvitation', { server: shared.server, member: 'Ben' });
  const answer = fake.hold('vault.join');
  await dialog.getByRole('button', { name: 'Join', exact: true }).click();
  await expect.element(dialog).toHaveTextContent('Asking db.example:5432/voxanne to be admitted…');
  expect(fake.requestsOf('vault.openInvitation').at(-1)).toEqual({ code: 'one two three four five' });
  await expect.element(code).toHaveValue('');
  answer({ ok: true, value: waiting });
  await expect.element(dialog.getByRole('list', { name: 'Six words' })).toHaveTextContent(words.replaceAll(' ', ''));
});

test('what can’t be read of the vault is said, and there is a way back to this computer', async () => {
  await openConsole([]);
  fake.fail('vault.place', { code: 'shared-vault.file-unreadable', message: 'It can’t be read.' });
  await renderInTheme(<VaultCard />);
  await expect.element(card).toHaveTextContent('It can’t be read.');
  await expect.element(card).toHaveTextContent('The file is put aside in the profile, not deleted.');
  const listed = fake.requestsOf('organizations.list').length;
  fake.succeed('vault.leave', { place: 'this-computer' });
  await button('Back to this computer').click();
  await expect.element(button('Join with an invitation')).toBeVisible();
  await expect.element(card).not.toHaveTextContent('It can’t be read.');
  // The clinics are elsewhere now.
  await expect.poll(() => fake.requestsOf('organizations.list').length).toBeGreaterThan(listed);
});

test('joining is stopped while the server is asked', async () => {
  await open({ place: 'this-computer' });
  await button('Join with an invitation').click();
  const dialog = page.getByRole('dialog', { name: 'Join with an invitation' });
  fake.succeed('vault.chooseInvitation', { file: 'ben.invitation' });
  await dialog.getByRole('button', { name: 'Choose the invitation…' }).click();
  await dialog.getByRole('textbox', { name: 'Spoken code' }).fill('a b c d e');
  fake.succeed('vault.openInvitation', { server: shared.server, member: 'Ben' });
  const answer = fake.hold('vault.join');
  await dialog.getByRole('button', { name: 'Join', exact: true }).click();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  expect(fake.requestsOf('vault.cancelJoin').length).toBeGreaterThan(0);
  answer({ ok: false, error: { ...unreachable, code: 'call.stopped', message: 'Joining was stopped.' } });
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('Joining was stopped.');
  await expect.element(dialog.getByRole('button', { name: 'Choose the invitation…' })).toBeVisible();
});

test('in a shared vault: its server, who this member is, when it last answered, and the six words', async () => {
  await open(shared);
  await expect.element(card).toHaveTextContent('Shared, on db.example:5432/voxanne');
  await expect.element(card).toHaveTextContent('You are Anna there.');
  await expect.element(card).toHaveTextContent('Last answer: 5 minutes ago');
  await expect.element(card).toHaveTextContent('2 members and 1 receptionist share this vault.');
  await expect.element(card.getByRole('list', { name: 'Six words' })).toHaveTextContent(words.replaceAll(' ', ''));
  await button('Members').click();
  expect(useRouter.getState().route).toEqual({ screen: 'members' });
});

test('who waits to be admitted sees the words of its keys, and can go back', async () => {
  await open(waiting);
  await expect.element(card).toHaveTextContent('Waits to be admitted');
  await expect.element(card).toHaveTextContent('Six words of this computer’s keys');
  fake.succeed('vault.leave', { place: 'this-computer' });
  await button('Back to this computer').click();
  await expect.element(button('Create a shared vault')).toBeVisible();
});

test('a server out of reach is said with what to do, and mends by itself', async () => {
  await open({ ...shared, problem: unreachable });
  await expect.element(card).toHaveTextContent('Out of reach');
  await expect.element(card).toHaveTextContent('The server of the shared vault does not answer.');
  fake.emit('vault.placeChanged', shared);
  await expect.element(card).toHaveTextContent('Connected');
});

test('a file that can’t be read is an error with another try', async () => {
  await openConsole([]);
  fake.fail('vault.place', { ...unreachable, code: 'shared-vault.file-unreadable', message: 'It can’t be read.' });
  await renderInTheme(<VaultCard />);
  await expect.element(page.getByRole('alert')).toHaveTextContent('It can’t be read.');
  fake.succeed('vault.place', { place: 'this-computer' });
  await button('Try again').click();
  await expect.element(button('Join with an invitation')).toBeVisible();
});

test('clinics of this computer move: what happens is said, some are picked, each that stays says why', async () => {
  const clinics = [
    here(1, 'Sunrise Dental'),
    here(2, 'Moonlight'),
    { ...here(3, 'Cut off'), state: 'begun' as const },
    { ...here(4, 'There'), state: 'moved' as const },
  ];
  await openMoving({ ...nothingHere, clinics });
  await expect.element(card).toHaveTextContent('3 clinics are on this computer alone');
  await expect.element(card).toHaveTextContent('The copying of one was cut off');
  await expect.element(card).toHaveTextContent('1 clinic was moved; a sealed copy of it is kept here.');
  await button('Move clinics here').click();
  await expect.element(inMove).toHaveTextContent('Each clinic is copied to db.example:5432/voxanne as a whole');
  await expect.element(inMove).toHaveTextContent('1 clinic is there already.');
  await expect.element(inMove).toHaveTextContent('vault move --forget-local');
  await expect.element(inMove.getByRole('checkbox', { name: /^Cut off/ })).toBeChecked();

  const all = inMove.getByRole('checkbox', { name: 'Select all 3' });
  await all.click();
  await expect.element(inMove.getByRole('button', { name: 'Move 0 clinics' })).toBeDisabled();
  await inMove.getByRole('textbox', { name: 'Find a clinic' }).fill('MOON');
  await inMove.getByRole('checkbox', { name: 'Moonlight' }).click();
  await inMove.getByRole('textbox', { name: 'Find a clinic' }).fill('sun');
  await inMove.getByRole('checkbox', { name: 'Sunrise Dental' }).click();

  const answer = fake.hold('vault.moveClinics');
  await inMove.getByRole('button', { name: 'Move 2 clinics' }).click();
  expect(fake.requestsOf('vault.moveClinics')).toEqual([{ organizationIds: [idOf(1), idOf(2)], again: false }]);
  fake.emit('vault.moveProgress', { done: 1, of: 2, name: 'Moonlight' });
  await expect.element(inMove).toHaveTextContent('Moving clinic 2 of 2…Moonlight');
  // Closed, it goes on, and is found again.
  await inMove.getByRole('button', { name: 'Close' }).last().click();
  await expect.element(card).toHaveTextContent('Clinic 2 of 2 is on its way');
  await button('Show how far it is').click();
  fake.succeed('vault.stopMoving', {});
  await inMove.getByRole('button', { name: 'Stop' }).click();
  await expect.element(inMove).toHaveTextContent('Stopping after this clinic…');
  expect(fake.requestsOf('vault.stopMoving')).toHaveLength(1);

  const error = {
    ...unreachable,
    code: 'shared-vault.move-unsettled',
    message: 'A test is not over.',
    fix: 'Let it end.',
  };
  fake.emit('vault.moveProgress', null);
  answer({
    ok: true,
    value: {
      clinics: [
        { ...here(1, 'Sunrise Dental'), error },
        { ...here(2, 'Moonlight'), state: 'moved' },
      ],
      progress: null,
      ended: { moved: 1, refused: 1, left: 0 },
    },
  });
  await expect.element(inMove).toHaveTextContent('1 clinic was moved');
  await expect
    .element(inMove.getByRole('list', { name: 'Clinics that stay' }))
    .toHaveTextContent('Sunrise DentalA test is not over. It is down.What to do: Let it end.');
  await inMove.getByRole('button', { name: 'Move the others' }).click();
  await expect.element(inMove.getByRole('button', { name: 'Move 1 clinic' })).toBeEnabled();
});

test('a server that goes away before the first clinic is said where the move was asked for', async () => {
  await openMoving({ ...nothingHere, clinics: [here(1, 'Sunrise Dental')] });
  await button('Move clinics here').click();
  fake.fail('vault.moveClinics', unreachable);
  await inMove.getByRole('button', { name: 'Move 1 clinic' }).click();
  await expect.element(inMove.getByRole('alert')).toHaveTextContent('The server of the shared vault does not answer.');
});

test('a move that was begun before the page was loaded is shown, and how it ended', async () => {
  const clinics = [here(1, 'Sunrise Dental')];
  await openMoving({ clinics, progress: { done: 0, of: 1, name: 'Sunrise Dental' }, ended: null });
  await button('Show how far it is').click();
  await expect.element(inMove).toHaveTextContent('Moving clinic 1 of 1…');
  const moved = { ...here(1, 'Sunrise Dental'), state: 'moved' as const };
  fake.succeed('vault.moving', { clinics: [moved], progress: null, ended: { moved: 1, refused: 0, left: 0 } });
  fake.emit('vault.moveProgress', null);
  await expect.element(inMove).toHaveTextContent('1 clinic was moved');
});

test('copies that are kept are deleted once it was confirmed; one that is not there keeps all of them', async () => {
  await openMoving({ ...nothingHere, clinics: [{ ...here(1, 'Sunrise Dental'), state: 'moved' }] });
  await button('Delete the copies…').click();
  const dialog = page.getByRole('dialog', { name: 'Delete the copies on this computer?' });
  fake.fail('vault.forgetMoved', { code: 'shared-vault.move-not-there', message: 'It is not there any more.' });
  await dialog.getByRole('button', { name: 'Delete 1 copy' }).click();
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('It is not there any more.');
  fake.succeed('vault.forgetMoved', nothingHere);
  await dialog.getByRole('button', { name: 'Delete 1 copy' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(card).toHaveTextContent('No clinic is left on this computer');
  await expect.element(button('Move clinics here')).not.toBeInTheDocument();
});

test('who reaches only some clinics moves none, and nobody does while the server is away', async () => {
  await openMoving({ ...nothingHere, clinics: [here(1, 'Sunrise Dental')] }, { mayAdmit: false });
  await expect.element(card).toHaveTextContent('Members of all clinics may move them.');
  await expect.element(button('Move clinics here')).not.toBeInTheDocument();
  fake.emit('vault.placeChanged', { ...shared, problem: unreachable });
  await expect.element(button('Move clinics here')).toBeDisabled();
});

test('clinics that the vault lost are named, and copied again only as a person picks them', async () => {
  const lost = (last: number, name: string): MovableClinic => ({ ...here(last, name), state: 'lost' });
  const there = { ...here(3, 'There'), state: 'moved' as const };
  await openMoving({ ...nothingHere, clinics: [lost(1, 'Sunrise Dental'), lost(2, 'Moonlight'), there] });
  await expect.element(card).toHaveTextContent('2 clinics were moved and are not in the shared vault any more');
  await expect.element(card).toHaveTextContent('1 clinic was moved; a sealed copy of it is kept here.');
  await expect.element(button('Move clinics here')).not.toBeInTheDocument();
  await button('Copy lost clinics again…').click();
  const dialog = page.getByRole('dialog', { name: 'Copy lost clinics again' });
  await expect.element(dialog).toHaveTextContent('Ask for a newer backup of the server first');
  await expect.element(dialog).toHaveTextContent('moved to db.example:5432/voxanne and are not there any more');
  await expect.element(dialog.getByRole('button', { name: 'Copy 0 clinics again' })).toBeDisabled();
  await expect.element(dialog.getByText('There', { exact: true })).not.toBeInTheDocument();
  await dialog.getByRole('checkbox', { name: 'Sunrise Dental' }).click();
  const older = { ...unreachable, code: 'shared-vault.move-older', message: 'It is older.', fix: 'Ask.' };
  fake.succeed('vault.moveClinics', {
    clinics: [{ ...lost(1, 'Sunrise Dental'), error: older }, lost(2, 'Moonlight'), there],
    progress: null,
    ended: { moved: 0, refused: 1, left: 0 },
  });
  await dialog.getByRole('button', { name: 'Copy 1 clinic again' }).click();
  expect(fake.requestsOf('vault.moveClinics')).toEqual([{ organizationIds: [idOf(1)], again: true }]);
  await expect.element(dialog.getByRole('list', { name: 'Clinics that stay' })).toHaveTextContent('It is older.');
  expect(dialog.getByRole('button', { name: 'Move the others' }).elements()).toHaveLength(0);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
});

test('who reaches only some clinics copies none again; nobody does while the server is away', async () => {
  const clinics = [{ ...here(1, 'Sunrise Dental'), state: 'lost' as const }];
  await openMoving({ ...nothingHere, clinics }, { mayAdmit: false });
  await expect.element(card).toHaveTextContent('1 clinic was moved and is not in the shared vault any more');
  expect(button('Copy lost clinics again…').elements()).toHaveLength(0);
  fake.emit('vault.placeChanged', { ...shared, problem: unreachable });
  await expect.element(button('Copy lost clinics again…')).toBeDisabled();
});

const inKeys = page.getByRole('dialog', { name: 'Renew keys of clinics' });

test('keys of clinics are renewed one by one; a failure says how many were not reached, and it goes on', async () => {
  await open(shared, [clinic(1, { name: 'Sunrise Dental' }), clinic(2, { name: 'Moonlight' })]);
  await button('Renew keys…').click();
  await expect.element(inKeys).toHaveTextContent('sealed again under a new key, for the same members');
  await expect.element(inKeys.getByRole('button', { name: 'Renew keys of 0 clinics' })).toBeDisabled();
  await inKeys.getByRole('checkbox', { name: 'Select all 2' }).click();
  const first = fake.hold('vault.renewKey');
  await inKeys.getByRole('button', { name: 'Renew keys of 2 clinics' }).click();
  await expect.element(inKeys.getByRole('status')).toHaveTextContent('Renewing keys of clinic 1 of 2…');
  // It is not closed under way, but stopped.
  await userEvent.keyboard('{Escape}');
  await expect.element(inKeys).toBeVisible();
  fake.fail('vault.renewKey', unreachable);
  first({ ok: true, value: {} });
  await expect.element(inKeys.getByRole('alert')).toHaveTextContent('The server of the shared vault does not answer.');
  await expect.element(inKeys).toHaveTextContent('1 clinic has new keys');
  await expect.element(inKeys).toHaveTextContent('1 clinic was not reached before it stopped.');
  fake.succeed('vault.renewKey', {});
  await inKeys.getByRole('button', { name: 'Renew the others' }).click();
  await expect.element(inKeys).toHaveTextContent('2 clinics have new keys');
  const asked = fake
    .requestsOf('vault.renewKey')
    .map((request) => (request as { organizationId: string }).organizationId);
  expect(asked).toHaveLength(3);
  expect(asked[2]).toBe(asked[1]);
  await inKeys.getByRole('button', { name: 'Done' }).click();
  await expect.element(inKeys).not.toBeInTheDocument();
});

test('renewing is stopped after the clinic that is under way', async () => {
  await open(shared, [clinic(1, { name: 'Sunrise Dental' }), clinic(2, { name: 'Moonlight' })]);
  await button('Renew keys…').click();
  await inKeys.getByRole('checkbox', { name: 'Select all 2' }).click();
  const first = fake.hold('vault.renewKey');
  await inKeys.getByRole('button', { name: 'Renew keys of 2 clinics' }).click();
  await inKeys.getByRole('button', { name: 'Stop' }).click();
  await expect.element(inKeys.getByRole('status')).toHaveTextContent('Stopping after this clinic…');
  first({ ok: true, value: {} });
  await expect.element(inKeys).toHaveTextContent('1 clinic has new keys');
  expect(fake.requestsOf('vault.renewKey')).toHaveLength(1);
});

const authority = (name: string, fingerprint: string) => ({ name, until: '2036-05-04T09:30:00.000Z', fingerprint });
const inAuthority = page.getByRole('dialog', { name: 'Authority of the server' });

test('another authority is trusted once it was looked at, and the server proved itself', async () => {
  await open(shared);
  fake.succeed('vault.authorities', { known: [authority('Old authority', 'AA:BB')] });
  await button('Change authority…').click();
  await expect.element(inAuthority.getByRole('list', { name: 'Trusted now' })).toHaveTextContent('Old authority');
  await expect.element(inAuthority.getByRole('button', { name: 'Trust it as well' })).toBeDisabled();
  fake.fail('vault.chooseAuthority', { code: 'usage.no-certificate', message: 'This file holds no certificate.' });
  await inAuthority.getByRole('button', { name: 'Choose the authority’s certificate…' }).click();
  await expect.element(inAuthority.getByRole('alert')).toHaveTextContent('This file holds no certificate.');
  fake.succeed('vault.chooseAuthority', {
    chosen: { file: 'next.pem', authorities: [authority('Next authority', 'CC:DD')] },
  });
  await inAuthority.getByRole('button', { name: 'Choose the authority’s certificate…' }).click();
  await expect.element(inAuthority.getByRole('list', { name: 'In the file' })).toHaveTextContent('Next authority');
  await expect.element(inAuthority).toHaveTextContent('CC:DD');
  await inAuthority.getByRole('checkbox', { name: 'Trust what was trusted before no longer' }).click();
  fake.fail('vault.trustAuthority', {
    ...unreachable,
    code: 'shared-vault.certificate',
    message: 'It can’t prove it.',
  });
  await inAuthority.getByRole('button', { name: 'Trust it alone' }).click();
  await expect.element(inAuthority.getByRole('alert')).toHaveTextContent('It can’t prove it.');
  await inAuthority.getByRole('checkbox', { name: 'Trust what was trusted before no longer' }).click();
  fake.succeed('vault.trustAuthority', { ...shared, members: 7 });
  await inAuthority.getByRole('button', { name: 'Trust it as well' }).click();
  expect(fake.requestsOf('vault.trustAuthority')).toEqual([{ only: true }, { only: false }]);
  await expect.element(inAuthority).not.toBeInTheDocument();
  await expect.element(card).toHaveTextContent('7 members');
});

test('while the server is away nothing is renewed; where it is refused, another authority is given', async () => {
  await open({ ...shared, problem: unreachable });
  await expect.element(button('Renew keys…')).toBeDisabled();
  await expect.element(button('Change authority…')).toBeDisabled();
  fake.emit('vault.placeChanged', { ...shared, problem: { ...unreachable, code: 'shared-vault.certificate' } });
  await expect.element(button('Change authority…')).toBeEnabled();
  await expect.element(button('Renew keys…')).toBeDisabled();
  fake.emit('vault.placeChanged', shared);
  await expect.element(button('Renew keys…')).toBeEnabled();
  fake.emit('vault.placeChanged', waiting);
  await expect.element(button('Renew keys…')).not.toBeInTheDocument();
});
