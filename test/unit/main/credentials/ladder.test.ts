/**
 * The ladder shows what is proven now: old proofs fade, broken ones drag down what rested on them, and use settles what
 * no look-up can.
 */
import { describe, expect, test } from 'vitest';
import { checksOf, ladderOf } from '../../../../src-main/credentials/connection-view';
import type { ProviderProof } from '../../../../src-main/providers/provider';
import { rungsOf } from '../../../../src-main/providers/twilio/message-proofs';
import type { ReadinessCheck } from '../../../../src-main/storage/repositories';
import { describeProviderError } from '../../../../src-shared/errors-catalogue';
import { twilioDescriptor } from '../../../../src-shared/providers/twilio/descriptor';
import { proofSpansOf } from '../../../../src-shared/readiness/proof-span';
import { defaultSettings } from '../../../../src-shared/settings/settings';
import type { TestStep } from '../../../../src-shared/tests/test-run';

const now = new Date('2026-05-04T12:00:00.000Z');
const at = (hoursAgo: number) => new Date(now.getTime() - hoursAgo * 3_600_000).toISOString();
const check = (rung: string, state: ReadinessCheck['state'], hoursAgo = 1, proof = `${rung} said`): ReadinessCheck => ({
  provider: 'twilio',
  rung,
  state,
  proof,
  checkedAt: at(hoursAgo),
  simulated: false,
});
const ladder = (...checks: ReadinessCheck[]) =>
  ladderOf(twilioDescriptor, checks, now, proofSpansOf(defaultSettings)).rungs;
const rung = (id: string, ...checks: ReadinessCheck[]) => ladder(...checks).find((each) => each.id === id);

describe('the registered rung', () => {
  test('a text that arrived settles what Twilio can’t tell', () => {
    expect(rung('registered', check('registered', 'unproven', 1), check('us-delivery', 'proven', 2))).toMatchObject({
      state: 'proven',
      checkedAt: at(2),
    });
    expect(rung('registered', check('us-delivery', 'proven', 2))).toMatchObject({ state: 'proven' });
  });

  test('a delivery does not outweigh a registration that was rejected', () => {
    expect(
      rung('registered', check('registered', 'disproved', 1, 'Campaign rejected'), check('us-delivery', 'proven', 2)),
    ).toMatchObject({
      state: 'disproved',
      proof: 'Campaign rejected',
    });
  });

  test('a delivery does not outweigh a review that is not over', () => {
    expect(rung('registered', check('registered', 'pending', 2), check('us-delivery', 'proven', 1))).toMatchObject({
      state: 'pending',
    });
  });

  test('a refusal by the phone companies counts, until Twilio is asked again', () => {
    expect(rung('registered', check('registered', 'unproven', 2), check('us-delivery', 'disproved', 1))).toMatchObject({
      state: 'disproved',
    });
    expect(rung('registered', check('registered', 'unproven', 1), check('us-delivery', 'disproved', 2))).toMatchObject({
      state: 'unproven',
    });
  });

  test('where it does not apply, no delivery makes it apply', () => {
    expect(rung('registered', check('registered', 'not-applicable'), check('us-delivery', 'proven'))).toMatchObject({
      state: 'not-applicable',
    });
  });

  test('the evidence is no rung of its own', () => {
    expect(ladder(check('us-delivery', 'proven')).map(({ id }) => id)).toEqual([
      'signed-in',
      'number-owned',
      'sms-capable',
      'registered',
      'delivered',
    ]);
  });
});

describe('what only a text proves', () => {
  const dayHours = 24;
  /** Checks of this morning, under a text of so many days ago. */
  const afterDays = (days: number, checkIntervalHours: number, deliveryDays = 30) =>
    ladderOf(
      twilioDescriptor,
      [
        ...['signed-in', 'number-owned', 'sms-capable', 'registered'].map((id) => check(id, 'proven', 1)),
        check('delivered', 'proven', days * dayHours),
      ],
      now,
      proofSpansOf({ checkIntervalHours, deliveryDays }),
    ).rungs.map(({ state }) => state);
  const proven = Array.from({ length: 5 }, () => 'proven');

  test.each([6, dayHours, 7 * dayHours])('outlasts the checks, which send nothing, made each %i hours', (interval) => {
    for (const days of [1, 7, 8, 14, 30]) expect(afterDays(days, interval)).toEqual(proven);
    expect(afterDays(31, interval)).toEqual([...proven.slice(1), 'stale']);
  });

  test.each([7, 30, 90])('counts for %i days where a person says so, however far apart the checks are', (chosen) => {
    for (const interval of [6, 30 * dayHours]) {
      expect(afterDays(chosen, interval, chosen)).toEqual(proven);
      expect(afterDays(chosen + 1, interval, chosen)).toEqual([...proven.slice(1), 'stale']);
    }
  });

  test('of a registration is not old before the next check is due', () => {
    const spans = proofSpansOf({ checkIntervalHours: 30 * dayHours, deliveryDays: 7 });
    const { rungs } = ladderOf(twilioDescriptor, [check('registered', 'proven', 8 * dayHours)], now, spans);
    expect(rungs.find(({ id }) => id === 'registered')?.state).toBe('proven');
  });
});

describe('what is stored of a proof', () => {
  const proof = (rungs: ProviderProof['rungs']) => ({ rungs }) as ProviderProof;
  test('an open rung that says why is kept; one that says nothing leaves what was known', () => {
    const stored = checksOf(
      twilioDescriptor,
      proof([
        { id: 'registered', state: 'unproven', proof: 'Campaign approved' },
        { id: 'delivered', state: 'unproven', proof: null },
      ]),
      at(0),
      false,
    );
    expect(stored.map((each) => each.rung)).toEqual(['registered']);
  });
});

describe('what a run shows of the registration', () => {
  const step = (id: TestStep['id'], changes: Partial<TestStep>): TestStep => ({
    id,
    state: 'passed',
    startedAt: null,
    durationMs: 1,
    detail: '',
    reference: null,
    delivery: [],
    error: null,
    ...changes,
  });
  const delivered = step('test-sms', { delivery: [{ status: 'delivered', at: at(0), elapsedMs: 2000 }] });
  const byCode = step('test-sms', { delivery: [{ status: 'confirmed-by-code', at: at(0), elapsedMs: 2000 }] });
  const failed = (code: string) => step('test-sms', { state: 'failed', error: describeProviderError('twilio', code) });
  const states = (steps: TestStep[], from = '+12125550123', to = '+14155550134') =>
    rungsOf({ steps, subject: from, recipient: to }).map(({ id, state }) => `${id} ${state}`);

  test('arrival on a US phone proves it, however it was proven', () => {
    expect(states([delivered])).toEqual(['delivered proven', 'us-delivery proven']);
    expect(states([byCode])).toEqual(['delivered proven', 'us-delivery proven']);
  });

  test('arrival elsewhere, or from elsewhere, proves only itself', () => {
    expect(states([delivered], '+12125550123', '+442079460958')).toEqual(['delivered proven']);
    expect(states([delivered], '+442079460123')).toEqual(['delivered proven']);
  });

  test.each(['30032', '30034', '30035'])('%s says that it is not registered', (code) => {
    expect(states([failed(code)])).toEqual(['delivered disproved', 'us-delivery disproved']);
  });

  test('other failures say nothing of it', () => {
    expect(states([failed('30007')])).toEqual(['delivered disproved']);
    expect(states([failed('30003')])).toEqual([]);
  });
});
