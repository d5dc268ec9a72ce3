/** The clinic's page leads: how it stands, the one thing to do next, and the button that does it. */
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useRouter } from '../../src-renderer/router/router';
import { describeNetworkError } from '../../src-shared/errors-catalogue';
import { clinic, importedFile } from '../unit/renderer/setup/fixtures';
import { fake } from './setup/bridge';
import { connected, openClinic } from './setup/clinic-page';
import { dropFile } from './setup/drop';

const timeout = describeNetworkError('timeout', { host: 'api.twilio.com' });
const notNeeded = (...providers: ('google' | 'stripe')[]) => ({
  notNeeded: providers.map((provider) => ({ provider, decidedBy: 'rosa', decidedAt: '2026-05-04T09:30:00.000Z' })),
});
const bar = page.getByRole('region', { name: 'Next action' });
const card = (name: string) => page.getByRole('region', { name, exact: true });
const header = page.getByRole('banner');
const button = (name: string) => page.getByRole('button', { name, exact: true });

afterEach(() => void vi.useRealTimers());

test('a page that stands open does not stay ready longer than its proofs count', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  await openClinic([connected('twilio')], notNeeded('google', 'stripe'));
  await expect.element(header.getByText('Ready', { exact: true })).toBeVisible();
  fake.succeed('credentials.list', { connections: [connected('twilio', ['stale', 'stale', 'stale'])] });
  vi.advanceTimersByTime(23 * 3_600_000);
  expect(fake.requestsOf('credentials.list')).toHaveLength(1);
  vi.advanceTimersByTime(3_600_000);
  await expect.element(header.getByText('Needs attention', { exact: true })).toBeVisible();
});

test('a clinic with everything proven or decided is ready, and asks for nothing', async () => {
  await openClinic([connected('twilio')], notNeeded('google', 'stripe'));
  await expect.element(header.getByText('Ready', { exact: true })).toBeVisible();
  expect(bar.elements()).toHaveLength(0);
});

test('a clinic with a provider that nobody connected or decided about is not ready', async () => {
  await openClinic([connected('twilio')], notNeeded('stripe'));
  await expect.element(header.getByText('Not finished', { exact: true })).toBeVisible();
  await expect.element(bar).toHaveTextContent('Google Calendar is not connected');
  await bar.getByRole('button', { name: 'Connect Google Calendar' }).click();
  expect(useRouter.getState().route).toMatchObject({ screen: 'setup', step: 'google' });
});

test('each card says its own state, whatever that of another is', async () => {
  await openClinic([connected('twilio'), connected('google', ['disproved'])], notNeeded('stripe'));
  await expect.element(header.getByText('Needs attention', { exact: true })).toBeVisible();
  await expect.element(card('Twilio').getByText('Ready', { exact: true })).toBeVisible();
  await expect.element(card('Google Calendar').getByText('Not working', { exact: true })).toBeVisible();
  await expect.element(card('Stripe').getByText('Not needed', { exact: true }).first()).toBeVisible();
});

test('after a timeout the next action is to check again; replacing credentials is only among the actions', async () => {
  await openClinic([connected('twilio', [], { problem: timeout })], notNeeded('google', 'stripe'));
  await expect.element(bar).toHaveTextContent('Twilio did not answer in time.');
  expect(button('Replace credentials').elements()).toHaveLength(1);
  const answer = fake.hold('credentials.check');
  await bar.getByRole('button', { name: 'Check Twilio' }).click();
  await expect.element(bar.getByRole('button', { name: 'Checking…' })).toBeVisible();
  await expect.element(card('Twilio').getByRole('button', { name: 'Checking…' })).toBeVisible();
  fake.succeed('credentials.list', { connections: [connected('twilio')] });
  answer({ ok: true, value: connected('twilio') });
  await expect.element(header.getByText('Ready', { exact: true })).toBeVisible();
  expect(fake.requestsOf('credentials.check')).toHaveLength(1);
});

test('the page has one primary button', async () => {
  await openClinic([connected('twilio', ['proven', 'disproved'])]);
  await expect.element(bar).toBeVisible();
  expect(document.querySelectorAll('button[data-variant="filled"]')).toHaveLength(1);
});

