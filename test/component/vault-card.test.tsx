/** Settings say where the clinics live, and lead into a shared vault. */
import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { useMoving } from '../../src-renderer/console/vault/moving-store';
import { useRouter } from '../../src-renderer/router/router';
import { VaultCard } from '../../src-renderer/screens/settings/vault-card';
import type { ClinicsPlace, SharedPlace } from '../../src-shared/vault/clinics-place';
import type { MovableClinic, Moving } from '../../src-shared/vault/moving-view';
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

async function open(place: ClinicsPlace) {
  await openConsole([]);
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
  expect(fake.requestsOf('vault.moveClinics')).toEqual([{ organizationIds: [idOf(1), idOf(2)] }]);
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
