/** Settings say where the clinics live, and lead into a shared vault. */
import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { useRouter } from '../../src-renderer/router/router';
import { VaultCard } from '../../src-renderer/screens/settings/vault-card';
import type { ClinicsPlace, SharedPlace } from '../../src-shared/vault/clinics-place';
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
beforeEach(() => fake.succeed('vault.cancelJoin', {}));

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
