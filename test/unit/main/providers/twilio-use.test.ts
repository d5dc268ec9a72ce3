/** Real use of a number renews a delivery that a test proved, and proves nothing else. */
import { describe, expect, test, vi } from 'vitest';
import { readDelivery } from '../../../../src-main/providers/twilio/answers';
import { deliveredInUse } from '../../../../src-main/providers/twilio/use';

const now = Date.UTC(2026, 4, 4, 12);
const hour = 3_600_000;
const at = (hoursAgo: number) => new Date(now - hoursAgo * hour).toISOString();
const number = '+14155550100';

async function used(provenAt: string | undefined, left: number | null | Error, aheadMs: number | null = 0) {
  const newestDelivery = vi.fn(async () => {
    if (left instanceof Error) throw left;
    return left;
  });
  const api = { newestDelivery, clockAheadMs: () => aheadMs };
  const rungs = await deliveredInUse(api, number, provenAt, now, new AbortController().signal);
  return { rungs, asked: newestDelivery.mock.calls.length };
}

describe('a text of the number that was delivered', () => {
  test('renews the proof from when it left, and says what it was', async () => {
    expect(await used(at(72), now - 3 * hour)).toEqual({
      asked: 1,
      rungs: [
        {
          id: 'delivered',
          state: 'proven',
          proof: 'Twilio lists a delivered text from (415) 555-0100',
          checkedAt: at(3),
        },
      ],
    });
  });

  test('is told in this computer’s time, and never ahead of it', async () => {
    expect((await used(at(72), now - 2 * hour, hour)).rungs[0]?.checkedAt).toBe(at(3));
    expect((await used(at(72), now + 2 * hour)).rungs[0]?.checkedAt).toBe(at(0));
  });

  test('renews nothing where it left before the proof', async () => {
    expect((await used(at(72), now - 73 * hour)).rungs).toEqual([]);
  });
});

test('no delivered text, and no answer, leave the proof as old as it is', async () => {
  expect(await used(at(72), null)).toEqual({ asked: 1, rungs: [] });
  expect(await used(at(72), new Error('not allowed'))).toEqual({ asked: 1, rungs: [] });
});

test.each([
  ['was never proven', undefined],
  ['was proven within the last day', at(23)],
  ['was proven at a time that is still to come', at(-5)],
  ['was proven at a time that can’t be read', 'soon'],
])('no messages are asked for where the delivery %s', async (_, provenAt) => {
  expect(await used(provenAt, now)).toEqual({ asked: 0, rungs: [] });
});

test('no messages are asked for before a number is picked', async () => {
  const api = { newestDelivery: () => Promise.reject(new Error('not asked for')), clockAheadMs: () => 0 };
  expect(await deliveredInUse(api, null, at(72), now, new AbortController().signal)).toEqual([]);
});

describe('of Twilio’s list of texts', () => {
  const listed = {
    status: 'delivered',
    from: number,
    direction: 'outbound-api',
    date_sent: 'Mon, 04 May 2026 09:00:00 +0000',
  };
  const counts = (change: Record<string, unknown>) => readDelivery({ ...listed, ...change }, number);

  test('a delivered one counts from when it left', () => {
    expect(counts({})).toBe(now - 3 * hour);
    expect(counts({ status: 'DELIVERED', direction: 'outbound-reply' })).toBe(now - 3 * hour);
  });

  test.each([
    ...['queued', 'accepted', 'scheduled', 'sending', 'sent', 'undelivered', 'failed', 'canceled', 'received'],
    ...['partially_delivered', 'delivered?', '', null, true, 1],
  ])('the state %j is no delivery', (status) => {
    expect(counts({ status })).toBeNull();
  });

  test.each([
    { from: '+14155550101' },
    { from: `whatsapp:${number}` },
    { from: null },
    { direction: 'inbound' },
    { direction: null },
    { date_sent: null },
    { date_sent: 'soon' },
  ])('one that reads %j is none either', (change) => {
    expect(counts(change)).toBeNull();
  });

  test.each([null, undefined, [], 'delivered', {}])('what is no text at all, %j, is none', (item) => {
    expect(readDelivery(item, number)).toBeNull();
  });
});
