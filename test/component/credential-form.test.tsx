import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useStore } from 'zustand';
import { createConnectStore } from '../../src-renderer/screens/setup/connect-step/connect-store';
import { CredentialForm } from '../../src-renderer/screens/setup/connect-step/credential-form';
import { twilioDescriptor } from '../../src-shared/providers/twilio/descriptor';
import { failure, importedFile, organizationId, verification } from '../unit/renderer/setup/fixtures';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { dropFile } from './setup/drop';
import { renderInTheme } from './setup/render';
import { staysInPlace } from './setup/stays';

const sid = `AC${'a'.repeat(32)}`;
const token = 'b'.repeat(32);
const accountSid = page.getByRole('textbox', { name: 'Account SID' });
const authToken = page.getByLabelText('Auth token', { exact: true });
const verify = page.getByRole('button', { name: 'Verify' });

async function open() {
  await openConsole([]);
  const store = createConnectStore(fake.bridge, twilioDescriptor, organizationId);
  const onImported = vi.fn();
  function Form() {
    const { verify: start } = useStore(store);
    return (
      <>
        <CredentialForm
          formId="form"
          descriptor={twilioDescriptor}
          store={store}
          onVerify={start}
          onImported={onImported}
          focusFirst
        />
        <button type="submit" form="form">
          Verify
        </button>
      </>
    );
  }
  await renderInTheme(<Form />);
  await expect.element(accountSid).toHaveFocus();
  fake.calls.length = 0;
  return { store, onImported };
}

test('empty fields are said at Verify, the first has the focus, nothing moves and nothing is sent', async () => {
  await open();
  await staysInPlace(verify, async () => {
    await verify.click();
    await expect.element(authToken).toHaveAttribute('aria-invalid', 'true');
  });
  await expect.element(accountSid).toHaveFocus();
  expect(fake.calls).toEqual([]);
});

test('a field that is left with a mistake says so and moves nothing; the click that left it arrives', async () => {
  await open();
  await accountSid.fill('AC12');
  await staysInPlace(verify, async () => {
    await authToken.click();
    await expect.element(authToken).toHaveFocus();
    await expect.element(accountSid).toHaveAttribute('aria-invalid', 'true');
  });
  await accountSid.fill(sid);
  await expect.element(accountSid).not.toHaveAttribute('aria-invalid', 'true');
});

test('the secret is masked and goes to the main process alone', async () => {
  const { store } = await open();
  await accountSid.fill(sid);
  await authToken.fill(token);
  await expect.element(authToken).toHaveAttribute('type', 'password');
  fake.succeed('credentials.verify', verification);
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => store.getState().connect.state).toBe('choosing');
  expect(fake.requestsOf('credentials.verify')).toEqual([
    {
      organizationId,
      provider: 'twilio',
      methodId: 'auth-token',
      fields: { accountSid: sid, authToken: token },
      importId: null,
    },
  ]);
  expect(JSON.stringify(store.getState().connect)).not.toContain(token);
});

test('a refusal is said, and what was typed stays', async () => {
  await open();
  fake.fail('credentials.verify', failure);
  await accountSid.fill(sid);
  await authToken.fill(token);
  await verify.click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('No answer.');
  await expect.element(authToken).toHaveValue(token);
});

test('two values in each other’s field can be swapped', async () => {
  await open();
  await accountSid.fill(token);
  await authToken.fill(sid);
  await page.getByRole('button', { name: 'Swap them' }).click();
  await expect.element(accountSid).toHaveValue(sid);
  await expect.element(authToken).toHaveValue(token);
});

test('an imported file fills the public fields; its secret is named and not shown', async () => {
  const { onImported } = await open();
  fake.succeed('credentials.importFile', { imported: importedFile });
  await page.getByRole('button', { name: 'Import .env file' }).click();
  await expect.element(accountSid).toHaveValue(sid);
  await expect.element(authToken).toHaveValue('');
  await expect.element(authToken).toHaveAttribute('placeholder', 'From clinic.env, hidden');
  expect(onImported).toHaveBeenCalledExactlyOnceWith(importedFile);
});

test('another way to sign in keeps what both ways ask for', async () => {
  await open();
  await accountSid.fill(sid);
  await page.getByRole('radio', { name: 'API key' }).click();
  await expect.element(accountSid).toHaveValue(sid);
  await expect.element(page.getByRole('textbox', { name: 'API key SID' })).toBeVisible();
});

test('a .env file that is dropped anywhere on the window is taken', async () => {
  const { onImported } = await open();
  fake.succeed('credentials.importText', { imported: importedFile });
  dropFile('clinic.env', `TWILIO_ACCOUNT_SID=${sid}\nTWILIO_AUTH_TOKEN=${token}\n`);
  await expect.poll(() => onImported.mock.calls).toEqual([[importedFile]]);
  expect(fake.requestsOf('credentials.importText')).toMatchObject([{ provider: 'twilio', fileName: 'clinic.env' }]);
  await expect.element(page.getByRole('status')).toHaveTextContent('from clinic.env');
});

test('another provider’s file is left to the page around the form, and nothing is read of it', async () => {
  await open();
  dropFile('stripe.env', 'STRIPE_SECRET_KEY=sk_test_1\n');
  // The next file is read after it.
  fake.succeed('credentials.importText', { imported: importedFile });
  dropFile('clinic.env', `TWILIO_ACCOUNT_SID=${sid}\n`);
  await expect
    .poll(() => fake.requestsOf('credentials.importText').map(({ fileName }) => fileName))
    .toEqual(['clinic.env']);
});
