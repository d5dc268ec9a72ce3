/** What was typed in a step is there after `Back`, and gone once the wizard is left; a step may be skipped. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { recallDrafts } from '../../src-renderer/components/drafts';
import { SetupScreen } from '../../src-renderer/screens/setup/setup-screen';
import type { Draft } from '../../src-shared/drafts';
import type { SetupStep } from '../../src-shared/organizations/organization';
import { ok } from '../../src-shared/result';
import { clinic, verification } from '../unit/renderer/setup/fixtures';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

const sid = `AC${'a'.repeat(32)}`;
const token = 'b'.repeat(31);

async function open(setupStep: SetupStep) {
  await openConsole([]);
  let at: SetupStep | null = setupStep;
  fake.answer('organizations.get', () => ok({ ...clinic, setupStep: at }));
  fake.answer('organizations.update', (change) => {
    if (change.setupStep !== undefined) at = change.setupStep;
    return ok({ ...clinic, setupStep: at });
  });
  fake.succeed('credentials.list', { connections: [] });
  fake.succeed('test.history', { runs: [] });
  fake.succeed('signIn.status', { signIn: null });
  return renderInTheme(
    <div style={{ height: '100vh' }}>
      <SetupScreen organizationId={clinic.id} />
    </div>,
  );
}

const heading = (name: string) => page.getByRole('heading', { level: 2, name });
const back = page.getByRole('button', { name: 'Back', exact: true });
const step = (name: string) => page.getByRole('button', { name, exact: true });
const accountSid = page.getByRole('textbox', { name: 'Account SID' });
const authToken = page.getByLabelText('Auth token', { exact: true });

test('typed credentials are there after Back', async () => {
  await open('twilio');
  await accountSid.fill(sid);
  await authToken.fill(token);
  await back.click();
  await expect.element(heading('The clinic')).toBeVisible();
  await step('Twilio').click();
  await expect.element(accountSid).toHaveValue(sid);
  await expect.element(authToken).toHaveValue(token);
});

test('the list of numbers is in sight once the account answered, whatever else it told', async () => {
  await open('twilio');
  const facts = Array.from({ length: 8 }, (_, index) => ({
    id: `fact-${index}`,
    label: `Fact ${index}`,
    value: 'so',
    tone: 'neutral' as const,
    kind: 'text' as const,
  }));
  const options = Array.from({ length: 12 }, (_, index) => ({
    id: `+141555501${String(index).padStart(2, '0')}`,
    label: `(415) 555-01${String(index).padStart(2, '0')}`,
    detail: null,
    badges: ['SMS'],
    disabledReason: null,
  }));
  const choice = verification.choice && { ...verification.choice, options };
  fake.succeed('credentials.verify', { ...verification, facts, choice });
  await accountSid.fill(sid);
  await authToken.fill(`${token}b`);
  await page.getByRole('button', { name: 'Verify' }).click();
  const first = page.getByRole('radio', { name: /555-0100/ });
  await expect.element(first).toBeInViewport();
  await expect.element(page.getByRole('radio', { name: /555-0102/ })).toBeInViewport();
  // Nothing was scrolled for it, and what is only to be read comes after the list.
  const scrolled = [...document.querySelectorAll('*')].filter(({ scrollTop }) => scrollTop > 0);
  expect(scrolled).toEqual([]);
  const last = page.getByRole('radio', { name: /555-0111/ }).element();
  const order = last.compareDocumentPosition(page.getByText('Fact 0', { exact: true }).element());
  expect(order & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0);
});

test('a typed OAuth client too', async () => {
  await open('google');
  await page.getByLabelText('Client secret', { exact: true }).fill('GOCSPX-typed');
  await back.click();
  await step('Google Calendar').click();
  await expect.element(page.getByLabelText('Client secret', { exact: true })).toHaveValue('GOCSPX-typed');
});

test('a changed name of the clinic too', async () => {
  await open('clinic');
  const name = page.getByRole('textbox', { name: 'Clinic name' });
  await name.fill('Sunrise Dental West');
  await step('Twilio').click();
  await expect.element(heading('Connect Twilio')).toBeVisible();
  await back.click();
  await expect.element(name).toHaveValue('Sunrise Dental West');
});

test('once the wizard is left, nothing of it is kept, and nothing was sent to be kept', async () => {
  const wizard = await open('twilio');
  await authToken.fill(token);
  await wizard.unmount();
  expect(JSON.stringify(fake.calls)).not.toContain(token);
  await open('twilio');
  await expect.element(authToken).toHaveValue('');
});

test('Twilio and the SMS test are skipped for now, one by one, and nothing is decided or sent', async () => {
  await open('twilio');
  const skip = page.getByRole('button', { name: 'Skip for now', exact: true });
  await skip.click();
  await expect.element(page.getByText('Twilio is not connected yet')).toBeVisible();
  await skip.click();
  await expect.element(page.getByLabelText('Client secret', { exact: true })).toBeVisible();
  const changes = fake.requestsOf('organizations.update');
  expect(changes.map(({ setupStep }) => setupStep)).toEqual(['sms-test', 'google']);
  for (const change of changes) expect(Object.keys(change).toSorted()).toEqual(['organizationId', 'setupStep']);
  expect(fake.requestsOf('test.start')).toEqual([]);
});

/** What the main process holds of what was typed, as the next page asks for it. */
function keptByNow(): { key: string; draft: Draft }[] {
  const kept = new Map<string, Draft>();
  for (const { key, draft } of fake.requestsOf('app.keepDraft'))
    if (draft === null) kept.delete(key);
    else kept.set(key, draft);
  return [...kept].map(([key, draft]) => ({ key, draft }));
}
/** The page ends without a word, as by a reload, a crash or the lock, and another one begins. */
async function nextPage(left: { key: string; draft: Draft }[]): Promise<void> {
  fake.succeed('app.recallDrafts', { drafts: left });
  await recallDrafts();
}

