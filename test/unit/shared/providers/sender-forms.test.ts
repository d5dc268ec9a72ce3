/** A sender that is no phone number is named for what it is, however it was pasted. */
import { describe, expect, test } from 'vitest';
import { otherSenderForm } from '../../../../src-shared/providers/twilio/sender-forms';

const digits = '0123456789abcdef0123456789abcdef';
const forms: [string, string][] = [
  [`MG${digits}`, 'SID of a Messaging Service'],
  [`PN${digits}`, 'SID of a phone number'],
  [`SM${digits}`, 'This is a SID (SM…)'],
  ['72975', 'short code'],
  ['SUNRISE', 'alphanumeric sender ID'],
];
const pasted: [string, (text: string) => string][] = [
  ['in curly quotes', (text) => `“${text}”`],
  ['in guillemets with a comma', (text) => `«${text}»,`],
  ['between invisible characters', (text) => `\u200E\uFEFF${text}\u061C`],
  ['in full-width letters', (text) => text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))],
];

describe.each(forms)('%s', (written, word) => {
  test.each([['as it is', (text: string) => text] as const, ...pasted])('%s', (_how, paste) => {
    expect(otherSenderForm(paste(written))).toContain(word);
  });
});

test.each(pasted)('a number %s is left to the reading of numbers', (_how, paste) => {
  expect(otherSenderForm(paste('+14155550100'))).toBeNull();
});
