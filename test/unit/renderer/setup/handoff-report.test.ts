import { describe, expect, it } from 'vitest';
import { handoffReport } from '../../../../src-renderer/screens/setup/handoff-step/handoff-report';
import { doneSteps, runsOf } from '../../../../src-renderer/screens/setup/setup-progress';
import type { Connection } from '../../../../src-shared/credentials/connection';
import type { RungState } from '../../../../src-shared/organizations/ladder';
import type { ProviderId } from '../../../../src-shared/primitives';
import { providerIds } from '../../../../src-shared/providers/ids';
import type { TestRun } from '../../../../src-shared/tests/test-run';
import { clinic, connection, run, step } from './fixtures';

/** The report of this connection alone: the others are not needed. */
const reportOf = (
  shown: Connection | null,
  runs: readonly TestRun[],
  provider: ProviderId = shown?.provider ?? 'twilio',
) =>
  handoffReport(
    {
      ...clinic,
      notNeeded: providerIds
        .filter((id) => id !== provider)
        .map((id) => ({ provider: id, decidedBy: 'rosa', decidedAt: at })),
    },
    shown === null ? [] : [shown],
    runs,
  );

const at = '2026-05-04T09:30:00.000Z';
const passed = (id: Parameters<typeof step>[0]) => step(id, { state: 'passed', detail: 'Fine.' });
const fullPass = run(1, {
  finishedAt: at,
  steps: [passed('account'), passed('phone-number'), passed('test-sms'), passed('hot-lead-sms')],
});
const withRungs = (...states: RungState[]) => ({
  ...connection,
  ladder: {
    provider: 'twilio' as const,
    rungs: states.map((state, index) => ({
      id: `r${index}`,
      label: `Rung ${index}`,
      state,
      checkedAt: at,
      proof: `Proof ${index}`,
    })),
  },
});

describe('the handoff', () => {
  it('lists what was proven, when and by whom, and nothing as open when all is', () => {
    const report = reportOf(withRungs('proven', 'not-applicable'), [fullPass]);
    expect(report.open).toEqual([]);
    expect(report.proven[0]).toEqual({ id: 'twilio rung r0', what: 'Twilio: Rung 0', how: 'Proof 0', at, by: null });
    expect(report.proven.at(-1)).toMatchObject({ what: 'Hot-lead SMS', at, by: 'rosa' });
  });

  it('gives every open thing an owner and a reason', () => {
    const lost = run(2, {
      steps: [
        passed('account'),
        passed('phone-number'),
        step('test-sms', { state: 'unconfirmed', detail: 'No receipt.' }),
      ],
    });
    const { open } = reportOf(
      {
        ...withRungs('disproved', 'stale', 'unproven'),
        notices: [{ tone: 'warning', title: 'Trial account', text: 'Ends soon.' }],
      },
      [lost],
    );
    expect(open.map(({ what }) => what)).toEqual([
      'Twilio: Rung 0',
      'Twilio: Rung 1',
      'Twilio: Rung 2',
      'Test SMS',
      'Hot-lead SMS',
      'Trial account',
    ]);
    expect(open.every(({ owner, why }) => owner !== '' && why !== '')).toBe(true);
  });

  it('never calls a rung proven above one that has failed, or is in review', () => {
    expect(reportOf(withRungs('disproved', 'proven'), []).proven).toEqual([]);
    expect(reportOf(withRungs('pending', 'proven'), []).proven).toEqual([]);
  });

  it('names the provider as the owner of what it still reviews', () => {
    expect(reportOf(withRungs('pending'), []).open[0]).toMatchObject({ why: 'Proof 0', owner: 'Twilio' });
  });

  it('begins with the connection when there is none', () => {
    expect(reportOf(null, []).open[0]).toMatchObject({ what: 'Connect Twilio' });
  });
});

describe('a provider that the clinic does not need', () => {
  const decided = { ...clinic, notNeeded: [{ provider: 'google' as const, decidedBy: 'rosa', decidedAt: at }] };

  it('is told with who decided it, and is nothing open', () => {
    const { open, notNeeded } = handoffReport(decided, [], []);
    expect(notNeeded).toMatchObject([{ what: 'Google Calendar', by: 'rosa', at }]);
    expect(open.some(({ what }) => what.includes('Google'))).toBe(false);
  });

  it('has its step ticked', () => {
    expect(doneSteps(decided, [], []).has('google')).toBe(true);
    expect(doneSteps(clinic, [], []).has('google')).toBe(false);
  });

  it('is needed as long as it is connected', () => {
    const connected = { ...connection, provider: 'google' as const, status: 'needs-attention' as const };
    expect(doneSteps(decided, [connected], []).has('google')).toBe(false);
    expect(handoffReport(decided, [connected], []).notNeeded).toEqual([]);
  });
});

describe('ticks on the steps', () => {
  it('stand for work that is done, not for steps that were passed through', () => {
    expect([...doneSteps({ ...clinic, setupStep: 'handoff' }, [], [])]).toEqual(['clinic']);
    expect([...doneSteps({ ...clinic, setupStep: null }, [connection], [fullPass])]).toEqual([
      'clinic',
      'twilio',
      'sms-test',
      'handoff',
    ]);
  });

  it('go away when the number changes: its tests prove nothing about another one', () => {
    expect(runsOf([fullPass], { ...connection, resource: '+14155550111' })).toEqual([]);
    expect(doneSteps(clinic, [{ ...connection, resource: '+14155550111' }], [fullPass]).has('sms-test')).toBe(false);
  });

  it('are not given to revoked credentials, nor for a pass against a simulator', () => {
    expect(doneSteps(clinic, [{ ...connection, status: 'revoked' }], [fullPass]).has('twilio')).toBe(false);
    expect(doneSteps(clinic, [connection], [{ ...fullPass, simulated: true }]).has('sms-test')).toBe(false);
  });
});

describe('the handoff of a calendar', () => {
  const rungs = (state: 'proven' | 'unproven') => [
    {
      id: 'signed-in',
      label: 'Signed in',
      state: 'proven' as const,
      checkedAt: '2026-05-04T09:30:00.000Z',
      proof: 'Google answered',
    },
    { id: 'event-made-and-removed', label: 'Test event made and removed', state, checkedAt: null, proof: null },
  ];
  const google = (state: 'proven' | 'unproven') => ({
    ...connection,
    provider: 'google' as const,
    ladder: { provider: 'google' as const, rungs: rungs(state) },
  });

  it('is open as long as nothing is connected', () => {
    expect(reportOf(null, [], 'google').open.map(({ what }) => what)).toEqual(['Connect Google']);
  });

  it('names the test that is still to be run, and nothing once all is proven', () => {
    const open = reportOf(google('unproven'), []);
    expect(open.proven.map(({ what }) => what)).toEqual(['Google Calendar: Signed in']);
    expect(open.open).toMatchObject([
      {
        what: 'Google Calendar: Test event made and removed',
        why: '“Run calendar test” proves it.',
        owner: 'Installer',
      },
    ]);
    expect(reportOf(google('proven'), []).open).toEqual([]);
  });

  it('hands over the end of a sign-in before it strikes', () => {
    const notice = {
      tone: 'warning' as const,
      title: 'Google Calendar sign-in expires in 2 days',
      text: 'In testing.',
    };
    expect(reportOf({ ...google('proven'), notices: [notice] }, []).open.map(({ what }) => what)).toEqual([
      notice.title,
    ]);
  });
});
