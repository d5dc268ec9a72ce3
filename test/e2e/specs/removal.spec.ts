/**
 * What becomes of a clinic's access at Google when the clinic, or its account, goes: named before, and said until it is
 * done.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type {} from '../../../src-renderer/bridge';
import { signInAtPage } from '../../integration/google/person';
import {
  ClinicPage,
  ClinicsPage,
  ConsolePage,
  catchBrowser,
  expect,
  practiceAccount,
  reload,
  seedClinic,
  test,
} from '../driver';

const frontDesk = 'front.desk@sunrise-dental.example';

/** A clinic that is signed in, made through the same calls that the screens make. @returns its id */
async function signedIn(
  window: Page,
  opened: Awaited<ReturnType<typeof catchBrowser>>,
  name: string,
  organizationId?: string,
  account?: string,
) {
  const id = organizationId ?? (await seedClinic(window, { name, account: null }));
  const { clientId = '', clientSecret = '' } = practiceAccount('full', 'google').fields;
  await window.evaluate(
    async ({ organizationId, fields }) => {
      const started = await globalThis.window.voxanne.signIn.start({
        organizationId,
        provider: 'google',
        methodId: 'own-calendars',
        fields,
        importId: null,
        chooseAccount: false,
      });
      if (!started.ok) throw new Error(started.error.message);
    },
    { organizationId: id, fields: { clientId, clientSecret } },
  );
  await signInAtPage(await opened.next(), account === undefined ? {} : { account });
  await expect
    .poll(() =>
      window.evaluate(async (organizationId) => {
        const status = await globalThis.window.voxanne.signIn.status({ organizationId, provider: 'google' });
        return status.ok ? status.value.signIn?.state : status.error.message;
      }, id),
    )
    .toBe('ended');
  return id;
}

test('a clinic goes only after Google was told, or by a second click that knows what stays', async ({
  start,
  google,
}) => {
  const console = await start({ VOXANNE_GOOGLE_URL: google.origin });
  const { window } = console;
  const opened = await catchBrowser(console);
  const clinic = new ClinicPage(window);
  await new ConsolePage(window).button('Set up a clinic').waitFor();
  await signedIn(window, opened, 'Sunrise Dental');
  await signedIn(window, opened, 'Sunrise Dental West');
  await reload(window);

  const remove = clinic.dialog('Remove this clinic?');
  const confirm = async (name: string) => {
    await new ClinicsPage(window).row(name).click();
    await clinic.button('Remove clinic').click();
    await remove.getByRole('textbox', { name: /Type the clinic’s name/ }).fill(name);
  };

  await test.step('another clinic lives by the same access: it stays', async () => {
    await confirm('Sunrise Dental');
    await expect(remove.getByRole('listitem')).toContainText(
      `the access of ${frontDesk} stays, because Sunrise Dental West would lose the connection`,
    );
    await remove.getByRole('button', { name: 'Remove clinic' }).click();
    await expect(new ClinicsPage(window).row('Sunrise Dental West')).toBeVisible();
    expect(google.control.grants().length).toBeGreaterThan(0);
  });

  await test.step('offline, nothing is removed; the window names the access that would stay', async () => {
    await confirm('Sunrise Dental West');
    await expect(remove.getByRole('listitem')).toContainText(`the access of ${frontDesk} is withdrawn there first`);
    google.control.setFault({ pathIncludes: 'revoke', fault: { kind: 'reset' } });
    await remove.getByRole('button', { name: 'Remove clinic' }).click();
    const refused = remove.getByRole('alert');
    await expect(refused).toContainText('The clinic was not removed: Google Calendar could not be told.');
    await expect(refused).toContainText(frontDesk);
    await expect(refused.getByRole('button', { name: 'Open help page' })).toHaveAttribute(
      'title',
      'https://myaccount.google.com/connections',
    );
    await expect(remove.getByRole('button', { name: 'Remove anyway' })).toBeEnabled();
    for (const colorScheme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect(new ConsolePage(window).drawnTheme()).toHaveAttribute('data-mantine-color-scheme', colorScheme);
      const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze();
      expect(violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });

  await test.step('online again, one click does both', async () => {
    google.control.clearFaults();
    await remove.getByRole('button', { name: 'Try again' }).click();
    await expect(new ConsolePage(window).button('Set up a clinic')).toBeVisible();
    expect(google.control.grants()).toEqual([]);
  });
});

test('the access of the account before is named until Google was told', async ({ start, google }) => {
  const console = await start({ VOXANNE_GOOGLE_URL: google.origin });
  const { window } = console;
  const opened = await catchBrowser(console);
  const clinic = new ClinicPage(window);
  await new ConsolePage(window).button('Set up a clinic').waitFor();
  const id = await signedIn(window, opened, 'Sunrise Dental');
  google.control.setFault({ pathIncludes: 'revoke', fault: { kind: 'reset' } });
  await signedIn(window, opened, 'Sunrise Dental', id, 'Dr. Lee');
  await window.evaluate(async (organizationId) => {
    const { signIn, credentials } = globalThis.window.voxanne;
    const status = await signIn.status({ organizationId, provider: 'google' });
    const ended = status.ok && status.value.signIn?.state === 'ended' ? status.value.signIn.outcome : null;
    if (ended?.kind !== 'other-account') throw new Error(`unexpected: ${ended?.kind}`);
    const { verificationId, choice } = ended;
    const saved = await credentials.save({
      organizationId,
      provider: 'google',
      verificationId,
      choice,
      meansOtherAccount: true,
    });
    if (!saved.ok) throw new Error(saved.error.message);
  }, id);
  await reload(window);
  const row = new ClinicsPage(window).row('Sunrise Dental');
  await expect(row).toContainText('Not yet revoked');
  await row.click();
  const card = clinic.card('Google Calendar');
  await expect(card).toContainText('dr.lee@sunrise-dental.example');
  await expect(card).toContainText(`The earlier access of ${frontDesk} was removed here`);
  google.control.clearFaults();
  await clinic.button('Try again now').click();
  await expect(card).not.toContainText('Not yet revoked');
  expect(google.control.grants().map(({ email }) => email)).not.toContain(frontDesk);
});
