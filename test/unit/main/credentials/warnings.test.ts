/** What is said before it strikes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { warningsTogether } from '../../../../src-main/background/changes';
import { metadataOf } from '../../../../src-main/credentials/connection-view';
import {
  kitWarning,
  pressingOf,
  type Warned,
  warningNotices,
  warningsOf,
} from '../../../../src-main/credentials/warnings';
import { daysLeft, type Outlook, outlookAfter, outlookKey, outlookOf } from '../../../../src-main/providers/outlook';
import { nextSaidAhead, saidAhead } from '../../../../src-shared/ahead';
import { providerDescriptors } from '../../../../src-shared/providers';

const day = 24 * 3_600_000;
const now = new Date('2026-05-04T12:00:00.000Z');
const ago = (days: number) => new Date(now.getTime() - days * day).toISOString();
const stored = (outlook: Outlook, over: Partial<Warned> = {}): Warned => ({
  metadata: { [outlookKey]: { at: now.getTime(), since: now.getTime() - 10 * day, ...outlook } },
  verifiedAt: now.toISOString(),
  expiresAt: null,
  ...over,
});
const twilio = (outlook: Outlook, over: Partial<Warned> = {}, slack = 1) =>
  warningsOf(providerDescriptors.twilio, stored(outlook, over), now, slack);

/** The outlook after one proof a day with these balances. */
function balancesOf(amounts: readonly (number | undefined)[]): Outlook {
  let known: Outlook = {};
  for (const [index, amount] of amounts.entries()) {
    const at = new Date(now.getTime() - (amounts.length - 1 - index) * day);
    const told = amount === undefined ? {} : { balance: { amount, currency: 'USD' } };
    known = outlookAfter({ aheadMs: 0, ...told }, known, null, at);
  }
  return known;
}

describe('a balance', () => {
  test('that lasts is not told; one that is used up within the week is, with a forecast', () => {
    expect(daysLeft(balancesOf([50, 49, 48]))).toBe(48);
    expect(twilio(balancesOf([50, 49, 48]))).toEqual([]);
    expect(twilio(balancesOf([30, 25, 20]))).toMatchObject([
      { title: 'The Twilio balance lasts about 4 days', text: expect.stringContaining('20.00 USD') },
    ]);
    expect(twilio(balancesOf([30, 20, 3]))[0]?.title).toBe('The Twilio balance lasts less than a day');
  });

  test('that is low is told without a forecast, from the first proof on', () => {
    expect(twilio(balancesOf([1.5]))).toMatchObject([{ kind: 'balance', title: 'The Twilio balance is low' }]);
  });

  test('money that was paid in between is not counted as use, and a day has one balance', () => {
    expect(daysLeft(balancesOf([10, 5, 100, 95]))).toBeCloseTo(95 / (10 / 3));
    const twice = outlookAfter({ aheadMs: 0, balance: { amount: 4, currency: null } }, balancesOf([5]), null, now);
    expect(twice.balances).toHaveLength(1);
  });

  test('that a check does not tell stays as it was known; one that there is no more is forgotten', () => {
    expect(balancesOf([1.5, undefined]).balance).toEqual({ amount: 1.5, currency: 'USD' });
    expect(outlookAfter({ aheadMs: 0, balance: null }, balancesOf([1.5]), null, now).balance).toBeUndefined();
  });

  test('of long ago is forgotten: what is stored does not grow', () => {
    const many = balancesOf(Array.from({ length: 400 }, (_, index) => 1000 - index));
    expect(many.balances?.length).toBeLessThanOrEqual(15);
  });
});

