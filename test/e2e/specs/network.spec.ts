/**
 * The window on a clinic's network: the browser's own route, a proxy that asks for a password, and a company that
 * inspects.
 */

import { company, startClinicNetwork } from '../../integration/network/clinic-network';
import { closeServers } from '../../integration/providers/http/client';
import { startHttpProxy } from '../../integration/providers/http/proxies';
import { expect, practiceAccount, test } from '../driver';

const password = 'canary-open-sesame';

test('a proxy from a script needs a password: the window asks once, and says who inspects the connection', async ({
  start,
  profileDir,
}) => {
  const clinic = await startClinicNetwork();
  const proxy = await startHttpProxy(clinic.port, { signIn: `reception:${password}` });
  const { app, window } = await start({ NODE_EXTRA_CA_CERTS: clinic.companyFile, HTTPS_PROXY: '', https_proxy: '' });
  const place = `127.0.0.1:${proxy.route.port}`;
  const script =
    `function FindProxyForURL(url, host) { return dnsDomainIs(host, '.twilio.com') ? 'PROXY 127.0.0.1:1; PROXY ` +
    `${place}' : 'DIRECT' }`;
  await app.evaluate(
    ({ session }, pacScript) => session.defaultSession.setProxy({ mode: 'pac_script', pacScript }),
    `data:application/x-ns-proxy-autoconfig;base64,${Buffer.from(script).toString('base64')}`,
  );
  const verify = () =>
    window.evaluate(async ({ methodId, fields }) => {
      const { voxanne } = globalThis.window;
      const added = await voxanne.organizations.add({ name: 'Sunrise Dental', timeZone: 'UTC', country: 'US' });
      if (!added.ok) throw new Error(added.error.code);
      const organizationId = added.value.id;
      const answer = await voxanne.credentials.verify({
        organizationId,
        provider: 'twilio',
        methodId,
        fields,
        importId: null,
      });
      return answer.ok ? 'verified' : answer.error.code;
    }, practiceAccount('full'));

  expect(await verify()).toBe('network.proxy');
  await window.getByRole('button', { name: 'Sign in to the proxy…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Sign in to the proxy' });
  await expect(dialog).toContainText(`The proxy ${place} (“clinic”) asks for a user name and a password.`);
  await window.getByRole('textbox', { name: 'User name' }).fill('reception');
  await window.getByLabel('Password', { exact: true }).fill(password);
  await window.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toHaveCount(0);

  expect(await verify()).toBe('verified');
  expect(new Set(proxy.asked.map((one) => one.split(' ')[0]))).toContain('api.twilio.com:443');
  await expect(window.getByText(`${company} can read the requests to`)).toBeVisible();
  await window.getByRole('button', { name: 'Understood' }).click();
  await expect(window.getByText('Your connections are inspected.')).toHaveCount(0);

  await window.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Settings' }).click();
  const card = window.getByRole('region', { name: 'Network' });
  await expect(card).toContainText(`Proxy 127.0.0.1:1, then proxy ${place}`);
  await expect(card).toContainText('oauth2.googleapis.com');
  await window.getByRole('button', { name: `Remove the sign-in to ${place}` }).click();
  await expect(window.getByRole('button', { name: `Sign in to ${place}…` })).toBeVisible();

  await card.getByText('Public ones only').click();
  await expect(card).toContainText('opens secure connections is refused');
  proxy.asked.length = 0;
  clinic.asked.length = 0;
  expect(await verify()).toMatch(/^network\.(?:proxy|tls-intercepted)$/);
  expect(clinic.asked).toEqual([]);
  expect(profileDir).not.toBe('');
  await clinic.close();
  closeServers();
});

test('a fixed proxy of the system is followed', async ({ start }) => {
  const { app, window } = await start({ HTTPS_PROXY: '', https_proxy: '' });
  await app.evaluate(({ session }) => session.defaultSession.setProxy({ proxyRules: 'https=socks5://127.0.0.1:9' }));
  const status = await window.evaluate(() => globalThis.window.voxanne.network.status({}));
  expect(status.ok ? status.value.routes[0] : null).toMatchObject({
    host: 'api.twilio.com',
    ways: ['SOCKS 5 proxy 127.0.0.1:9'],
    source: 'the system’s network settings',
  });
});
