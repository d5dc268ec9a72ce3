import { describe, expect, it } from 'vitest';
import type { RecordedState, Rung } from '../../../../src-shared/organizations/ladder';
import { providerDescriptors } from '../../../../src-shared/providers';
import { withUnconfirmed } from '../../../../src-shared/readiness/unconfirmed';
import { notSelectedDetail, type TestRun, type TestStep, waitingStep } from '../../../../src-shared/tests/test-run';

const { twilio } = providerDescriptors;
const number = '+14155550123';
const tested = { resource: number, simulated: false };

function run(at: string, states: Partial<Record<string, TestStep['state']>>, over: Partial<TestRun> = {}): TestRun {
  return {
    id: '01902f3a-0000-7000-8000-0000000000f1',
    organizationId: '01902f3a-0000-7000-8000-000000000001',
    provider: 'twilio',
    state: 'finished',
    simulated: false,
    startedAt: `2026-05-04T${at}:00.000Z`,
    finishedAt: `2026-05-04T${at}:30.000Z`,
    startedBy: 'rosa',
    subject: number,
    recipient: '+14155550199',
    steps: (twilio.test?.steps ?? []).map(({ id }) => {
      const state = states[id];
      if (state === undefined) return { ...waitingStep(id), state: 'skipped', detail: notSelectedDetail };
      return { ...waitingStep(id), state, detail: `${id} said` };
    }),
    ...over,
  };
}
const rungs = (state: RecordedState, checkedAt: string | null = null): Rung[] =>
  twilio.rungs.map(({ id, label }) =>
    id === 'delivered'
      ? { id, label, state, checkedAt, proof: null }
      : { id, label, state: 'unproven', checkedAt: null, proof: null },
  );
const delivered = (given: readonly Rung[], runs: readonly TestRun[], of = tested) =>
  withUnconfirmed(twilio, given, runs, of).find(({ id }) => id === 'delivered');

describe('a text that nobody saw arrive', () => {
  const sent = run('10:00', { 'test-sms': 'unconfirmed', 'hot-lead-sms': 'unconfirmed' });

  it('leaves its rung unconfirmed, with when and what was seen, and no other rung', () => {
    expect(delivered(rungs('unproven'), [sent])).toMatchObject({
      state: 'unconfirmed',
      checkedAt: sent.finishedAt,
      proof: 'test-sms said',
    });
    const others = withUnconfirmed(twilio, rungs('unproven'), [sent], tested).filter(({ id }) => id !== 'delivered');
    expect(others.every(({ state }) => state === 'unproven')).toBe(true);
  });

  it.each<RecordedState>(['proven', 'stale', 'pending', 'not-applicable'])('leaves a rung that is %s', (state) => {
    expect(delivered(rungs(state), [sent])?.state).toBe(state);
  });

  it('follows the newest: a failure of before it is over, one after it is not', () => {
    expect(delivered(rungs('disproved', '2026-05-04T09:00:00.000Z'), [sent])?.state).toBe('unconfirmed');
    expect(delivered(rungs('disproved', '2026-05-04T11:00:00.000Z'), [sent])?.state).toBe('disproved');
  });

  it('says nothing once the message was seen, or when another failed', () => {
    const seen = run('11:00', { 'test-sms': 'passed', 'hot-lead-sms': 'passed' });
    expect(delivered(rungs('unproven'), [seen, sent])?.state).toBe('unproven');
    expect(delivered(rungs('unproven'), [run('11:00', { 'test-sms': 'failed' }), sent])?.state).toBe('unproven');
  });

  it('stays while only another message was sent again', () => {
    expect(delivered(rungs('unproven'), [run('11:00', { 'test-sms': 'passed' }), sent])?.proof).toBe(
      'hot-lead-sms said',
    );
  });

  it('says nothing about another number, or of a simulated account', () => {
    expect(delivered(rungs('unproven'), [sent], { ...tested, resource: '+14155550124' })?.state).toBe('unproven');
    expect(delivered(rungs('unproven'), [sent], { ...tested, simulated: true })?.state).toBe('unproven');
  });
});