describe('an end', () => {
  const end = (days: number): Outlook => ({
    ends: { trial: { at: now.getTime() + days * day, what: 'The trial ends on', text: 'Upgrade.' } },
  });

  test('is told a week before and two days before, as two warnings, and not after it', () => {
    const keys = [8, 6, 5, 1.5, 0.5, -1].map((days) => twilio(end(days)).map((warning) => warning.keys[0]));
    expect(keys).toEqual([[], ['end trial 7'], ['end trial 7'], ['end trial 2'], ['end trial 2'], []]);
    expect(twilio(end(6))[0]?.title).toBe('The trial ends on May 10, 2026');
    // Whoever is told two days before needs no word of the week.
    expect(twilio(end(1))[0]?.keys).toEqual(['end trial 2', 'end trial 7']);
  });

  test('of a sign-in of seven days is told three days before and on the last day, where the clock is right', () => {
    const google = (days: number, outlook: Outlook = {}) =>
      warningsOf(providerDescriptors.google, stored(outlook, { expiresAt: ago(-days) }), now);
    expect(google(5)).toEqual([]);
    expect(google(2.5)[0]).toMatchObject({ title: 'Google Calendar sign-in expires in 2 days', keys: ['sign-in 3'] });
    expect(google(0.5)[0]?.keys).toEqual(['sign-in 1', 'sign-in 3']);
    expect(google(0.5, { at: now.getTime() - 365 * day })).toEqual([]);
  });

  test('that a check does not tell stays; one that is over is forgotten', () => {
    const known = end(5);
    expect(outlookAfter({ aheadMs: 0, ends: {} }, known, null, now).ends).toEqual(known.ends);
    expect(outlookAfter({ aheadMs: 0, ends: { trial: null } }, known, null, now).ends).toEqual({});
  });
});

describe('the age of a key', () => {
  test('is told for each year; that of a sign-in, which renews itself, is not', () => {
    const aged = (days: number): Outlook => ({ since: now.getTime() - days * day });
    expect(twilio(aged(364))).toEqual([]);
    expect(twilio(aged(366))).toMatchObject([{ keys: ['key 1'], title: 'The Twilio key is a year old' }]);
    expect(twilio(aged(800))[0]?.keys).toEqual(['key 2', 'key 1']);
    expect(warningsOf(providerDescriptors.google, stored(aged(900)), now)).toEqual([]);
  });

  test('goes by the provider’s clock, when the computer’s is a year ahead, was so once, or was so at the start', () => {
    const ahead = new Date(now.getTime() + 370 * day);
    const later = (at: Date, outlook: Outlook, aheadMs: number) => outlookAfter({ aheadMs }, outlook, ago(-370), at);
    const keyOf = (outlook: Outlook, at: Date) =>
      warningsOf(providerDescriptors.twilio, { ...stored(outlook), verifiedAt: at.toISOString() }, at);
    // Ahead now, at a check and after the last one.
    expect(keyOf(later(ahead, outlookAfter({ aheadMs: 0 }, {}, null, now), -370 * day), ahead)).toEqual([]);
    const checked = stored(outlookAfter({ aheadMs: 0 }, {}, null, now));
    expect(warningsOf(providerDescriptors.twilio, checked, ahead)).toEqual([]);
    // Added while it was ahead: the stored time lies in the future.
    expect(later(now, {}, 0).since).toBe(now.getTime());
    // Behind now.
    expect(warningsOf(providerDescriptors.twilio, checked, new Date(now.getTime() - 370 * day))).toEqual([]);
  });

  test('is not told where no provider ever told its time', () => {
    const outlook = outlookAfter({ aheadMs: null }, {}, ago(900), now);
    expect(warningsOf(providerDescriptors.twilio, { ...stored({}), metadata: { [outlookKey]: outlook } }, now)).toEqual(
      [],
    );
  });
});

test('what was told is not forgotten at the first wavering', () => {
  const outlook = balancesOf([2.5]);
  expect(twilio(outlook)).toEqual([]);
  expect(twilio(outlook, {}, 2)).toHaveLength(1);
});

test('a recovery kit that is missing or old is told; without credentials none is needed', () => {
  const at = now.getTime();
  const before = (days: number) => at - days * day;
  expect(kitWarning({ savedAt: null, since: null }, at)).toBeNull();
  expect(kitWarning({ savedAt: null, since: before(3) }, at)).toBeNull();
  expect(kitWarning({ savedAt: null, since: before(20) }, at)?.title).toBe('There is no recovery kit yet');
  expect(kitWarning({ savedAt: before(100), since: before(300) }, at)).toBeNull();
  expect(kitWarning({ savedAt: before(190), since: before(300) }, at)?.title).toBe('The recovery kit is 6 months old');
});

