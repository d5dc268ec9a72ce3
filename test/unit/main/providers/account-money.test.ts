/** What an account has is written as the person writes money, in the account's own currency. */
import { afterEach, expect, test } from 'vitest';
import { accountFacts } from '../../../../src-main/providers/twilio/account-facts';
import { setLanguage } from '../../../../src-shared/texts/set-language';

afterEach(() => setLanguage('en'));

const said = (amount: string, currency: string | null) =>
  accountFacts({
    accountSid: `AC${'0'.repeat(32)}`,
    account: null,
    balance: { amount, currency },
    verifiedRecipients: null,
  })
    .map(({ value }) => value?.replaceAll(/\s/gu, ' '))
    .find((value) => value?.includes('42'));

test.each([
  ['1042.1700', 'USD', '$1,042.17', '$1,042.17'],
  ['42.1700', 'MXN', 'MX$42.17', 'MXN 42.17'],
  ['42.1700', 'EUR', '€42.17', 'EUR 42.17'],
  ['42.1700', null, '42.17', '42.17'],
])('%s %s', async (amount, currency, english, spanish) => {
  expect(said(amount, currency)).toBe(english);
  await setLanguage('es');
  expect(said(amount, currency)).toBe(spanish);
});
