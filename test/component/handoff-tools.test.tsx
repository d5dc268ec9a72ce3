/** The handoff's tools, on the wizard's last step: what each did is said, and a dialog that was closed did nothing. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { SetupScreen } from '../../src-renderer/screens/setup/setup-screen';
import { clinic, failure } from '../unit/renderer/setup/fixtures';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

const tool = (name: string) => page.getByRole('button', { name, exact: true });

async function open() {
  await openConsole([]);
  fake.succeed('organizations.get', { ...clinic, setupStep: 'handoff', name: 'عيادة الأسنان' });
  fake.succeed('credentials.list', { connections: [] });
  fake.succeed('test.history', { runs: [] });
  fake.succeed('signIn.status', { signIn: null });
  await renderInTheme(
    <div style={{ height: '100vh' }}>
      <SetupScreen organizationId={clinic.id} />
    </div>,
  );
  await expect.element(tool('Finish')).toBeVisible();
}

test('it is copied as the text that the paper shows, with the name in its own direction', async () => {
  await open();
  await expect
    .element(page.getByRole('article').getByRole('heading', { name: 'عيادة الأسنان' }))
    .toHaveAttribute('dir', 'auto');
  fake.succeed('app.copyText', {});
  await tool('Copy as text').click();
  await expect.element(page.getByText('Copied as text')).toBeVisible();
  const [copied] = fake.requestsOf('app.copyText');
  expect(copied).toMatchObject({ kind: 'document', text: expect.stringContaining('عيادة الأسنان') });
});

test('the PDF is saved once, and said with its place', async () => {
  await open();
  const answer = fake.hold('handoff.savePdf');
  await tool('Save as PDF').click();
  await expect.element(page.getByRole('button', { name: 'Saving…' })).toBeVisible();
  await tool('Print').click();
  expect(fake.requestsOf('handoff.print')).toEqual([]);
  answer({ ok: true, value: { savedTo: '/home/rosa/handoff.pdf' } });
  await expect.element(page.getByText('Saved to /home/rosa/handoff.pdf')).toBeVisible();
  expect(fake.requestsOf('handoff.savePdf')).toEqual([{ organizationId: clinic.id }]);
});

test('a closed dialog says nothing, and a printer that fails says why', async () => {
  await open();
  fake.succeed('handoff.print', { printed: false });
  await tool('Print').click();
  await expect.poll(() => fake.requestsOf('handoff.print').length).toBe(1);
  await expect.element(tool('Print')).toBeEnabled();
  expect(page.getByText('Sent to the printer').elements()).toHaveLength(0);
  fake.succeed('handoff.print', { printed: true });
  await tool('Print').click();
  await expect.element(page.getByText('Sent to the printer')).toBeVisible();
  fake.fail('handoff.print', { ...failure, message: 'The printer did not answer.' });
  await tool('Print').click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('The printer did not answer.');
});
