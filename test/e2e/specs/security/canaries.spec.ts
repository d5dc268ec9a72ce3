/**
 * A whole session with secrets made for it: none of them comes back to the window, and none lies in any file
 * afterwards.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type {} from '../../../../src-renderer/bridge.ts';
import {
  type Canary,
  searchFolders,
  searchText,
  textCanary,
  tokenCanary,
} from '../../../integration/security/canaries';
import {
  echoes,
  recipientNumber,
  senderNumber,
  startHostileTwilio,
} from '../../../integration/security/hostile-twilio';
import { launchConsole, SetupPage } from '../../driver';
import { captureEverything } from './capture';

const accountSid = `AC${'c3'.repeat(16)}`;
const keySid = `SK${'d4'.repeat(16)}`;

test('secrets go in and never come back', async () => {
  const first = tokenCanary('the imported token');
  const second = tokenCanary('the second token');
  const wrong = tokenCanary('the wrong token');
  const apiSecret: Canary = { name: 'the API key’s secret', value: `Sk+/${tokenCanary('').value}=` };
  const passphrase = textCanary('the recovery passphrase');
  const badPassphrase = textCanary('the wrong passphrase');
  const canaries = [first, second, wrong, apiSecret, passphrase, badPassphrase];

  const run = mkdtempSync(path.join(tmpdir(), 'voxanne-e2e-canaries-'));
  const given = mkdtempSync(path.join(tmpdir(), 'voxanne-e2e-given-'));
  const [profileDir, temporary, kept] = ['profile', 'tmp', 'kept'].map((name) => path.join(run, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [temporary, kept]) mkdirSync(folder);
  const envFile = path.join(given, 'clinic.env');
  writeFileSync(
    envFile,
    `TWILIO_ACCOUNT_SID=${accountSid}\nTWILIO_AUTH_TOKEN=${first.value}\nTWILIO_PHONE_NUMBER=${senderNumber}\n` +
      `TEST_PHONE_NUMBER=${recipientNumber}\n`,
  );
  const passwords = new Map([[accountSid, first.value]]);
  const server = await startHostileTwilio(passwords);

  const console_ = await launchConsole(profileDir, {
    VOXANNE_TWILIO_URL: server.origin,
    TMPDIR: temporary,
    XDG_CACHE_HOME: path.join(run, 'cache'),
    XDG_CONFIG_HOME: path.join(run, 'config'),
  });
  try {
    const { app, window: page } = console_;
    const setup = new SetupPage(page);
    await setup.button('Set up a clinic').waitFor();
    const capture = await captureEverything(console_);
    const kit = path.join(kept, 'clinics.voxkit');
    await app.evaluate(
      ({ dialog, shell }, { file, save }) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [file.value] });
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: save });
        shell.openExternal = async () => undefined;
        (globalThis as unknown as { choose: (next: string) => void }).choose = (next) => {
          file.value = next;
        };
      },
      { file: { value: envFile }, save: kit },
    );

    // A wrong token, typed: masked at once, and its refusal quotes it.
    await setup.button('Set up a clinic').click();
    await setup.nameClinic('Sunrise Dental');
    await setup.fillCredentials({ 'Account SID': accountSid, 'Auth token': wrong.value });
    expect(await setup.field('Auth token').getAttribute('type')).toBe('password');
    await setup.button('Verify').click();
    await page.getByText('20003').first().waitFor();
    await capture.snapshot('refused');
    expect(await setup.field('Auth token').inputValue()).toBe(wrong.value);

    // The file, the number, the test, all through the screens.
    await setup.button('Import .env file').click();
    await page.getByText('clinic.env').first().waitFor();
    await capture.snapshot('imported');
    await setup.verifyAndSave();
    await setup.recipient().waitFor();
    await capture.snapshot('saved');
    await setup.runTest(recipientNumber);
    await setup.testEnded();
    await capture.snapshot('tested');
    expect(server.sent).toHaveLength(2);

    // Replaced: refused at first, then by an API key, then by a second token.
    const organizationId = await page.evaluate(async () => {
      const list = await window.voxanne.organizations.list({});
      return String((list.ok && JSON.parse(list.value).organizations[0]?.id) || '');
    });
    const replace = (methodId: string, fields: Record<string, string>) =>
      page.evaluate(
        async ([id, method, values, number]) => {
          const ref = { organizationId: id, provider: 'twilio' as const };
          const verified = await window.voxanne.credentials.verify({
            ...ref,
            methodId: method,
            fields: values,
            importId: null,
          });
          if (!verified.ok) return verified.error.code;
          const saved = await window.voxanne.credentials.save({
            ...ref,
            verificationId: verified.value.verificationId,
            choice: number,
          });
          return saved.ok ? 'saved' : saved.error.code;
        },
        [organizationId, methodId, fields, senderNumber] as const,
      );
    const withKey = { accountSid, apiKeySid: keySid, apiKeySecret: apiSecret.value };
    expect(await replace('api-key', withKey)).toBe('twilio.20003');
    passwords.set(accountSid, second.value).set(keySid, apiSecret.value);
    expect(await replace('api-key', withKey)).toBe('saved');
    expect(await replace('auth-token', { accountSid, authToken: second.value })).toBe('saved');

    // Every bad answer, to every call that can meet it.
    for (const misbehave of [
      ...Object.values(echoes),
      (_asked: unknown, answer: { destroy(): void }) => void answer.destroy(),
    ]) {
      server.answerWith(misbehave);
      await page.evaluate(
        async ([id, sid, token, number]) => {
          const { credentials, messages, test: tests } = window.voxanne;
          const ref = { organizationId: id, provider: 'twilio' as const };
          await Promise.all([
            credentials.check(ref),
            credentials.options(ref),
            credentials.verify({
              ...ref,
              methodId: 'auth-token',
              fields: { accountSid: sid, authToken: token },
              importId: null,
            }),
            messages.recipients(ref),
            tests.start({ ...ref, to: number, only: ['account'] }),
          ]);
        },
        [organizationId, accountSid, second.value, recipientNumber] as const,
      );
      await capture.collect();
    }
    server.answerWith(null);
    passwords.delete(accountSid);

    // The recovery kit, and a wrong passphrase for it; then the account is gone at Twilio, and everything is checked,
    // looked at and revoked.
    const rest = await page.evaluate(async (good) => {
      const { recovery, organizations } = window.voxanne;
      const exported = await recovery.export({ passphrase: good });
      const checked = await organizations.checkAll({});
      return { exported: exported.ok, checked: checked.ok };
    }, passphrase.value);
    expect(rest).toEqual({ exported: true, checked: true });
    await app.evaluate(
      (_electron, file) => (globalThis as unknown as { choose: (next: string) => void }).choose(file),
      kit,
    );
    const restored = await page.evaluate(
      async (bad) => window.voxanne.recovery.restore({ passphrase: bad }),
      badPassphrase.value,
    );
    expect(restored.ok).toBe(false);
    for (const [route, drawn] of [
      [`/clinics/${organizationId}`, page.getByRole('button', { name: 'Check now' }).first()],
      ['/activity', page.getByRole('main').getByText('Sunrise Dental').locator('visible=true').first()],
      ['/settings', page.getByRole('radiogroup', { name: 'Theme' })],
      ['/clinics', page.getByRole('grid', { name: 'Clinics' })],
    ] as const) {
      await page.evaluate((lastScreen) => window.voxanne.settings.update({ lastScreen }), route);
      await page.reload();
      await drawn.waitFor();
      await capture.snapshot(route);
    }
    const revoked = await page.evaluate(
      async (id) => window.voxanne.credentials.revoke({ organizationId: id, provider: 'twilio' }),
      organizationId,
    );
    expect(revoked.ok).toBe(true);
    await capture.collect();
    expect(capture.captured.length).toBeGreaterThan(60);

    // While the database is open its log lies beside it.
    expect((await searchFolders([run], canaries)).hits).toEqual([]);

    // A crash of the page must leave no picture of it behind either.
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    await console_.close();

    expect(capture.captured.flatMap(({ where, text }) => searchText(where, text, canaries))).toEqual([]);
    const found = await searchFolders([run], canaries);
    expect(found.hits).toEqual([]);
    expect(found.files).toBeGreaterThan(10);
    test.info().annotations.push({
      type: 'searched',
      description: `${capture.captured.length} messages and pages, ${found.files} files, ${found.bytes} bytes`,
    });

    // The same search finds a secret that does lie there, in a log and in the captured traffic.
    writeFileSync(
      path.join(profileDir, 'planted.log'),
      `Authorization: Basic ${Buffer.from(`${accountSid}:${second.value}`).toString('base64')}`,
    );
    expect((await searchFolders([run], canaries)).hits).toHaveLength(1);
    expect(
      searchText('a reply', JSON.stringify({ ok: true, value: { note: `x${passphrase.value}` } }), canaries),
    ).not.toEqual([]);
  } finally {
    await console_.close().catch(() => undefined);
    await server.close();
    for (const folder of [run, given]) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
});
