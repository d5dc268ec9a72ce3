/** One word for one thing, and the words that the console has agreed on with whoever reads it. */
import { expect, test } from 'vitest';
import { describeProviderError } from '../../../src-shared/errors-catalogue';
import spanish from '../../../src-shared/texts/es.json';

const texts = Object.keys(spanish);
const saying = (words: RegExp) => texts.filter((text) => words.test(text));

test.each([
  ['“proven”, after a form of “to be”', /\b(?:is|are|was|were|be|been|more is|everything is) proved\b/i],
  ['“auth token” or “credentials” for what signs in to an account', /(?:Account SID|SID) and (?:the |a )?password/i],
  [
    '“auth token” or “credentials”, never “password”, for what opens a clinic’s account',
    /main password|clinic’s passwords?/i,
  ],
  ['the one rule of readiness, never a single rung', /ready when it (?:stands on|reaches|has reached)/i],
  ['“Choose file…”', /\b(?:Browse|Select file|Pick a file|Choose a file)…/],
  [
    'what happened, without “please”, “oops” or “an error occurred”',
    /\b(?:please|oops|sorry|an error (?:has )?occurred)\b/i,
  ],
  ['“can’t”, in one spelling', /\b(?:can|don|doesn|isn|won|wasn|couldn)'t\b/i],
  ['curly quotes around words', /(?:^|\s)"[^"]+"/],
])('texts say %s', (_, otherwise) => {
  expect(saying(otherwise)).toEqual([]);
});

test.each([
  'Its own calendars',
  'Nothing booked today',
  'All 4 passed',
  'Choose file…',
  'The account books on calendars that belong to it. Asks Google for the fewest permissions.',
  'Everything done to clinics and credentials. Any change to an entry is detected.',
  'Sending again may send a second message to <number>it</number>.',
  'Auth token ending in {end}',
])('“%s” is said so', (words) => {
  expect(texts).toContain(words);
});

test('in Spanish, too, what opens a clinic’s account is no password', () => {
  const said = Object.values(spanish);
  expect(said.filter((words) => /contraseña principal|contraseñas? de la clínica/i.test(words))).toEqual([]);
});

test('a refused sign-in names what was refused, whichever credentials it were', () => {
  expect(describeProviderError('twilio', '20003').message).toBe('Twilio did not accept these credentials.');
});
