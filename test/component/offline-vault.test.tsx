/** While a shared vault does not answer, what it would have to take down can't be begun, and the banner says why. */
import { notifications } from '@mantine/notifications';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { usePlace } from '../../src-renderer/console/vault/place-store';
import { useRouter } from '../../src-renderer/router/router';
import { ClinicsScreen } from '../../src-renderer/screens/clinics/clinics-screen';
import { PaletteHost } from '../../src-renderer/shell/palette-host';
import { ToastsHost } from '../../src-renderer/shell/toasts-host';
import { VaultHost } from '../../src-renderer/shell/vault-host';
import type { SharedPlace } from '../../src-shared/vault/clinics-place';
import { clinic } from '../unit/renderer/clinics/clinics-fixture';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

const shared: SharedPlace = {
  place: 'shared',
  server: 'db.example:5432/voxanne',
  member: 'Anna',
  standing: 'member',
  mayAdmit: true,
  members: 2,
  machines: 1,
  words: null,
  answeredAt: new Date(Date.now() - 5 * 60_000).toISOString(),
  problem: null,
  unvouched: null,
};
const unreachable = {
  code: 'shared-vault.unreachable',
  message: 'The server of the shared vault does not answer.',
  cause: 'It is down.',
  fix: 'Try again in a moment.',
  retryable: true,
};
const away: SharedPlace = { ...shared, problem: unreachable };
const waiting: SharedPlace = { ...shared, standing: 'waiting', mayAdmit: false, members: null, machines: null };
const button = (name: string) => page.getByRole('button', { name, exact: true });

beforeEach(() => useRouter.setState({ route: { screen: 'clinics' }, moves: 0 }));
afterEach(() => {
  usePlace.setState(usePlace.getInitialState());
  notifications.clean();
});

async function open(place: SharedPlace, clinics: number) {
  await openConsole(Array.from({ length: clinics }, (_, index) => clinic(index + 1)));
  fake.succeed('vault.place', place);
  await renderInTheme(
    <>
      <VaultHost />
      <ClinicsScreen />
      <PaletteHost />
      <ToastsHost />
    </>,
  );
}

test('no clinic is set up and none is checked while the server is away; both come back with it', async () => {
  await open(away, 3);
  for (const name of ['Set up a clinic', 'Check all now']) {
    await expect.element(button(name)).toBeDisabled();
    await expect.element(button(name)).toHaveAccessibleDescription(/does not answer.*Nothing can be changed/);
  }
  fake.emit('vault.placeChanged', shared);
  for (const name of ['Set up a clinic', 'Check all now']) await expect.element(button(name)).toBeEnabled();
});

test('nor on an empty vault by one who waits to be admitted', async () => {
  await open(waiting, 0);
  await expect.element(button('Set up a clinic')).toBeDisabled();
  await expect.element(button('Set up a clinic')).toHaveAccessibleDescription(/waits to be admitted/);
});

test.each([
  ['while the server is away', away, 'The server of the shared vault does not answer.'],
  ['before one is admitted', waiting, 'This computer waits to be admitted to the shared vault.'],
])('nor from the palette, which says why: %s', async (_, place, why) => {
  await open(place, 3);
  await expect.element(button('Set up a clinic')).toBeDisabled();
  fake.emit('app.navigate', { to: 'palette' });
  const option = (name: string) => page.getByRole('option', { name, exact: true });
  for (const name of ['Set up a clinic', 'Check all now']) {
    await expect.element(option(name)).toHaveAttribute('aria-disabled', 'true');
    await expect.element(option(name)).toHaveTextContent(why);
    await expect.element(option(name)).toHaveAttribute('aria-description', why);
    await userEvent.fill(page.getByRole('combobox', { name: 'Search commands and clinics' }), name);
    await expect.element(option(name)).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{Enter}');
    // It stays, with the reason in sight.
    await expect.element(option(name)).toBeVisible();
    await userEvent.fill(page.getByRole('combobox', { name: 'Search commands and clinics' }), '');
  }
  fake.emit('vault.placeChanged', shared);
  await expect.element(option('Check all now')).not.toHaveAttribute('aria-disabled');
  await option('Set up a clinic').click();
  await expect.poll(() => useRouter.getState()).toMatchObject({ route: { screen: 'setup' }, moves: 1 });
  expect(fake.requestsOf('organizations.checkAll')).toEqual([]);
});

test.each([
  ['while the server is away', away, 'The server of the shared vault does not answer.'],
  ['before one is admitted', waiting, 'This computer waits to be admitted to the shared vault.'],
])('nor by the menu and its keys, which say why: %s', async (_, place, why) => {
  await open(place, 3);
  await expect.element(button('Set up a clinic')).toBeDisabled();
  fake.emit('app.navigate', { to: '/setup' });
  const toast = page.getByRole('status').filter({ has: page.getByRole('button', { name: 'Dismiss' }) });
  await expect.element(toast).toHaveTextContent(why);
  expect(useRouter.getState().moves).toBe(0);
  fake.emit('vault.placeChanged', shared);
  fake.emit('app.navigate', { to: '/setup' });
  expect(useRouter.getState().route).toMatchObject({ screen: 'setup' });
});

test('what was read before a change and arrives after it does not put back what was', async () => {
  await open(shared, 1);
  await expect.poll(() => usePlace.getState().place).toEqual(shared);
  const answer = fake.hold('vault.place');
  const reading = usePlace.getState().load();
  fake.emit('vault.placeChanged', { ...shared, members: 3 });
  answer({ ok: true, value: shared });
  await reading;
  expect(usePlace.getState().place).toMatchObject({ members: 3 });
  // Nor does a reading that failed; nor one that another overtook.
  const [failing, first, second] = [1, 2, 3].map(() => usePlace.getState().load());
  fake.emit('vault.placeChanged', { ...shared, members: 4 });
  answer({ ok: false, error: unreachable });
  await failing;
  expect(usePlace.getState().error).toBeNull();
  answer({ ok: true, value: shared });
  answer({ ok: true, value: shared });
  await Promise.all([first, second]);
  expect(usePlace.getState().place).toMatchObject({ members: 4 });
  // What begins after it is newer.
  const later = usePlace.getState().load();
  answer({ ok: true, value: { ...shared, members: 5 } });
  await later;
  expect(usePlace.getState().place).toMatchObject({ members: 5 });
});
