/** A file that is dropped where no clinic is open is not lost in silence. */
import { notifications } from '@mantine/notifications';
import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { navigate } from '../../src-renderer/router/router';
import { SetupScreen } from '../../src-renderer/screens/setup/setup-screen';
import { Shell } from '../../src-renderer/shell/shell';
import { ok } from '../../src-shared/result';
import { clinic as row } from '../unit/renderer/clinics/clinics-fixture';
import { clinic, importedFile } from '../unit/renderer/setup/fixtures';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { dropFile } from './setup/drop';
import { renderInTheme } from './setup/render';

const twilioFile = 'TWILIO_ACCOUNT_SID=AC1\nTWILIO_AUTH_TOKEN=t';

test('where no clinic is open, it is said where it belongs, and nothing of it is read', async () => {
  // A toast is gone after a few seconds: what was said is kept.
  const shown = vi.spyOn(notifications, 'show');
  const toasted = () => shown.mock.calls.map(([{ title }]) => title);
  await openConsole([row(1)]);
  fake.succeed('audit.list', { entries: [], more: false });
  await renderInTheme(
    <div style={{ height: '100vh' }}>
      <Shell />
    </div>,
  );
  for (const place of ['/clinics', '/activity'] as const) {
    navigate(place);
    await expect
      .element(page.getByRole('heading', { level: 1, name: place === '/clinics' ? 'Clinics' : 'Activity' }))
      .toBeVisible();
    dropFile(`${place.slice(1)}.env`, twilioFile);
    await expect.poll(toasted).toContain(`${place.slice(1)}.env holds credentials of Twilio`);
  }
  dropFile('holiday.txt', 'Two weeks in May');
  await expect.poll(toasted).toContain('holiday.txt holds no credentials that are known here');
  expect(fake.requestsOf('credentials.importText')).toEqual([]);
});

test('on a clinic that is still to be made it is kept for the step that takes it', async () => {
  await openConsole([]);
  fake.answer('app.systemTimeZone', () => ok({ timeZone: 'America/Chicago' }));
  fake.answer('organizations.add', () => ok({ ...clinic, setupStep: 'twilio' }));
  fake.succeed('credentials.list', { connections: [] });
  fake.succeed('test.history', { runs: [] });
  fake.succeed('credentials.importText', { imported: importedFile });
  await renderInTheme(
    <div style={{ height: '100vh' }}>
      <SetupScreen organizationId={null} />
    </div>,
  );
  await page.getByRole('textbox', { name: 'Clinic name' }).fill('Sunrise Dental');
  dropFile('clinic.env', twilioFile);
  await expect.element(page.getByRole('status')).toHaveTextContent('clinic.env is kept for the step Twilio');
  expect(fake.requestsOf('credentials.importText')).toEqual([]);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect
    .poll(() => fake.requestsOf('credentials.importText'))
    .toMatchObject([{ organizationId: clinic.id, provider: 'twilio', fileName: 'clinic.env' }]);
  await expect.element(page.getByRole('textbox', { name: 'Account SID' })).not.toHaveValue('');
});