test('the card says what the provider’s own notices do not, and what presses asks for attention', () => {
  const outlook = {
    ...balancesOf([1]),
    since: now.getTime() - 400 * day,
    ends: { trial: { at: now.getTime() + day, what: 'The trial ends on', text: '' } },
  };
  expect(warningNotices(twilio(outlook)).map(({ title }) => title)).toEqual([
    'The Twilio key is a year old',
    'The Twilio balance is low',
  ]);
  const pressing = (told: Outlook) => pressingOf(providerDescriptors.twilio, stored(told));
  expect(saidAhead(pressing(outlook), now)).toBe('The trial ends on May 5, 2026');
  // Once it is over, what is left is said.
  expect(saidAhead(pressing(outlook), new Date(now.getTime() + day))).toBe('The Twilio balance is low');
  expect(pressing({ since: now.getTime() - 400 * day })).toEqual([]);
});

test('what presses is known for any later time, by the rule of what is told, and changes at no other moment', () => {
  const hour = 3_600_000;
  const hours = fc.integer({ min: -45 * 24, max: 45 * 24 });
  const any = fc.record({
    ends: fc.array(hours, { maxLength: 3 }),
    balance: fc.option(fc.constantFrom(1, 50)),
    at: fc.option(hours),
    verified: fc.option(hours),
    millisecond: fc.integer({ min: -1, max: 1 }),
    later: fc.integer({ min: -60 * 24, max: 60 * 24 }),
  });
  let said = 0;
  fc.assert(
    fc.property(any, ({ ends, balance, at, verified, millisecond, later }) => {
      const outlook: Outlook = {
        ...(at === null ? {} : { at: now.getTime() + at * hour }),
        ends: Object.fromEntries(
          ends.map((after, index) => [
            `end ${index}`,
            { at: now.getTime() + after * hour, what: `End ${index} is on`, text: '' },
          ]),
        ),
        ...(balance === null ? {} : { balance: { amount: balance, currency: 'USD' } }),
      };
      const verifiedAt = verified === null ? null : new Date(now.getTime() + verified * hour).toISOString();
      const warned: Warned = { metadata: { [outlookKey]: outlook }, verifiedAt, expiresAt: null };
      const pressing = pressingOf(providerDescriptors.twilio, warned);
      const then = new Date(now.getTime() + later * hour + millisecond);
      const told = warningsOf(providerDescriptors.twilio, warned, then).find(
        ({ kind }) => kind === 'end' || kind === 'balance',
      );
      expect(saidAhead(pressing, then)).toBe(told?.title ?? null);
      if (told?.kind === 'end') said += 1;
      const next = nextSaidAhead(pressing, now);
      expect(next).toBeGreaterThan(now.getTime());
      if (then >= now && then.getTime() < next) expect(saidAhead(pressing, then)).toBe(saidAhead(pressing, now));
    }),
    { numRuns: 5000 },
  );
  expect(said).toBeGreaterThan(0);
});

test('a proof without an outlook stores none, and what is stored reads again', () => {
  const proof = { headline: '', metadata: {}, facts: [], notices: [], choice: null, rungs: [], problem: null };
  expect(outlookOf(metadataOf(proof, null, now))).toEqual({});
  const told = { aheadMs: 5, balance: { amount: 1, currency: null } };
  expect(outlookOf(metadataOf({ ...proof, outlook: told }, null, now))).toMatchObject({
    at: now.getTime() + 5,
    since: now.getTime() + 5,
    balance: told.balance,
  });
});

test('many warnings are one notice', () => {
  const warnings = Array.from({ length: 40 }, (_, index) => ({
    kind: 'warning' as const,
    organizationId: String(index),
    title: `Clinic ${index}: low`,
    text: '',
  }));
  expect(warningsTogether(warnings)).toMatchObject([
    { organizationId: null, title: '40 things need somebody soon', text: expect.stringContaining('And 37 more.') },
  ]);
});
