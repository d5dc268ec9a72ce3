/** A revoked credential that comes back with an earlier database: said, not used, and a person decides. */
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import {
  ClinicPage,
  ClinicsPage,
  databaseOf,
  drawAs,
  expect,
  practiceAccount,
  seedClinic,
  test,
  themes,
} from '../driver';

const names = ['Sunrise Dental', 'Harbour Dental'] as const;

test('what came back is one list and one sentence on each page, and is used again when a person says so', async ({
  start,
  twilio,
  profileDir,
}) => {
  const env = { VOXANNE_TWILIO_URL: twilio.origin };
  const first = await start(env);
  const ids: string[] = [];
  for (const name of names)
    ids.push(await seedClinic(first.window, { name, account: practiceAccount('full'), number: '+12125550123' }));
  await first.close();
  const aside = path.join(profileDir, 'aside.db');
  cpSync(databaseOf(profileDir), aside);
  const later = await start(env);
  for (const organizationId of ids)
    expect(
      await later.window.evaluate(
        (id) =>
          globalThis.window.voxanne.credentials.revoke({ organizationId: id, provider: 'twilio' }).then(({ ok }) => ok),
        organizationId,
      ),
    ).toBe(true);
  await later.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(databaseOf(profileDir) + suffix, { force: true });
  cpSync(aside, databaseOf(profileDir));

  const { window } = await start(env);
  const strip = window.getByRole('region', { name: 'Came back' });
  await expect(strip).toContainText('2 credentials came back with an earlier database. 2 of them were revoked.');
  await strip.getByRole('button', { name: 'Decide' }).click();
  const dialog = window.getByRole('dialog', { name: 'Credentials that came back' });
  await expect(dialog.getByRole('listitem').filter({ hasText: names[0] })).toContainText('Revoked on');
  for (const theme of themes) {
    await drawAs(window, theme);
    expect((await new AxeBuilder({ page: window }).setLegacyMode().analyze()).violations.map(({ id }) => id)).toEqual(
      [],
    );
  }
  await dialog.getByRole('listitem').filter({ hasText: names[0] }).getByRole('checkbox').click();
  await dialog.getByRole('button', { name: 'Use picked again' }).click();
  await dialog.getByRole('button', { name: 'Use 1 credential' }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(strip).toContainText('A credential came back');

  await new ClinicsPage(window).open(names[1]);
  const clinic = new ClinicPage(window);
  await expect(clinic.card('Twilio')).toContainText('and are back');
  await clinic.checkNow();
  await expect(clinic.card('Twilio').getByRole('alert')).toContainText('credentials.came-back');
  await clinic.card('Twilio').getByRole('button', { name: 'Use it again' }).click();
  await expect(clinic.card('Twilio').getByRole('button', { name: 'Use it again' })).toBeHidden();
  await clinic.checkNow();
  await expect(clinic.card('Twilio').getByRole('alert')).toHaveCount(0);
  await expect(clinic.activity().filter({ hasText: 'is to be used again' })).toHaveCount(1);
});
