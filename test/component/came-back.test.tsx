/** Credentials that came back: said where they are, above all those that were revoked, and used only after a word. */
import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { ErrorNotice } from '../../src-renderer/components/error-notice';
import { useCameBack } from '../../src-renderer/console/came-back/came-back-store';
import { DialogsHost } from '../../src-renderer/console/dialogs/dialogs-host';
import { closeDialog, openDialog } from '../../src-renderer/console/dialogs/dialogs-store';
import { CameBackStrip } from '../../src-renderer/screens/clinics/came-back-strip';
import { type CameBack, type CameBackCredential, cameBackError } from '../../src-shared/credentials/came-back';
import { fakeError } from '../fakes/fake-bridge';
import { connection, organizationId } from '../unit/renderer/setup/fixtures';
import { fake } from './setup/bridge';
import { connected, openClinic } from './setup/clinic-page';
import { renderInTheme } from './setup/render';

const by: CameBack['by'] = { kind: 'restored', at: '2026-05-01T12:00:00.000Z' };
const revoked: CameBack = { how: 'revoked', endedAt: '2026-05-03T12:00:00.000Z', by };
const replaced: CameBack = { ...revoked, how: 'replaced' };
const idOf = (number: number) => organizationId.slice(0, -1) + number;
const one = (number: number, cameBack: CameBack): CameBackCredential => ({
  organizationId: idOf(number),
  clinic: `Clinic ${number}`,
  provider: 'twilio',
  keyHint: 'Auth token ending in 4f2a',
  cameBack,
});
const three = [one(1, replaced), one(2, revoked), one(3, replaced)];
const dialog = page.getByRole('dialog', { name: 'Credentials that came back' });
const boxes = () => dialog.getByRole('list', { name: 'Credentials that came back' }).getByRole('checkbox');

beforeEach(() => {
  useCameBack.setState({ waiting: [] });
  closeDialog();
});

async function openDecisions(credentials = three): Promise<void> {
  fake.succeed('credentials.cameBack', { credentials });
  await renderInTheme(<DialogsHost />);
  openDialog('came-back');
  await expect.poll(() => boxes().elements().length).toBe(credentials.length);
}

test('the clinic’s page says what came back and from when; one click uses it again', async () => {
  await openClinic([connected('twilio', [], { problem: cameBackError(revoked) })]);
  const bar = page.getByRole('region', { name: 'Next action' });
  await expect.element(bar).toHaveTextContent('revoked on May 3, 2026, and are back');
  const card = page.getByRole('region', { name: 'Twilio', exact: true });
  await expect.element(card).toHaveTextContent('A backup or recovery kit of May 1, 2026 was restored.');
  await expect.element(card.getByRole('button', { name: 'Use it again' })).toBeVisible();
  expect(document.querySelectorAll('button[data-variant="filled"]')).toHaveLength(1);
  fake.succeed('credentials.confirm', { credentials: [] });
  fake.succeed('credentials.list', { connections: [connected('twilio')] });
  await bar.getByRole('button', { name: 'Use Twilio again' }).click();
  await expect.element(card.getByRole('button', { name: 'Use it again' })).not.toBeInTheDocument();
  expect(fake.requestsOf('credentials.confirm')).toEqual([{ credentials: [{ organizationId, provider: 'twilio' }] }]);
});

test('on its card it can be removed as well, after the question of every removal', async () => {
  await openClinic([connected('twilio', [], { problem: cameBackError(revoked) })]);
  fake.succeed('credentials.sharedUse', { shared: [] });
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect.element(page.getByRole('dialog', { name: 'Revoke Twilio?' })).toBeVisible();
});

test('several are one list, the revoked first; those that are picked are used again after one question', async () => {
  await openDecisions();
  const items = dialog.getByRole('list').getByRole('listitem');
  await expect.element(items.first()).toHaveTextContent('Clinic 2');
  await expect.element(items.first()).toHaveTextContent('Revoked on May 3, 2026.');
  await expect.element(dialog.getByRole('button', { name: 'Use picked again' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'Pick all 3' }).click();
  await dialog.getByRole('button', { name: 'Use picked again' }).click();
  await expect.element(dialog).toHaveTextContent('1 of 3 was revoked by a person');
  expect(fake.requestsOf('credentials.confirm')).toEqual([]);
  fake.succeed('credentials.confirm', { credentials: [] });
  await dialog.getByRole('button', { name: 'Use 3 credentials' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  const refs = [2, 1, 3].map((number) => ({ organizationId: idOf(number), provider: 'twilio' }));
  expect(fake.requestsOf('credentials.confirm')).toEqual([{ credentials: refs }]);
});

test('those that are picked are removed after one question, and the others still wait', async () => {
  await openDecisions();
  await boxes().first().click();
  await dialog.getByRole('button', { name: 'Remove picked' }).click();
  await expect.element(dialog).toHaveTextContent('1 credential is destroyed on this computer');
  fake.succeed('credentials.revoke', { ...connection, status: 'revoked' });
  fake.succeed('credentials.cameBack', { credentials: three.filter(({ cameBack }) => cameBack !== revoked) });
  await dialog.getByRole('button', { name: 'Remove 1 credential' }).click();
  await expect.poll(() => boxes().elements().length).toBe(2);
  expect(fake.requestsOf('credentials.revoke')).toEqual([{ organizationId: idOf(2), provider: 'twilio' }]);
});

test('a failure is said, and nothing is left out', async () => {
  await openDecisions();
  await boxes().first().click();
  await dialog.getByRole('button', { name: 'Use picked again' }).click();
  fake.fail('credentials.confirm', fakeError({ message: 'The disk is full.' }));
  await dialog.getByRole('button', { name: 'Use 1 credential' }).click();
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('The disk is full.');
  expect(boxes().elements()).toHaveLength(3);
});

test('the list of clinics says that something waits, and the error leads there from everywhere', async () => {
  fake.succeed('credentials.cameBack', { credentials: three });
  await renderInTheme(
    <>
      <CameBackStrip />
      <ErrorNotice error={cameBackError(revoked)} />
      <DialogsHost />
    </>,
  );
  const strip = page.getByRole('region', { name: 'Came back' });
  await expect
    .element(strip)
    .toHaveTextContent('3 credentials came back with an earlier database. 1 of them was revoked.');
  await strip.getByRole('button', { name: 'Decide', exact: true }).click();
  await expect.element(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Decide what is used again' }).click();
  await expect.element(dialog).toBeVisible();
});

test('of one alone the list says that it was revoked, and counts nothing', async () => {
  fake.succeed('credentials.cameBack', { credentials: [one(1, revoked)] });
  await renderInTheme(<CameBackStrip />);
  await expect
    .element(page.getByRole('region', { name: 'Came back' }))
    .toHaveTextContent('A credential came back with an earlier database. It was revoked. Not used before you decide.');
});
