/** Settings say in words where the clinics live. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { VaultCard } from '../../src-renderer/screens/settings/vault-card';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';

test('on this computer', async () => {
  fake.succeed('vault.place', { place: 'this-computer' });
  await renderInTheme(<VaultCard />);
  await expect.element(page.getByText('On this computer', { exact: true })).toBeVisible();
});

test('in a shared vault: its server, who this member is, and the six words', async () => {
  const words = 'crater census real virtual fitness tragic';
  const known = { standing: 'member', mayAdmit: true, answeredAt: null, problem: null } as const;
  const shared = {
    ...known,
    server: 'db.example:5432/voxanne',
    member: 'Anna',
    members: 2,
    machines: 1,
    words,
  } as const;
  fake.succeed('vault.place', { place: 'shared', ...shared });
  await renderInTheme(<VaultCard />);
  await expect.element(page.getByText('Shared, on db.example:5432/voxanne')).toBeVisible();
  await expect.element(page.getByText('You are Anna, one of 2 members, with 1 receptionist.')).toBeVisible();
  await expect.element(page.getByText(words)).toBeVisible();
});

test('a server that does not answer is said with what to do', async () => {
  const data = {
    code: 'shared-vault.unreachable',
    message: 'The server does not answer.',
    cause: '',
    fix: 'Try again.',
  };
  fake.fail('vault.place', { ...data, retryable: true });
  await renderInTheme(<VaultCard />);
  await expect.element(page.getByRole('alert')).toHaveTextContent('The server does not answer.');
});
