import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { NewPassphraseForm } from '../../src-renderer/console/vault/new-passphrase-form';
import { UnlockForm } from '../../src-renderer/console/vault/unlock-form';
import { ok } from '../../src-shared/result';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';
import { staysInPlace } from './setup/stays';

const passphrase = page.getByLabelText('Passphrase', { exact: true });
const repeated = page.getByLabelText('Repeat passphrase');

test('a new passphrase is taken once it is long enough and typed twice alike', async () => {
  const onSubmit = vi.fn();
  await renderInTheme(<NewPassphraseForm submitLabel="Protect" busy={false} onSubmit={onSubmit} />);
  const protect = page.getByRole('button', { name: 'Protect' });
  await staysInPlace(protect, async () => {
    await passphrase.fill('short');
    await protect.click();
    await expect.element(page.getByText(/Use at least 10 characters/)).toBeVisible();
    await passphrase.fill('four unrelated words here');
    await repeated.fill('four unrelated word');
    await expect.element(page.getByText(/not the same|differ/i)).toBeVisible();
  });
  expect(onSubmit).not.toHaveBeenCalled();
  await repeated.fill('four unrelated words here');
  await userEvent.keyboard('{Enter}');
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith('four unrelated words here');
});

test('how hard it is to guess is said as it is typed, and one that is easy is not taken', async () => {
  const onSubmit = vi.fn();
  fake.answer('vault.passphraseStrength', ({ passphrase: typed }) =>
    ok(
      typed.startsWith('aaa')
        ? { level: 'weak', reason: 'one character again and again' }
        : { level: 'strong', reason: null },
    ),
  );
  await renderInTheme(<NewPassphraseForm submitLabel="Protect" busy={false} onSubmit={onSubmit} />);
  const protect = page.getByRole('button', { name: 'Protect' });
  await staysInPlace(protect, async () => {
    await passphrase.fill('aaaaaaaaaa');
    await expect.element(page.getByText(/^Very easy to guess: one character again and again/)).toBeVisible();
    await repeated.fill('aaaaaaaaaa');
    await protect.click();
    await expect.element(page.getByText('Choose one that is harder to guess.')).toBeVisible();
    await passphrase.fill('four unrelated words here');
    await expect.element(page.getByText('Very hard to guess.')).toBeVisible();
    await repeated.fill('four unrelated words here');
  });
  expect(onSubmit).not.toHaveBeenCalled();
  await protect.click();
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith('four unrelated words here');
});

test('a wrong passphrase is said until something else is typed, and the button stays where it is', async () => {
  const onSubmit = vi.fn();
  const form = (wrong: boolean) => <UnlockForm busy={false} wrong={wrong} onSubmit={onSubmit} />;
  const drawn = await renderInTheme(form(false));
  await passphrase.fill('not it');
  await userEvent.keyboard('{Enter}');
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith('not it');
  const said = page.getByText(/That passphrase does not open this console/);
  await staysInPlace(page.getByRole('button', { name: 'Open' }), async () => {
    await drawn.rerender(form(true));
    await expect.element(said).toBeVisible();
    await passphrase.fill('not it eit');
    await expect.element(said).not.toBeInTheDocument();
  });
});
