import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ErrorNotice } from '../../src-renderer/components/error-notice';
import { fakeError } from '../fakes/fake-bridge';
import { renderInTheme } from './setup/render';

const refused = fakeError({
  code: 'twilio.20003',
  providerCode: '20003',
  message: 'The credentials were refused.',
  cause: 'The key does not belong to this account.',
  fix: 'Enter both again.',
});

test('a failure is read out whole: what happened, why, and what to do', async () => {
  await renderInTheme(<ErrorNotice error={refused} />);
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent(
      /The credentials were refused\..*Why: The key does not .*What to do: Enter both again\..*twilio\.20003/,
    );
});

test('an error that was there when the screen opened is not read out at once', async () => {
  await renderInTheme(<ErrorNotice error={refused} announce={false} />);
  await expect.element(page.getByText('The credentials were refused.')).toBeVisible();
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});

test('a provider code that the error code does not name is shown beside it', async () => {
  await renderInTheme(<ErrorNotice error={{ ...refused, code: 'twilio.unknown', providerCode: '63999' }} />);
  await expect.element(page.getByText('twilio.unknown · provider code 63999')).toBeVisible();
});

test('what to check is a numbered list, likeliest first', async () => {
  const checks = ['Still valid: under Account, API keys', 'Copied whole'];
  await renderInTheme(<ErrorNotice error={{ ...refused, checks }} />);
  const list = page.getByRole('list', { name: 'What to check, likeliest first:' });
  await expect.element(list.getByRole('listitem').first()).toHaveTextContent(checks[0] ?? '');
  await expect.element(list.getByRole('listitem').nth(1)).toHaveTextContent(checks[1] ?? '');
});

test('the keyboard reaches the fix before the retry, and the retry before the help', async () => {
  const onRetry = vi.fn();
  await renderInTheme(
    <ErrorNotice
      error={{ ...refused, helpUrl: 'https://www.twilio.com/docs/api/errors/20003' }}
      onRetry={onRetry}
      action={<button type="button">Replace credentials</button>}
    />,
  );
  await userEvent.tab();
  await expect.element(page.getByRole('button', { name: 'Replace credentials' })).toHaveFocus();
  await userEvent.tab();
  await expect.element(page.getByRole('button', { name: 'Try again' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(onRetry).toHaveBeenCalledOnce();
});
