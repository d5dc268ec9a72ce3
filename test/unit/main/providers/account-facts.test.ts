import { afterEach, expect, test, vi } from 'vitest';
import { accountFacts } from '../../../../src-main/providers/twilio/account-facts';
import { setLanguage } from '../../../../src-shared/texts/set-language';

afterEach(async () => {
  vi.restoreAllMocks();
  await setLanguage('en');
});

const balanceOf = (amount: string, currency: string | null) =>
  accountFacts({
    accountSid: 'AC00000000000000000000000000000001',
    account: null,
    balance: { amount, currency },
    verifiedRecipients: null,
  }).find(({ id }) => id === 'balance')?.value;

test('a balance is said in its currency, and one of no known currency by its amount', async () => {
  expect(balanceOf('42.1700', 'USD')).toBe('$42.17');
  expect(balanceOf('42.1700', 'usd')).toBe('$42.17');
  expect(balanceOf('42.1700', 'XQX')).toBe('42.17 XQX');
  expect(balanceOf('42.1700', null)).toBe('42.17');
  expect(balanceOf('much', 'USD')).toBe('much USD');
  await setLanguage('es');
  expect(balanceOf('42.1700', 'USD')).toContain('42.17');
});

test('checking a thousand accounts makes no format for each', () => {
  balanceOf('1', 'USD');
  const made = vi.spyOn(Intl, 'NumberFormat');
  const asked = vi.spyOn(Intl, 'supportedValuesOf');
  for (let account = 0; account < 1_000; account += 1) balanceOf(String(account), 'USD');
  expect(made).not.toHaveBeenCalled();
  expect(asked).not.toHaveBeenCalled();
});
