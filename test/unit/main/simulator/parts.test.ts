/** The simulator's small parts: identifiers that never collide, journeys in order, fixtures that fit together. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planJourney } from '../../../../src-main/simulator/twilio/delivery';
import { bulkAccount, practiceAccounts } from '../../../../src-main/simulator/twilio/fixtures';
import { countSegments } from '../../../../src-main/simulator/twilio/formats';
import { chanceOf, createIdMaker } from '../../../../src-main/simulator/twilio/ids';
import { recipientScenarios } from '../../../../src-main/simulator/twilio/recipients';

describe('identifiers', () => {
  it('look right, are plainly invented, and never meet those of the fixtures', () => {
    const fixtures = new Set(
      [...practiceAccounts(), bulkAccount(0), bulkAccount(99_999)].flatMap((account) => [
        account.sid,
        ...account.keys.keys(),
      ]),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (seed) => {
        const ids = createIdMaker(seed);
        const sid = ids.sid('AC');
        expect(sid).toMatch(/^ACfa4e[0-9a-f]{28}$/);
        expect(ids.secret()).toMatch(/^fa4e[0-9a-f]{28}$/);
        expect(fixtures.has(sid)).toBe(false);
        expect(fixtures.has(`SK${sid.slice(2)}`)).toBe(false);
      }),
    );
  });

  it('spread chances evenly and repeat them for the same seed', () => {
    const drawn = Array.from({ length: 4000 }, (_, n) => chanceOf(9, 'x', n));
    const average = drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
    expect(average).toBeGreaterThan(0.48);
    expect(average).toBeLessThan(0.52);
    expect(drawn.filter((one) => one < 0.1).length).toBeGreaterThan(320);
    expect(chanceOf(9, 'x', 1)).toBe(chanceOf(9, 'x', 1));
    expect(chanceOf(9, 'x', 1)).not.toBe(chanceOf(10, 'x', 1));
  });
});

describe('journeys', () => {
  it('begin queued, only move forward, and end as planned within four seconds', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.string(),
        fc.constantFrom('delivered', 'undelivered', 'failed', 'sent', 'queued'),
        (seed, sid, ends) => {
          const stages = planJourney({ ends }, seed, sid);
          expect(stages[0]).toEqual({ status: 'queued', atMs: 0 });
          expect(stages.at(-1)?.status).toBe(ends);
          const times = stages.map((stage) => stage.atMs);
          expect(times).toEqual([...times].sort((a, b) => a - b));
          expect(new Set(times).size).toBe(times.length);
          expect(times.at(-1)).toBeLessThanOrEqual(4000);
        },
      ),
    );
  });
});

describe('fixtures', () => {
  const accounts = practiceAccounts();

  it('share no number, SID or secret, and own no practice recipient', () => {
    const numbers = accounts.flatMap((account) => account.numbers.map((number) => number.phoneNumber));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.filter((number) => recipientScenarios.some((scenario) => scenario.number === number))).toEqual([]);
    const sids = accounts.flatMap((account) => [
      account.sid,
      ...account.numbers.map((number) => number.sid),
      ...account.keys.keys(),
    ]);
    expect(new Set(sids).size).toBe(sids.length);
    const secrets = accounts.flatMap((account) => [
      account.authToken,
      ...[...account.keys.values()].map((key) => key.secret),
    ]);
    expect(new Set(secrets).size).toBe(secrets.length);
    for (const secret of secrets) expect(secret).toMatch(/^[0-9a-f]{32}$/);
  });

  it('use only numbers kept free for fiction', () => {
    for (const { numbers } of accounts)
      for (const { phoneNumber } of numbers) expect(phoneNumber).toMatch(/^\+1\d{3}55501\d\d$|^\+442079460\d{3}$/);
  });

  it('are the same each time, and fresh each time', () => {
    const [again] = practiceAccounts();
    expect(again).toEqual(accounts[0]);
    expect(again).not.toBe(accounts[0]);
  });
});

describe('segments', () => {
  it.each([
    ['', 1],
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    [`[${'a'.repeat(158)}`, 1],
    [`[${'a'.repeat(159)}`, 2],
    ['é'.repeat(160), 1],
    ['ê'.repeat(71), 2],
    ['👋'.repeat(35), 1],
    ['👋'.repeat(36), 2],
  ])('of %j', (text, segments) => {
    expect(countSegments(text)).toBe(segments);
  });
});
