/** The wizard's last step takes the report out of the console, as its own page does. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { SetupScreen } from '../../src-renderer/screens/setup/setup-screen';
import { ok } from '../../src-shared/result';
import { clinic } from '../unit/renderer/setup/fixtures';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

test('saved, printed and copied from the wizard', async () => {
  await openConsole([]);
  fake.answer('organizations.get', () => ok({ ...clinic, setupStep: 'handoff' }));
  fake.succeed('credentials.list', { connections: [] });
  fake.succeed('test.history', { runs: [] });
  fake.succeed('handoff.savePdf', { savedTo: '/home/rosa/handoff.pdf' });
  fake.succeed('handoff.print', { printed: true });
  fake.succeed('app.copyText', {});
  await renderInTheme(
    <div style={{ height: '100vh' }}>
      <SetupScreen organizationId={clinic.id} />
    </div>,
  );
  await page.getByRole('button', { name: 'Save as PDF' }).click();
  await expect.element(page.getByText('Saved to /home/rosa/handoff.pdf')).toBeVisible();
  await page.getByRole('button', { name: 'Print', exact: true }).click();
  await expect.element(page.getByText('Sent to the printer')).toBeVisible();
  await page.getByRole('button', { name: 'Copy as text' }).click();
  await expect.element(page.getByText('Copied as text')).toBeVisible();
  expect(fake.requestsOf('handoff.savePdf')).toEqual([{ organizationId: clinic.id }]);
  expect(fake.requestsOf('app.copyText')).toMatchObject([{ kind: 'document' }]);
});
