/** What Settings says of the recovery kit's age, and of a system that shows no notifications. */
import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { useNotices } from '../../src-renderer/console/notices-store';
import { SettingsScreen } from '../../src-renderer/screens/settings/settings-screen';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

beforeEach(async () => {
  await openConsole([]);
  useNotices.setState({ notices: [], isRefused: false });
});

const open = () =>
  renderInTheme(
    <div style={{ height: 650, display: 'flex', flexDirection: 'column' }}>
      <SettingsScreen />
    </div>,
  );

test('when a recovery kit was saved, and that it is old', async () => {
  const savedAt = new Date(Date.now() - 200 * 24 * 3_600_000).toISOString();
  fake.succeed('notices.recoveryKit', { savedAt, warning: 'The recovery kit is 6 months old' });
  await open();
  await expect.element(page.getByText(/^Saved [A-Z][a-z]{2} \d+, \d{4}$/)).toBeVisible();
  await expect.element(page.getByText('The recovery kit is 6 months old')).toBeVisible();
});

test('that none was saved', async () => {
  fake.succeed('notices.recoveryKit', { savedAt: null, warning: null });
  await open();
  await expect.element(page.getByText('None saved yet')).toBeVisible();
});

test('that the computer shows no notifications, as soon as that is known, and no longer than it is so', async () => {
  fake.succeed('notices.recoveryKit', { savedAt: null, warning: null });
  fake.succeed('notices.list', { notices: [], refused: true });
  await open();
  const words = page.getByText('This computer did not show the last notification');
  await expect.element(words).not.toBeInTheDocument();
  fake.emit('notices.changed', {});
  await expect.element(words).toBeVisible();
  fake.succeed('notices.list', { notices: [], refused: false });
  fake.emit('notices.changed', {});
  await expect.element(words).not.toBeInTheDocument();
});

test('that the kit of a member holds its keys for the shared vault, and no clinics of it', async () => {
  fake.succeed('notices.recoveryKit', { savedAt: null, warning: null });
  fake.succeed('vault.place', {
    place: 'shared',
    server: 'vault.example.com',
    member: 'Rosa',
    standing: 'member',
    mayAdmit: true,
    members: 2,
    machines: 0,
    words: 'one two three four five six',
    problem: null,
    unvouched: null,
    answeredAt: null,
  });
  await open();
  await expect.element(page.getByText(/It also holds this computer’s keys for the shared vault/)).toBeVisible();
});
