import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { defaultDrafts, renderDraft } from '../../../../src-shared/messaging/drafts';
import { countSegments, describeSegments } from '../../../../src-shared/messaging/segments';

const count = (text: string) => {
  const { encoding, units, segments } = countSegments(text);
  return [encoding, units, segments];
};

describe('what a text costs', () => {
  test.each([
    ['a'.repeat(160), ['GSM-7', 160, 1]],
    ['a'.repeat(161), ['GSM-7', 161, 2]],
    ['a'.repeat(306), ['GSM-7', 306, 2]],
    ['a'.repeat(307), ['GSM-7', 307, 3]],
    ['€'.repeat(80), ['GSM-7', 160, 1]],
    ['€'.repeat(81), ['GSM-7', 162, 2]],
    ['á'.repeat(70), ['UCS-2', 70, 1]],
    ['á'.repeat(71), ['UCS-2', 71, 2]],
    ['🔥'.repeat(35), ['UCS-2', 70, 1]],
    ['🔥'.repeat(36), ['UCS-2', 72, 2]],
    ['🔥'.repeat(67), ['UCS-2', 134, 3]],
    ['\r\n', ['GSM-7', 2, 1]],
    ['', ['GSM-7', 0, 1]],
  ])('%j', (text, expected) => expect(count(text)).toEqual(expected));

  test('names the characters that make it dear', () => {
    expect(countSegments('It’s 5 o’clock – ok 🔥').forcing).toEqual(['’', '–', '🔥']);
  });

  test('reads as words', () => {
    expect(describeSegments(countSegments('a'))).toBe('GSM-7, 1 character, 1 segment');
    expect(describeSegments(countSegments('á'.repeat(71)))).toBe('UCS-2, 71 characters, 2 segments');
  });

  test('the default test SMS is one plain segment; the hot lead has emoji', () => {
    const values = { clinic: 'Sunrise Dental', code: '1234', lead: '5678', time: '2:05 PM' };
    expect(countSegments(renderDraft(defaultDrafts.testSms, values))).toMatchObject({ encoding: 'GSM-7', segments: 1 });
    expect(countSegments(renderDraft(defaultDrafts.hotLead, values))).toMatchObject({ encoding: 'UCS-2' });
  });
});

test('agrees with Twilio’s own calculator', () => {
  const piece = fc.constantFrom(
    'a',
    'Z',
    ' ',
    '@',
    '€',
    '^',
    '{',
    '\n',
    'é',
    'á',
    '’',
    '漢',
    '🔥',
    '👩‍⚕️',
    '🦷',
    '👍🏽',
    '1️⃣',
    '\r\n',
    'ß',
    'Δ',
    '`',
  );
  const text = fc.array(piece, { maxLength: 400 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, (message) => {
      const theirs = new SegmentedMessage(message);
      const ours = countSegments(message);
      expect([ours.encoding, ours.segments]).toEqual([theirs.encodingName, Math.max(1, theirs.segmentsCount)]);
    }),
    { numRuns: 400 },
  );
});

test('the text of a whole book is counted in one pass: in squares of its length it would end after the test', () => {
  expect(countSegments('🔥 Hot lead: José wants a crown '.repeat(20_000)).segments).toBeGreaterThan(9_000);
});
