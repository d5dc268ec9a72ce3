import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useNetwork } from '../../src-renderer/console/network-store';
import { NetworkCard } from '../../src-renderer/screens/settings/network-card';
import { NetworkHost } from '../../src-renderer/shell/network-host';
import type { NetworkPending, NetworkStatus } from '../../src-shared/network/network';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';

const quiet: NetworkPending = { asking: null, inspectors: [] };
const asking = { host: 'proxy.clinic', port: 3128, name: 'Clinic network', refused: false, unsupported: null };
const inspector = {
  fingerprint: 'AA:BB',
  name: 'Clinic web filter',
  host: 'api.twilio.com',
  seenAt: '2026-11-29T12:00:00.000Z',
};
const status: NetworkStatus = {
  routes: ['api.twilio.com', 'verify.twilio.com'].map((host) => ({
    provider: 'twilio',
    host,
    ways: ['proxy proxy.clinic:3128', 'direct'],
    source: 'the system’s network settings',
    trouble: null,
  })),
  trust: { trustsSystem: true, systemCount: 140, extra: null },
  inspectors: [],
  proxies: [{ host: 'proxy.clinic', port: 3128 }],
  signIns: [],
};
beforeEach(() => useNetwork.setState(quiet));

test('a proxy that asks is signed in to once, with the password hidden', async () => {
  fake.succeed('network.pending', { ...quiet, asking });
  await renderInTheme(<NetworkHost />);
  await expect
    .element(page.getByRole('status'))
    .toHaveTextContent(/proxy\.clinic:3128 \(“Clinic network”\) asks for a user name/);
  await page.getByRole('button', { name: 'Sign in to the proxy…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in to the proxy' });
  await expect.element(dialog).toHaveTextContent(/proxy\.clinic:3128 \(“Clinic network”\) asks for a user name/);
  await expect.element(page.getByRole('textbox', { name: 'User name' })).toHaveFocus();
  await expect.element(page.getByRole('button', { name: 'Save' })).toBeDisabled();
  await userEvent.keyboard('reception');
  await page.getByLabelText('Password', { exact: true }).fill('open sesame');
  fake.succeed('network.signIn', quiet);
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog).not.toBeInTheDocument();
  expect(fake.requestsOf('network.signIn')).toEqual([
    { host: 'proxy.clinic', port: 3128, username: 'reception', password: 'open sesame' },
  ]);
});

test('put off, nothing is kept; a way that the console does not know is named instead of a form', async () => {
  fake.succeed('network.pending', { ...quiet, asking: { ...asking, unsupported: 'NTLM' } });
  fake.succeed('network.dismiss', quiet);
  await renderInTheme(<NetworkHost />);
  await expect.element(page.getByRole('status')).toHaveTextContent(/no sign-in but NTLM, which the console can’t do/);
  await expect.element(page.getByRole('button', { name: 'Sign in to the proxy…' })).not.toBeInTheDocument();
  await page.getByRole('button', { name: 'Not now: the proxy’s sign-in' }).click();
  await expect.element(page.getByText('The network needs a sign-in.')).not.toBeInTheDocument();
  expect(fake.requestsOf('network.signIn')).toEqual([]);
});

test('who can read along is said until it was read', async () => {
  fake.succeed('network.pending', { ...quiet, inspectors: [inspector] });
  fake.succeed('network.acknowledge', quiet);
  await renderInTheme(<NetworkHost />);
  await expect
    .element(page.getByRole('status'))
    .toHaveTextContent(
      /“Clinic web filter” is trusted by this computer, so Clinic web filter can read the requests to api/,
    );
  await page.getByRole('button', { name: 'Understood' }).click();
  await expect.element(page.getByText('Your connections are inspected.')).not.toBeInTheDocument();
  expect(fake.requestsOf('network.acknowledge')).toEqual([{ fingerprint: 'AA:BB' }]);
});

test('Settings say the way, where it was set, and forbid this computer’s certificates', async () => {
  fake.succeed('network.status', status);
  await renderInTheme(<NetworkCard />);
  const card = page.getByRole('region', { name: 'Network' });
  await expect
    .element(card)
    .toHaveTextContent(/Way to Twilio\s*Proxy proxy\.clinic:3128, then direct · the system’s network settings/);
  await expect.element(page.getByRole('button', { name: 'Sign in to proxy.clinic:3128…' })).toBeVisible();
  fake.succeed('network.setTrust', { ...status, trust: { ...status.trust, trustsSystem: false } });
  await page.getByText('Public ones only').click();
  await expect.element(card).toHaveTextContent(/opens secure connections is refused/);
  expect(fake.requestsOf('network.setTrust')).toEqual([{ trustsSystem: false }]);
});

test('a kept sign-in can be removed', async () => {
  fake.succeed('network.status', { ...status, signIns: status.proxies });
  fake.succeed('network.removeSignIn', status);
  await renderInTheme(<NetworkCard />);
  await page.getByRole('button', { name: 'Remove the sign-in to proxy.clinic:3128' }).click();
  await expect.element(page.getByRole('button', { name: 'Sign in to proxy.clinic:3128…' })).toBeVisible();
  expect(fake.requestsOf('network.removeSignIn')).toEqual([{ host: 'proxy.clinic', port: 3128 }]);
});

test('a setting that could not be followed is named', async () => {
  const trouble = 'The proxy script http://wpad/proxy.pac did not load in time, so no proxy is used.';
  const routes = status.routes.map((route) => ({ ...route, ways: ['direct'], trouble }));
  fake.succeed('network.status', { ...status, routes, proxies: [] });
  await renderInTheme(<NetworkCard />);
  await expect.element(page.getByText(trouble)).toBeVisible();
});