test('the typed name of a new clinic is there in the next page', async () => {
  await openConsole([]);
  fake.succeed('app.systemTimeZone', { timeZone: 'America/Los_Angeles' });
  fake.succeed('app.keepDraft', {});
  const first = await renderInTheme(<SetupScreen organizationId={null} />);
  const name = page.getByRole('textbox', { name: 'Clinic name' });
  await name.fill('Sunrise Dental');
  const left = keptByNow();
  await first.unmount();
  await nextPage(left);
  await renderInTheme(<SetupScreen organizationId={null} />);
  await expect.element(name).toHaveValue('Sunrise Dental');
});

test('a form that is left on purpose begins empty', async () => {
  await openConsole([]);
  fake.succeed('app.systemTimeZone', { timeZone: 'America/Los_Angeles' });
  fake.succeed('app.keepDraft', {});
  const first = await renderInTheme(<SetupScreen organizationId={null} />);
  const name = page.getByRole('textbox', { name: 'Clinic name' });
  await name.fill('Sunrise Dental');
  await first.unmount();
  await nextPage(keptByNow());
  await renderInTheme(<SetupScreen organizationId={null} />);
  await expect.element(name).toHaveValue('');
});

test('of typed credentials the next page has what is no secret, and says that the rest is gone', async () => {
  const first = await open('twilio');
  await accountSid.fill(sid);
  await authToken.fill(token);
  const left = keptByNow();
  expect(JSON.stringify(fake.requestsOf('app.keepDraft'))).not.toContain(token);
  await first.unmount();
  await nextPage(left);
  await open('twilio');
  await expect.element(accountSid).toHaveValue(sid);
  await expect.element(authToken).toHaveValue('');
  await expect.element(page.getByText('What was typed is here again, except secrets')).toBeVisible();
});

test('a secret that was pasted into the wrong field leaves the page no more than one in its own', async () => {
  await open('twilio');
  await accountSid.fill(`${token}b`);
  expect(JSON.stringify(fake.requestsOf('app.keepDraft'))).not.toContain(token);
});
