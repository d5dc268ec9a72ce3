import { command, expect, test } from '../driver';

test('the program takes a command without a display: answers on standard output, exit codes as documented', async ({
  profileDir,
}) => {
  const env = { VOXANNE_PROFILE_DIR: profileDir };
  const added = await command(['organizations', 'add', 'Sunrise Dental', '--json'], env);
  expect(added.code).toBe(0);
  expect(JSON.parse(added.stdout)).toMatchObject({ version: 1, organization: { name: 'Sunrise Dental' } });

  const listed = await command(['organizations', 'list', '--json'], env);
  expect(JSON.parse(listed.stdout)).toMatchObject({ organizations: [{ name: 'Sunrise Dental' }] });

  const bad = await command(['sms-test', '--to', '+1-800-FLOWERS'], env);
  expect(bad.code).toBe(2);
});

test('a command runs while the window is open on the same profile', async ({ profileDir, start }) => {
  const { window } = await start();
  await window.getByRole('button', { name: 'Set up a clinic' }).waitFor();
  const added = await command(['organizations', 'add', 'Added from a terminal'], { VOXANNE_PROFILE_DIR: profileDir });
  expect(added.code).toBe(0);
});
