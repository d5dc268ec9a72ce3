import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { createTestStore } from '../../src-renderer/components/tests/test-store';
import { offerFile } from '../../src-renderer/console/offered-import';
import { ConnectStep } from '../../src-renderer/screens/setup/connect-step/connect-step';
import { createKeptForms } from '../../src-renderer/screens/setup/kept-forms';
import type { Connection } from '../../src-shared/credentials/connection';
import { clinic, connection, importedFile, verification } from '../unit/renderer/setup/fixtures';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

const sid = `AC${'a'.repeat(32)}`;
const stored: Connection = { ...connection, known: { methodId: 'auth-token', fields: { accountSid: sid } } };
const [option] = verification.choice?.options ?? [];

/** What the wizard hands to a step that is repeated alone. */
const props = () => ({
  organization: clinic,
  onConnectionsChanged: vi.fn(async () => undefined),
  tests: createTestStore(fake.bridge, 'twilio', clinic.id),
  forms: createKeptForms(clinic.id),
  recipient: null,
  onRecipient: vi.fn(),
  single: true,
  asked: true,
  busy: false,
  error: null,
  onBack: null,
  onNext: vi.fn(),
  onOpenStep: vi.fn(),
  onDecideNeed: vi.fn(),
  onSaveClinic: vi.fn(),
  onClinicChanged: vi.fn(),
  onFinish: vi.fn(),
});

async function open(connections: Connection[]) {
  await openConsole([]);
  const given = props();
  const { onConnectionsChanged } = given;
  await renderInTheme(<ConnectStep {...given} provider="twilio" step="twilio" connections={connections} />);
  fake.calls.length = 0;
  return { onConnectionsChanged };
}

const save = page.getByRole('button', { name: 'Save' });

test('replacing fills in what stays the same, and stops at another account until that is meant', async () => {
  const { onConnectionsChanged } = await open([stored]);
  await expect.element(page.getByRole('textbox', { name: 'Account SID' })).toHaveValue(sid);
  const otherAccount = { before: 'Sunrise Dental', now: 'Maple Street' };
  fake.succeed('credentials.verify', { ...verification, otherAccount });
  fake.succeed('credentials.save', stored);
  await page.getByLabelText('Auth token', { exact: true }).fill('b'.repeat(32));
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect.element(page.getByText('Another Twilio account than before')).toBeVisible();
  await page.getByRole('radio', { name: /0100/ }).click();
  await expect.element(save).toBeDisabled();
  await page.getByRole('checkbox', { name: 'The clinic moves to Maple Street' }).click();
  await save.click();
  await expect.poll(() => onConnectionsChanged.mock.calls.length).toBe(1);
  expect(fake.requestsOf('credentials.save')).toMatchObject([{ choice: option?.id, meansOtherAccount: true }]);
});

test('a number that another clinic has says so before it is picked', async () => {
  await open([]);
  const cautions = ['Maple Street uses it already.'];
  const choice = verification.choice && {
    ...verification.choice,
    options: verification.choice.options.map((each, at) => (at === 0 ? { ...each, cautions } : each)),
  };
  fake.succeed('credentials.verify', { ...verification, choice });
  await page.getByRole('textbox', { name: 'Account SID' }).fill(sid);
  await page.getByLabelText('Auth token', { exact: true }).fill('b'.repeat(32));
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect.element(page.getByRole('radio', { name: /0100.*Maple Street uses it already/ })).toBeVisible();
});

test('a file that was dropped elsewhere fills the form, also beside credentials that are stored', async () => {
  await openConsole([]);
  fake.succeed('credentials.importText', { imported: importedFile });
  expect(await offerFile(clinic.id, 'clinic.env', 'TWILIO_AUTH_TOKEN=x')).toBe('twilio');
  await open([stored]);
  await expect.element(page.getByText('from clinic.env')).toBeVisible();
  await expect.element(page.getByRole('textbox', { name: 'Account SID' })).toHaveValue(sid);
});

test('cards of a step stand one level below its heading, and no level is left out', async () => {
  await open([]);
  fake.succeed('credentials.verify', verification);
  await page.getByRole('textbox', { name: 'Account SID' }).fill(sid);
  await page.getByLabelText('Auth token', { exact: true }).fill('b'.repeat(32));
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect.element(page.getByRole('heading', { level: 3 }).first()).toBeVisible();
  const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map(({ tagName }) => Number(tagName.slice(1)));
  expect(levels.filter((level) => level === 2)).toHaveLength(1);
  expect(levels.filter((level) => level > 3)).toEqual([]);
});