test('what repairs a lost number opens the picker of its card', async () => {
  await openClinic([connected('twilio', ['proven', 'disproved'])], notNeeded('google', 'stripe'));
  await bar.getByRole('button', { name: 'Pick another number' }).click();
  await expect.element(page.getByRole('dialog', { name: 'Change number' })).toBeVisible();
});

test('a set-up that stopped goes on, and the report is open at any time', async () => {
  await openClinic([connected('twilio', ['proven', 'proven', 'proven', 'unproven', 'unproven'])], {
    setupStep: 'sms-test',
  });
  await expect.element(bar).toHaveTextContent('Continue the set-up at “SMS test”');
  await button('Handoff report').click();
  expect(useRouter.getState().route).toMatchObject({ screen: 'handoff' });
});

test('facts and proofs are folded until they are asked for, on all cards at once, and that is remembered', async () => {
  await openClinic([connected('twilio'), connected('google')]);
  const fact = card('Twilio').getByText('Auth token ending in 4f2a');
  await expect.element(fact).not.toBeVisible();
  await expect.element(card('Google Calendar').getByText('Signed in by its answer')).not.toBeVisible();
  await card('Twilio').getByRole('button', { name: 'Details' }).click();
  await expect.element(fact).toBeVisible();
  await expect.element(card('Google Calendar').getByText('Signed in by its answer')).toBeVisible();
  expect(fake.requestsOf('settings.update')).toEqual([{ clinicDetails: true }]);
});

test('a file that is dropped on the page goes to the provider whose credentials it holds', async () => {
  await openClinic([connected('twilio')]);
  await expect.element(button('Edit clinic')).toBeVisible();
  fake.succeed('credentials.importText', { imported: importedFile });
  dropFile('stripe.env', 'STRIPE_SECRET_KEY=sk_test_1');
  await expect
    .poll(() => useRouter.getState().route)
    .toEqual({ screen: 'setup', organizationId: clinic.id, step: 'stripe' });
  expect(fake.requestsOf('credentials.importText')).toMatchObject([{ provider: 'stripe', fileName: 'stripe.env' }]);
});

