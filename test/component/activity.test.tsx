/** Activity answers questions: filters, an entry that opens, and an export of what is shown. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useRouter } from '../../src-renderer/router/router';
import { everything } from '../../src-renderer/screens/activity/activity-query';
import { ActivityScreen } from '../../src-renderer/screens/activity/activity-screen';
import { useActivity } from '../../src-renderer/screens/activity/use-activity';
import type { AuditEntry } from '../../src-shared/audit/audit-entry';
import { describeNetworkError } from '../../src-shared/errors-catalogue';
import { ok } from '../../src-shared/result';
import { clinic } from '../unit/renderer/clinics/clinics-fixture';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';
import { staysInPlace } from './setup/stays';

const entry = (sequence: number, change: Partial<AuditEntry> = {}): AuditEntry => ({
  sequence,
  at: new Date(Date.now() - (100 - sequence) * 60_000).toISOString(),
  actor: 'maria',
  organizationId: clinic(1).id,
  organizationName: 'Clinic 1',
  action: 'credential.checked',
  outcome: 'succeeded',
  detail: `Detail ${sequence}`,
  simulated: false,
  ...change,
});
const entries = [
  entry(99, { action: 'test.unconfirmed', outcome: 'failed', detail: '2 passed, 1 unconfirmed' }),
  entry(98, { organizationId: null, organizationName: null, action: 'recovery.exported' }),
  ...Array.from({ length: 60 }, (_, index) => entry(97 - index)),
];
const list = page.getByRole('region', { name: 'Activity, newest first' });
const row = (text: string) => list.getByRole('button', { name: text });
const lastAsked = () => fake.requestsOf('audit.list').at(-1);

async function show(width = 1000) {
  await renderInTheme(
    <div style={{ height: 640, width, display: 'flex', flexDirection: 'column' }}>
      <ActivityScreen />
    </div>,
  );
  await expect.element(row('Detail 97')).toBeVisible();
}

beforeEach(async () => {
  await openConsole([clinic(1), clinic(2)]);
  fake.succeed('audit.list', { entries, more: false });
  useActivity.setState({ query: everything, opened: null, exported: { phase: 'idle' }, entries: { phase: 'loading' } });
});

test('is narrowed by clinic, action, period and result, and shows all again', async () => {
  await show();
  await page.getByRole('combobox', { name: 'Clinic', exact: true }).click();
  await page.getByRole('option', { name: 'Clinic 2' }).click();
  await expect.poll(lastAsked).toMatchObject({ organizationId: clinic(2).id });
  await page.getByRole('combobox', { name: 'Action' }).fill('recovery kit saved');
  await page.getByRole('option', { name: 'Recovery kit saved' }).click();
  await expect.poll(lastAsked).toMatchObject({ actions: ['recovery.exported'] });
  await page.getByRole('combobox', { name: 'Period' }).click();
  await page.getByRole('option', { name: 'Choose days' }).click();
  await page.getByLabelText('First day').fill('2026-05-01');
  await page.getByLabelText('Last day').fill('2026-05-03');
  await expect
    .poll(lastAsked)
    .toMatchObject({ from: new Date(2026, 4, 1).toISOString(), to: new Date(2026, 4, 4).toISOString() });
  fake.succeed('audit.list', { entries: [], more: false });
  await page.getByRole('radiogroup', { name: 'Result' }).getByText('Not confirmed').click();
  await expect.poll(lastAsked).toMatchObject({ outcome: 'inconclusive', organizationId: clinic(2).id });
  await page.getByRole('button', { name: 'Show all activity' }).click();
  await expect.poll(lastAsked).toMatchObject({ organizationId: null, outcome: null, search: '' });
  expect(lastAsked()).not.toHaveProperty('actions');
});

test('what is typed after a click takes the place of the clinic that stood there', async () => {
  await show();
  const filter = page.getByRole('combobox', { name: 'Clinic', exact: true });
  await filter.click();
  await page.getByRole('option', { name: 'Clinic 1' }).click();
  await expect.element(filter).toHaveValue('Clinic 1');
  await page.getByRole('combobox', { name: 'Action' }).click();
  await userEvent.keyboard('{Escape}');
  await userEvent.click(filter.element());
  await userEvent.keyboard('Clinic 2');
  await expect.element(filter).toHaveValue('Clinic 2');
  await expect.element(page.getByRole('option', { name: 'Clinic 1' })).not.toBeInTheDocument();
  await page.getByRole('option', { name: 'Clinic 2' }).click();
  await expect.poll(lastAsked).toMatchObject({ organizationId: clinic(2).id });
  // What is typed and not chosen is not kept.
  await userEvent.click(filter.element());
  await userEvent.keyboard('xyz');
  await expect.element(page.getByText('No clinic of that name')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(filter).toHaveValue('Clinic 2');
});

test('an entry opens beside the list, the arrow keys read on, Escape closes it and goes back to its row', async () => {
  await show();
  await row('2 passed, 1 unconfirmed').click();
  const panel = page.getByRole('region', { name: 'Entry 99' });
  await expect.element(panel.getByRole('heading', { name: 'Test ended, not all confirmed' })).toBeVisible();
  await expect.element(panel.getByText('Unconfirmed', { exact: true })).toBeVisible();
  await expect.element(panel.getByText('test.unconfirmed')).toBeVisible();
  await expect.element(row('2 passed, 1 unconfirmed')).toHaveAttribute('aria-expanded', 'true');
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(page.getByRole('region', { name: 'Entry 98' })).toBeVisible();
  await expect.element(row('Recovery kit saved')).toHaveFocus();
  await userEvent.keyboard('{End}');
  await expect.element(page.getByRole('region', { name: 'Entry 38' })).toBeVisible();
  await userEvent.keyboard('{Home}{Escape}');
  await expect.element(page.getByRole('region', { name: /^Entry/ })).not.toBeInTheDocument();
  await expect.element(row('2 passed, 1 unconfirmed')).toHaveFocus();
});

test('an entry leads to its clinic, and narrows the list to it', async () => {
  await show();
  await row('Detail 97').click();
  await page.getByRole('button', { name: 'Only this clinic' }).click();
  await expect.poll(lastAsked).toMatchObject({ organizationId: clinic(1).id });
  await expect.element(page.getByRole('combobox', { name: 'Clinic', exact: true })).toHaveValue('Clinic 1');
  await page.getByRole('button', { name: 'Open clinic' }).click();
  expect(useRouter.getState().route).toEqual({ screen: 'clinic', organizationId: clinic(1).id });
});

describe('under an entry that did not succeed', () => {
  const failed = { action: 'credential.checked', outcome: 'failed', detail: 'Twilio did not answer in time.' } as const;
  const now = page.getByRole('region', { name: 'The clinic now' });
  async function openFailed(clinics: Parameters<typeof openConsole>[0], change: Partial<AuditEntry> = {}) {
    await openConsole(clinics);
    fake.succeed('audit.list', { entries: [entry(99, { ...failed, ...change }), ...entries.slice(1)], more: false });
    await show();
    await row('Twilio did not answer in time.').click();
    await expect.element(page.getByRole('region', { name: 'Entry 99' })).toBeVisible();
  }

  test('stands what its clinic needs now, and the button that does it', async () => {
    await openFailed([clinic(1, { status: 'unproven' })]);
    await expect.element(now.getByRole('heading', { name: 'The clinic now: Not proven yet' })).toBeVisible();
    await now.getByRole('button', { name: 'Test Twilio' }).click();
    expect(useRouter.getState().route).toMatchObject({ screen: 'setup', organizationId: clinic(1).id });
  });

  test('a check is made there, and says why it failed again', async () => {
    const timeout = describeNetworkError('timeout', { host: 'api.twilio.com' });
    const { code, message, retryable } = timeout;
    const ready = clinic(1);
    const twilio = { rungs: 'ppppp', times: [null], problem: { code, message, retryable } };
    await openFailed([{ ...ready, connections: { twilio } }]);
    fake.fail('credentials.check', timeout);
    await now.getByRole('button', { name: 'Check Twilio' }).click();
    await expect.element(now.getByRole('alert')).toHaveTextContent('Twilio did not answer in time.');
    expect(fake.requestsOf('credentials.check')).toEqual([{ organizationId: clinic(1).id, provider: 'twilio' }]);
  });

  test('stands that nothing has to be done, once that is so', async () => {
    await openFailed([clinic(1)]);
    await expect.element(now).toHaveTextContent('The clinic now: ReadyNothing has to be done.');
    await expect.element(now.getByRole('button')).not.toBeInTheDocument();
  });

  test('stands nothing of a clinic that was removed, nor under an entry of none', async () => {
    await openFailed([clinic(2)]);
    await expect.element(page.getByRole('button', { name: 'Only this clinic' })).toBeVisible();
    await expect.element(now).not.toBeInTheDocument();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByRole('region', { name: 'Entry 98' })).toBeVisible();
    await expect.element(now).not.toBeInTheDocument();
  });
});

test('under an entry that succeeded stands no next action', async () => {
  await openConsole([clinic(1, { status: 'unproven' })]);
  await show();
  await row('Detail 97').click();
  await expect.element(page.getByRole('button', { name: 'Open clinic' })).toBeVisible();
  await expect.element(page.getByRole('region', { name: 'The clinic now' })).not.toBeInTheDocument();
});

test('beside an open entry no row of the list leaves its place', async () => {
  await show(920);
  await staysInPlace(row('Detail 95'), async () => {
    await row('Detail 97').click();
    await expect.element(page.getByRole('region', { name: 'Entry 97' })).toBeVisible();
    await expect.element(row('Detail 95')).toHaveTextContent('Clinic 1 · Detail 95');
  });
});

test('where there is no room, an entry takes the place of the list, and gives it back', async () => {
  await show(560);
  await row('Detail 97').click();
  await expect.element(list).not.toBeInTheDocument();
  await expect.element(page.getByRole('heading', { name: 'Connection checked' })).toHaveFocus();
  await page.getByRole('button', { name: 'Close entry' }).click();
  await expect.element(row('Detail 97')).toHaveFocus();
});

test('exports what is shown, says where it is, and that nothing was saved', async () => {
  await show();
  await page.getByRole('radiogroup', { name: 'Result' }).getByText('Failed').click();
  const savedAs = async (format: string) => {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: format }).click();
  };
  fake.answer('audit.export', () => ok({ savedTo: '/home/maria/activity.csv', entries: 62 }));
  await savedAs('CSV for a spreadsheet');
  await expect.element(page.getByRole('status').filter({ hasText: 'Saved 62 entries' })).toBeVisible();
  expect(fake.requestsOf('audit.export')).toEqual([
    { organizationId: null, search: '', outcome: 'failed', format: 'csv' },
  ]);
  fake.fail('audit.export', { code: 'audit.not-exported', message: 'The activity could not be saved.' });
  await savedAs('JSON for a program');
  await expect.element(page.getByText('The activity could not be saved.')).toBeVisible();
  // The dialog was closed.
  fake.succeed('audit.export', { savedTo: null, entries: 0 });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByText('The activity could not be saved.')).not.toBeInTheDocument();
  expect(fake.requestsOf('audit.export').map(({ format }) => format)).toEqual(['csv', 'json', 'json']);
});

test('says that a search takes longer while its index is made', async () => {
  fake.succeed('audit.list', { entries, more: false, indexed: 0.421 });
  await show();
  await expect.element(page.getByText(/still being prepared/)).not.toBeInTheDocument();
  await page.getByRole('textbox', { name: 'Search activity' }).fill('detail');
  await expect.element(page.getByRole('status').filter({ hasText: 'still being prepared (42 %)' })).toBeVisible();
});

test('each day has a head that stays in sight, and the keys reach every row', async () => {
  const today = new Date().setHours(12, 0, 0, 0);
  const before = (days: number, sequence: number) =>
    entry(sequence, { at: new Date(today - days * 86_400_000).toISOString() });
  fake.succeed('audit.list', {
    entries: [
      before(0, 98),
      before(0, 97),
      ...Array.from({ length: 40 }, (_, index) => before(1, 96 - index)),
      before(3, 56),
    ],
    more: false,
  });
  await show();
  const heads = list.getByRole('heading', { level: 2 });
  await expect.element(heads.nth(0)).toHaveTextContent(/^Today, /);
  const yesterday = list.getByRole('group', { name: /^Yesterday, / });
  await expect.element(yesterday.getByRole('listitem').first()).toHaveAttribute('aria-setsize', '40');
  await row('Detail 97').click();
  await userEvent.keyboard('{Escape}{End}');
  await expect.element(row('Detail 56')).toHaveFocus();
  // The last of many rows is in sight, and so are its head and that of the day before it, at the top.
  const top = () => list.element().getBoundingClientRect().top;
  await expect.poll(() => yesterday.getByRole('heading').element().getBoundingClientRect().top - top()).toBeLessThan(2);
  await userEvent.keyboard('{Home}');
  await expect.element(row('Detail 98')).toHaveFocus();
  // No row is under the head.
  await expect
    .poll(
      () =>
        row('Detail 98').element().getBoundingClientRect().top - heads.nth(0).element().getBoundingClientRect().bottom,
    )
    .toBeGreaterThanOrEqual(-1);
});

test('a clinic in the filter reads in its own direction', async () => {
  await show();
  const field = page.getByRole('combobox', { name: 'Clinic', exact: true });
  await expect.element(field).toHaveAttribute('dir', 'auto');
  await field.click();
  await expect.element(page.getByRole('option', { name: 'Clinic 2' })).toHaveAttribute('dir', 'auto');
});
