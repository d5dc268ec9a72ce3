/**
 * Every provider of the registry, through its own form in the window: connected, tested, checked, and ended, at a
 * server that repeats what it was sent. No secret comes back to the window, and none lies in a file afterwards.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type {} from '../../../../src-renderer/bridge.ts';
import { allProviders } from '../../../../src-shared/providers';
import type { ProviderDescriptor } from '../../../../src-shared/providers/descriptor';
import type { ProviderId } from '../../../../src-shared/providers/ids';
import { searchFolders, searchText } from '../../../integration/security/canaries';
import { recipientNumber } from '../../../integration/security/hostile-twilio';
import {
  atStepOf,
  catchBrowser,
  launchConsole,
  type Opened,
  pointedAt,
  type SetupPage,
  typeAccount,
} from '../../driver';
import { captureEverything } from './capture';
import { type EchoingProvider, echoingProviders } from './echoing-providers';

/** Presses what verifies the form; where the provider has a sign-in, the browser follows its link at once. */
async function submit({ signIn }: ProviderDescriptor, setup: SetupPage, opened: Opened): Promise<void> {
  await setup.button(signIn?.action ?? 'Verify').click();
  if (signIn) await fetch(await opened.next());
}

/** Connects through the form. @returns the clinic's id */
async function connect(
  page: Page,
  opened: Opened,
  { descriptor, server }: { descriptor: ProviderDescriptor; server: EchoingProvider },
  snapshot: (name: string) => Promise<void>,
): Promise<string> {
  const setup = await atStepOf(page, descriptor.id, `The clinic of ${descriptor.name}`);
  const method = descriptor.methods[0];
  const credentials = server.credentials[method?.id ?? ''];
  if (method === undefined || credentials === undefined) throw new Error(`No credentials for ${descriptor.name}.`);
  await typeAccount(setup, { provider: descriptor.id, methodId: method.id, fields: credentials.fields });
  for (const { label, secret } of method.fields)
    expect(await setup.field(label).getAttribute('type'), label).toBe(secret ? 'password' : 'text');
  for (const way of server.echoes.slice(0, 2)) {
    server.echo(way);
    await submit(descriptor, setup, opened);
    await page.getByRole('alert').first().waitFor();
    await snapshot(`${descriptor.id}, refused: ${way}`);
  }
  server.echo(null);
  if (descriptor.signIn) {
    await setup.button('Sign in again').click();
    await fetch(await opened.next());
    await page
      .getByText(/^Signed in as/)
      .first()
      .waitFor();
  } else await setup.verifyAndSave();
  await snapshot(`${descriptor.id}, connected`);
  return await page.evaluate(async (name) => {
    const list = await window.voxanne.organizations.list({});
    const { organizations } = JSON.parse(list.ok ? list.value : '{"organizations":[]}');
    return String(organizations.find((one: { name: string }) => one.name === name)?.id ?? '');
  }, `The clinic of ${descriptor.name}`);
}

/** All that asks the provider, called as the page calls it. */
const askEverything = (page: Page, organizationId: string, provider: ProviderId, others: [string, object][]) =>
  page.evaluate(
    async ([id, name, methods, to]) => {
      const { calendar, credentials, messages, organizations, test: tests } = window.voxanne;
      const ref = { organizationId: id, provider: name };
      await Promise.all([
        credentials.check(ref),
        credentials.options(ref),
        credentials.list({ organizationId: id }),
        credentials.sharedUse(ref),
        calendar.busyWeek({ organizationId: id }),
        messages.recipients(ref),
        ...methods.map(([methodId, fields]) =>
          credentials.verify({ ...ref, methodId, fields: fields as Record<string, string>, importId: null }),
        ),
      ]);
      await tests.start({ ...ref, to: name === 'twilio' ? to : null, only: null });
      const newest = async () => {
        const history = await tests.history({ ...ref, limit: 1 });
        return history.ok ? history.value.runs[0]?.state : undefined;
      };
      while ((await newest()) === 'running') await new Promise((next) => setTimeout(next, 50));
      await organizations.checkAll({});
    },
    [organizationId, provider, others, recipientNumber] as const,
  );

test('no provider’s secret comes back', async () => {
  test.slow();
  const servers = new Map<ProviderId, EchoingProvider>();
  for (const { id } of allProviders) servers.set(id, await echoingProviders[id]());
  const serverOf = (id: ProviderId) => servers.get(id) as EchoingProvider;
  const canaries = () =>
    [...servers.values()].flatMap(({ credentials, issued }) => [
      ...Object.values(credentials).flatMap(({ secrets }) => secrets),
      ...issued(),
    ]);

  const run = mkdtempSync(path.join(tmpdir(), 'voxanne-e2e-providers-'));
  const [profileDir, temporary] = [path.join(run, 'profile'), path.join(run, 'tmp')];
  mkdirSync(temporary);
  const console_ = await launchConsole(profileDir, {
    ...pointedAt(Object.fromEntries(servers)),
    TMPDIR: temporary,
    XDG_CACHE_HOME: path.join(run, 'cache'),
    XDG_CONFIG_HOME: path.join(run, 'config'),
  });
  try {
    const { app, window: page } = console_;
    const opened = await catchBrowser(console_);
    const capture = await captureEverything(console_);
    for (const descriptor of allProviders) {
      const { id: provider, methods } = descriptor;
      const server = serverOf(provider);
      await test.step(descriptor.name, async () => {
        const visit = async (screen: string) => {
          await page.evaluate((lastScreen) => window.voxanne.settings.update({ lastScreen }), screen);
          await page.reload();
          await page.getByRole('main').waitFor();
        };
        await visit('/clinics');
        const organizationId = await connect(page, opened, { descriptor, server }, capture.snapshot);
        const filled = methods.map(({ id }): [string, object] => [id, server.credentials[id]?.fields ?? {}]);
        expect(filled.every(([, fields]) => Object.keys(fields).length > 0)).toBe(true);
        for (const way of [null, ...server.echoes]) {
          server.echo(way);
          await askEverything(page, organizationId, provider, filled);
          await capture.collect();
        }
        for (const screen of [`/clinics/${organizationId}`, `/setup/${organizationId}`, '/activity', '/clinics']) {
          await visit(screen);
          await capture.snapshot(`${provider}: ${screen}`);
        }
        server.echo(null);
        const ended = await page.evaluate(async (ref) => (await window.voxanne.credentials.revoke(ref)).ok, {
          organizationId,
          provider,
        });
        expect(ended).toBe(true);
        await capture.collect();
      });
    }
    // What the servers repeated came as far as it may.
    expect(capture.captured.map(({ text }) => text).join()).toContain('(hidden)');
    // While the database is open its log lies beside it.
    expect((await searchFolders([run], canaries())).hits).toEqual([]);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    await console_.close();

    expect(capture.captured.flatMap(({ where, text }) => searchText(where, text, canaries()))).toEqual([]);
    expect((await searchFolders([run], canaries())).hits).toEqual([]);

    // The same search finds each of them where it does lie.
    writeFileSync(
      path.join(run, 'planted.log'),
      canaries()
        .map(({ value }) => value)
        .join('\n'),
    );
    const { hits } = await searchFolders([run], canaries());
    for (const { name } of canaries()) expect(hits.join('\n')).toContain(`${name}, raw, in`);
  } finally {
    await console_.close().catch(() => undefined);
    for (const { close } of servers.values()) await close();
    rmSync(run, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
});