test('a card shows what is promised and keeps the rest in a menu; its dialog gives the focus back to it', async () => {
  await openClinic([connected('twilio')], notNeeded('google', 'stripe'));
  for (const name of ['Check now', 'Replace credentials', 'Revoke'])
    await expect.element(card('Twilio').getByRole('button', { name, exact: true })).toBeVisible();
  const menu = button('Actions for Twilio');
  await menu.click();
  const entries = () =>
    page
      .getByRole('menuitem')
      .elements()
      .map(({ textContent }) => textContent);
  await expect.poll(entries).toEqual(['Change number', 'How to get Twilio credentials', 'Open Twilio']);
  await page.getByRole('menuitem', { name: 'Change number' }).click();
  await expect.element(page.getByRole('dialog', { name: 'Change number' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await expect.element(menu).toHaveFocus();
  // By keys alone: the arrow keys go from entry to entry, and Escape goes back.
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('menu')).toBeVisible();
  await expect.poll(() => page.getByRole('menu').element().contains(document.activeElement)).toBe(true);
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(page.getByRole('menuitem', { name: 'Change number' })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(menu).toHaveFocus();
});

const stillOpen = page.getByRole('region', { name: 'Still open' });

test('everything that is open is listed with whose it is, and its button does it', async () => {
  await openClinic([connected('twilio', ['proven', 'proven', 'proven', 'disproved'])]);
  await expect.element(bar).toBeVisible();
  const items = stillOpen.getByRole('listitem');
  await expect.poll(() => items.elements().map(({ textContent }) => textContent)).toHaveLength(4);
  const item = (what: string) => items.filter({ hasText: what });
  await expect
    .element(item('Twilio: Registered'))
    .toHaveTextContent('Owner: The clinic, as holder of the Twilio account');
  await expect.element(item('Run the SMS test')).toHaveTextContent('Owner: rosa, as installer');
  for (const each of items.elements()) expect(each.querySelectorAll('button')).toHaveLength(1);
  await item('Connect Stripe').getByRole('button').click();
  expect(useRouter.getState().route).toMatchObject({ screen: 'setup', step: 'stripe' });
});

test('what the next action says alone is not said twice', async () => {
  await openClinic([connected('google')], notNeeded('stripe'));
  await expect.element(bar).toHaveTextContent('Connect Twilio');
  await expect.element(page.getByRole('region', { name: 'Test history', exact: true })).toBeVisible();
  expect(stillOpen.elements()).toHaveLength(0);
});

test('a failed attempt stands beside the last answer, each with its age', async () => {
  // A little more, so that a screen whose clock stands at an earlier drawing says the same.
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000 - 10_000).toISOString();
  await openClinic([connected('twilio', [], { problem: timeout, attemptedAt: ago(5), verifiedAt: ago(180) })]);
  await expect
    .element(card('Twilio').getByText('Last tried', { exact: false }))
    .toHaveTextContent('Last tried 5 minutes ago. Last answer 3 hours ago.');
});

test.each([
  [1440, 900, 'side by side'],
  [1024, 700, 'below each other'],
])('at %s × %s its providers stand %s, whole', async (width, height, how) => {
  await page.viewport(width, height);
  onTestFinished(() => page.viewport(1024, 700));
  // As wide as the window beside its rail.
  await openClinic([connected('twilio'), connected('google'), connected('stripe')], {}, width - 88);
  const boxes = () =>
    ['Twilio', 'Google Calendar', 'Stripe'].map((name) => card(name).element().getBoundingClientRect());
  await expect.element(card('Stripe')).toBeVisible();
  const distinct = (values: number[]) => new Set(values.map(Math.round)).size;
  const isBeside = how === 'side by side';
  await expect.poll(() => distinct(boxes().map(({ top }) => top))).toBe(isBeside ? 1 : 3);
  expect(distinct(boxes().map(({ left }) => left))).toBe(isBeside ? 3 : 1);
  for (const { right } of boxes()) expect(right).toBeLessThanOrEqual(width);
});

test('a check shows its seconds, is cancelled by its button, and leaves no failure', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  await openClinic([connected('twilio')], notNeeded('google', 'stripe'));
  const answer = fake.hold('credentials.check');
  fake.succeed('credentials.cancelCheck', {});
  await card('Twilio').getByRole('button', { name: 'Check now' }).click();
  await expect.element(card('Twilio').getByText('0 s', { exact: true })).toBeVisible();
  vi.advanceTimersByTime(3000);
  await expect.element(card('Twilio').getByText('3 s', { exact: true })).toBeVisible();
  await button('Cancel the check of Twilio').click();
  expect(fake.requestsOf('credentials.cancelCheck')).toEqual([{ organizationId: clinic.id, provider: 'twilio' }]);
  answer({ ok: false, error: { ...timeout, code: 'call.stopped', message: 'Stopped.' } });
  await expect.element(card('Twilio').getByRole('button', { name: 'Check now' })).toBeEnabled();
  expect(card('Twilio').getByRole('alert').elements()).toHaveLength(0);
  await expect.element(header.getByText('Ready', { exact: true })).toBeVisible();
});

test.each([
  ['in a narrow window', undefined],
  ['where three cards stand beside each other', 1400],
])('nothing moves while a check runs: %s', async (_where, width) => {
  await openClinic([connected('twilio'), connected('google'), connected('stripe')], {}, width);
  const twilio = card('Twilio');
  const places = () =>
    [
      twilio.getByRole('button', { name: /^Check(ing…| now)$/ }),
      twilio.getByRole('button', { name: 'Details' }),
      twilio,
      card('Stripe'),
      card('Test history'),
    ].map((each) => {
      const { left, top, right, bottom } = each.element().getBoundingClientRect();
      return { left, top, right, bottom };
    });
  await expect.element(card('Test history')).toBeVisible();
  await expect.element(twilio).toHaveTextContent('(415) 555');
  const before = places();
  const answer = fake.hold('credentials.check');
  await twilio.getByRole('button', { name: 'Check now' }).click();
  await expect.element(twilio.getByRole('button', { name: 'Checking…' })).toBeVisible();
  await expect.element(button('Cancel the check of Twilio')).toBeVisible();
  await expect.element(twilio.getByText('Asking Twilio. Nothing is sent to anybody.')).toBeVisible();
  expect(places()).toEqual(before);
  answer({ ok: true, value: connected('twilio') });
  await expect.element(twilio.getByRole('button', { name: 'Replace credentials' })).toBeVisible();
  expect(places()).toEqual(before);
});
