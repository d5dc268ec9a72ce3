/**
 * Twilio's error codes in plain words. Twilio adds and splits codes as it goes: a code that has no row is shown with
 * Twilio's own message (`describeProviderError`). The program itself branches on a few codes only: those of
 * permissions, test credentials, registration and trial accounts. Texts that rest on second-hand reports say "usually".
 */
import { text } from '../../texts/translate';
import type { CatalogueRow, ProviderErrors } from '../error-rows';
import { twilioDeliveryRows } from './errors-delivery';
import { twilioSendingRows } from './errors-sending';

export const twilioErrorPage = (code: string) => `https://www.twilio.com/docs/api/errors/${code}`;

/** Failures before a message is sent: signing in, permissions, limits. */
const accountRows: Record<string, Omit<CatalogueRow, 'helpUrl'>> = {
  '20003': {
    title: text('Sign-in refused'),
    message: text('Twilio did not accept these credentials.'),
    cause: text(
      'The two belong to different accounts or were swapped, a character was lost in copying, the token or key was deleted, the account is suspended, these are test credentials, or the key is of another region.',
    ),
    fix: text(
      'Copy the Account SID and the auth token again from the first page of the Twilio Console and paste both here. If that does not help, go through the list, likeliest first.',
    ),
    checks: [
      text(
        'Same account: the Account SID here is the one on the first page of the Twilio Console, in the account that owns the clinic’s number (a subaccount has its own pair).',
      ),
      text(
        'Not swapped: AC… is the Account SID and SK… an API key SID; the auth token and the key’s secret begin with neither.',
      ),
      text(
        'Nothing lost or added: the auth token has exactly 32 characters. Copy it with the button beside it, not by marking the text.',
      ),
      text(
        'Still valid: under Account, API keys & tokens the key is still listed, and the auth token was not replaced since it was copied. A key whose secret is lost has to be made again.',
      ),
      text('Account active: no notice at the top of the Twilio Console says that the account is suspended or closed.'),
      text('Live, not test: the pair under the heading “Test credentials” cannot be used here.'),
      text(
        'Region: the key was made in United States (US1); keys and tokens of Ireland (IE1) or Australia (AU1) work only there.',
      ),
    ],
    retryable: false,
    scenarioId: 'credentials.wrong-token',
  },
  '20004': {
    title: text('Request not allowed'),
    message: text('Twilio does not allow this kind of request here.'),
    cause: text(
      'The console asked for something that this part of Twilio does not offer. That is usually a fault in the console or in a server standing in for Twilio.',
    ),
    fix: text(
      'Update the console. If it happens again, send the support bundle from Settings to your support contact.',
    ),
    retryable: false,
    scenarioId: 'recipient.20004',
  },
  '20005': {
    title: text('Account not active'),
    message: text('This Twilio account is not active.'),
    cause: text('The account was suspended or closed, often because of an unpaid balance or a review by Twilio.'),
    fix: text(
      'Sign in to the Twilio Console: a notice at the top says why and what to do. Pay what is open, or answer the e-mail that Twilio sent.',
    ),
    retryable: false,
    scenarioId: 'recipient.20005',
  },
  '20008': {
    title: text('Test credentials'),
    message: text('These are Twilio’s test credentials, which cannot look anything up.'),
    cause: text(
      'Every Twilio account has a second pair for programmers. It pretends to send, reaches no phone, and may not read the account or its numbers.',
    ),
    fix: text(
      'Use the live pair instead: Twilio Console, first page, Account Info. The test pair is further down, under “Test credentials”.',
    ),
    retryable: false,
    scenarioId: 'credentials.test-credentials',
  },
  '20404': {
    title: text('Not found'),
    message: text('Twilio has no account or record under this SID.'),
    cause: text(
      'A SID is the long name that Twilio gives to everything. This one has a typing error, was deleted, belongs to another account, or is a key (SK…) where the account (AC…) belongs.',
    ),
    fix: text('Copy the Account SID again from the first page of the Twilio Console; it starts with AC.'),
    retryable: false,
    scenarioId: 'credentials.unknown-account',
  },
  '20429': {
    title: text('Too many requests'),
    message: text('Twilio asked us to slow down.'),
    cause: text(
      'Too many requests reached this account at the same time, from this console or from other programs. This one was not carried out.',
    ),
    fix: text('Wait a minute, then try again. If it keeps happening, find out which other program uses this account.'),
    retryable: true,
    scenarioId: 'recipient.20429',
  },
  '20500': {
    title: text('Trouble at Twilio'),
    message: text('Twilio reported a fault of its own.'),
    cause: text('Something went wrong inside Twilio. It is not known whether the request was carried out.'),
    fix: text(
      'Look at status.twilio.com, wait a few minutes, then check again. A message in doubt is looked up first and never sent twice by itself.',
    ),
    retryable: true,
    scenarioId: 'credentials.in-trouble',
  },
  '70051': {
    title: text('Key lacks a permission'),
    message: text('This API key is not allowed to do that.'),
    cause: text(
      'It is a restricted key: a key that may do only what was ticked when it was made. One permission that the console needs was not ticked.',
    ),
    fix: text(
      'Twilio Console, Account, API keys & tokens: open this key and allow Messages (create, read) and Phone numbers (read), or make a standard key and replace it here.',
    ),
    retryable: false,
    scenarioId: 'credentials.restricted-key',
  },
};

const withHelp = (rows: Record<string, Omit<CatalogueRow, 'helpUrl'>>): Record<string, CatalogueRow> =>
  Object.fromEntries(Object.entries(rows).map(([code, row]) => [code, { ...row, helpUrl: twilioErrorPage(code) }]));

export const twilioErrors: ProviderErrors = {
  rows: withHelp({ ...accountRows, ...twilioSendingRows, ...twilioDeliveryRows }),
  errorPage: twilioErrorPage,
  groups: [
    { id: 'sending', title: text('Refused at once') },
    { id: 'delivery', title: text('Lost on the way') },
  ],
  groupOf: (code) =>
    Object.hasOwn(twilioSendingRows, code)
      ? 'sending'
      : Object.hasOwn(twilioDeliveryRows, code)
        ? 'delivery'
        : 'account',
  rowOfStatus: { 401: '20003', 404: '20404', 429: '20429' },
  rowOfFault: '20500',
  codePattern: /^\d{4,6}$/,
};
