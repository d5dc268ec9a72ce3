/** What errors tell people to do in Settings can be done there. */
import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DialogsHost } from '../../src-renderer/console/dialogs/dialogs-host';
import { closeDialog } from '../../src-renderer/console/dialogs/dialogs-store';
import { SettingsScreen } from '../../src-renderer/screens/settings/settings-screen';
import { toAppErrorData } from '../../src-shared/errors';
import { catalogue } from '../../src-shared/errors-catalogue';
import { defaultSettings } from '../../src-shared/settings/settings';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

beforeEach(async () => {
  closeDialog();
  await openConsole([]);
});

test('“send the support bundle from Settings” names a control that is there', async () => {
  const fixes = [...catalogue.map(({ data }) => data.fix), toAppErrorData(null).fix].filter((fix) =>
    /support bundle/i.test(fix),
  );
  expect(fixes.length).toBeGreaterThanOrEqual(4);
  for (const fix of fixes) expect(fix).toContain('send the support bundle from Settings to your support contact');

  fake.succeed('support.prepare', { madeAt: '2026-11-29T12:00:00.000Z', parts: [] });
  await renderInTheme(
    <div style={{ height: 650, display: 'flex', flexDirection: 'column' }}>
      <SettingsScreen />
      <DialogsHost />
    </div>,
  );
  await page.getByRole('button', { name: 'Support bundle…' }).click();
  await expect.element(page.getByRole('dialog', { name: 'Support bundle' })).toBeVisible();
});

test('the menu opens it from anywhere', async () => {
  fake.succeed('support.prepare', { madeAt: '2026-11-29T12:00:00.000Z', parts: [] });
  await renderInTheme(<DialogsHost />);
  fake.emit('app.navigate', { to: 'support-bundle' });
  await expect.element(page.getByRole('dialog', { name: 'Support bundle' })).toBeVisible();
});

test('a name that was typed is kept by whoever leaves with a key of the menu, and saved once', async () => {
  fake.answer('settings.update', ({ personName = '' }) => ({ ok: true, value: { ...defaultSettings, personName } }));
  const drawn = await renderInTheme(<SettingsScreen />);
  const field = page.getByRole('textbox', { name: 'Your name' });
  await field.fill(' Rosa\u200B  Alvarez ');
  // The page goes with the focus still in the field.
  await drawn.rerender(<h1>Clinics</h1>);
  expect(fake.requestsOf('settings.update')).toEqual([{ personName: 'Rosa Alvarez' }]);
  await drawn.rerender(<SettingsScreen />);
  await expect.element(field).toHaveValue('Rosa Alvarez');
  await userEvent.click(field.element());
  await userEvent.tab();
  await drawn.rerender(<h1>Clinics</h1>);
  expect(fake.requestsOf('settings.update')).toHaveLength(1);
});
