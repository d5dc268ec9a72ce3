import { describe, expect, test } from 'vitest';
import { displayPhoneNumber, parsePhoneNumber } from '../../../../src-shared/messaging/phone-number';

describe('what people paste', () => {
  test.each([
    ['+1-415-555-0100', 'US', '+14155550100'],
    ['(415) 555-0100', 'US', '+14155550100'],
    [' 415.555.0100 ', 'US', '+14155550100'],
    ['+44-20-7183-8750', 'US', '+442071838750'],
    ['020 7183 8750', 'GB', '+442071838750'],
    ['0044 20 7183 8750', 'GB', '+442071838750'],
    ['tel:+14155550100', 'US', '+14155550100'],
    ['"+14155550100",', 'US', '+14155550100'],
    ['\u202A+1 415 555 0100\u202C', 'US', '+14155550100'],
    ['+1 (415) 555–0100', 'US', '+14155550100'],
    ['＋１４１５５５５０１００', 'US', '+14155550100'],
    ['“+14155550100”', 'US', '+14155550100'],
    ['«+1 415 555 0100»;', 'US', '+14155550100'],
    ['\u061C+14155550100', 'US', '+14155550100'],
    ['+15005550006', 'US', '+15005550006'],
  ])('%s in %s is %s', (pasted, country, e164) =>
    expect(parsePhoneNumber(pasted, country)).toMatchObject({ ok: true, e164, warning: null }),
  );

  test('a number that is possible and not in the plan gets a warning, and is accepted', () => {
    expect(parsePhoneNumber('+15551234567', 'US')).toMatchObject({
      ok: true,
      e164: '+15551234567',
      warning: expect.stringContaining('no such number'),
    });
  });

  test('a landline is told as such', () => {
    expect(parsePhoneNumber('+442071838750', 'US')).toMatchObject({ landline: true });
    expect(parsePhoneNumber('+447400123456', 'US')).toMatchObject({ landline: false });
  });
});

describe('what cannot be a number', () => {
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['+1234567890', 'placeholder'],
    ['+1XXXXXXXXXX', 'placeholder'],
    ['+10000000000', 'placeholder'],
    ['1111111111', 'placeholder'],
    ['+999123456789', 'unknown-country'],
    ['+1415555010', 'too-short'],
    ['12', 'too-short'],
    ['+141555501001234567', 'too-long'],
    ['+1 415 555 0100 ext 5', 'extension'],
    ['415-555-0100 x9', 'extension'],
    ['tel:+1-415-555-0100;ext=5', 'extension'],
    ['+14155550100, +14155550101', 'several'],
    ['!!!', 'not-a-number'],
  ])('%s: %s', (pasted, problem) => {
    const parsed = parsePhoneNumber(pasted, 'US');
    expect(parsed).toMatchObject({ ok: false, problem });
    expect(parsed.ok ? '' : parsed.message).toMatch(/^[A-Z+0-9].*\.$/);
  });

  test('without a country and without +, nobody can tell the country', () => {
    expect(parsePhoneNumber('415 555 0100', 'XX')).toMatchObject({ ok: false, problem: 'no-country' });
  });

  test.each([
    ['1-800-FLOWERS', '+18003569377'],
    ['+1-555-VOXANNE', '+15558692663'],
  ])('letters are never assumed, only offered: %s', (pasted, suggestion) => {
    expect(parsePhoneNumber(pasted, 'US')).toMatchObject({
      ok: false,
      problem: 'letters',
      suggestion,
      message: expect.stringContaining(suggestion),
    });
  });

  test.each([
    ['+1999200000O', '+19992000000', '+19992000006'],
    ['+1 415 555 ol00', '+14155550100', '+14155556500'],
    ['(4I5) 555-O1O0', '+14155550100', '+14455556160'],
  ])(
    'letters that look like digits are offered as those first, then as a keypad has them: %s',
    (pasted, looked, dialled) => {
      const parsed = parsePhoneNumber(pasted, 'US');
      expect(parsed).toMatchObject({ ok: false, problem: 'letters', suggestion: looked });
      const said = parsed.ok ? '' : parsed.message;
      expect(said.indexOf(dialled)).toBeGreaterThan(said.indexOf(looked));
      expect(said).toContain(looked);
    },
  );

  test('a letter of Cyrillic or Greek that looks like a digit is offered as that digit alone', () => {
    const offered =
      'This has letters in it. As the digits that they look like it is +14155550100; enter that if you mean it.';
    for (const zero of '\u041E\u043E\u039F\u03BF')
      expect(parsePhoneNumber(`+1 415 555 ${zero}1${zero}0`, 'US')).toMatchObject({ message: offered });
  });

  test('the number without its extension is offered', () => {
    expect(parsePhoneNumber('+1 415 555 0100 ext. 5', 'US')).toMatchObject({ suggestion: '+14155550100' });
  });

  test.each([
    ['447911123456', '+447911123456'],
    ['61412345678', '+61412345678'],
    ['33612345678', '+33612345678'],
    ['5215512345678', '+525512345678'],
    ['+5215512345678', '+525512345678'],
  ])('a number without its + is never guessed, only offered, as it was typed: %s', (pasted, suggestion) => {
    const parsed = parsePhoneNumber(pasted, 'US');
    expect(parsed).toMatchObject({ ok: false, suggestion });
    expect(parsed.ok ? '' : parsed.message).toContain(`${pasted} `);
    expect(parsed.ok ? '' : parsed.message).toMatch(/Did you mean \+\d+ .*\?$/);
  });

  test.each([
    'whatsapp:+14155550100',
    'messenger:123',
    'sip:front@desk.example',
    'rcs:brand',
    `sim:DE${'a1'.repeat(16)}`,
    'mailto:front@desk.example',
  ])('an address of another channel is named: %s', (pasted) =>
    expect(parsePhoneNumber(pasted, 'US')).toMatchObject({ ok: false, problem: 'channel' }),
  );

  test('an international prefix of another country is understood as an offer', () => {
    expect(parsePhoneNumber('00442071838750', 'US')).toMatchObject({ ok: false, suggestion: '+442071838750' });
  });
});

test('numbers are shown in national format with their country', () => {
  expect(displayPhoneNumber('+14155550100')).toEqual({ national: '(415) 555-0100', country: 'US' });
  expect(displayPhoneNumber('+442071838750')).toEqual({ national: '020 7183 8750', country: 'GB' });
  expect(displayPhoneNumber('nonsense')).toEqual({ national: 'nonsense', country: null });
});
