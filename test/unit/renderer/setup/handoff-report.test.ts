import { describe, expect, it } from 'vitest';
import { handoffReport, signInHandoff } from '../../../../src-renderer/screens/setup/handoff-step/handoff-report';
import { doneSteps, runsOf } from '../../../../src-renderer/screens/setup/setup-progress';
import type { RungState } from '../../../../src-shared/organizations/ladder';
import { clinic, connection, run, step } from './fixtures';

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
  it('lists what was proved, when and by whom, and nothing as open when all is', () => {
    const report = handoffReport(withRungs('proven', 'not-applicable'), [fullPass]);
    expect(report.open).toEqual([]);
    expect(report.proved[0]).toEqual({ id: 'rung r0', what: 'Twilio: Rung 0', how: 'Proof 0', at, by: null });
    expect(report.proved.at(-1)).toMatchObject({ what: 'Hot-lead SMS', at, by: 'rosa' });
  });

  it('gives every open thing an owner and a reason', () => {
    const lost = run(2, {
      steps: [
        passed('account'),
        passed('phone-number'),
        step('test-sms', { state: 'unconfirmed', detail: 'No receipt.' }),
      ],
    });
    const { open } = handoffReport(
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

  it('never calls a rung proved above one that has failed', () => {
    expect(handoffReport(withRungs('disproved', 'proven'), []).proved).toEqual([]);
  });

  it('begins with the connection when there is none', () => {
    expect(handoffReport(null, []).open[0]).toMatchObject({ what: 'Connect Twilio' });
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
    expect(signInHandoff('google', null).open.map(({ what }) => what)).toEqual(['Connect Google']);
  });

  it('names the test that is still to be run, and nothing once all is proved', () => {
    const open = signInHandoff('google', google('unproven'));
    expect(open.proved.map(({ what }) => what)).toEqual(['Google Calendar: Signed in']);
    expect(open.open).toMatchObject([
      {
        what: 'Google Calendar: Test event made and removed',
        why: '“Run calendar test” proves it.',
        owner: 'Installer',
      },
    ]);
    expect(signInHandoff('google', google('proven')).open).toEqual([]);
  });

  it('hands over the end of a sign-in before it strikes', () => {
    const notice = {
      tone: 'warning' as const,
      title: 'Google Calendar sign-in expires in 2 days',
      text: 'In testing.',
    };
    expect(signInHandoff('google', { ...google('proven'), notices: [notice] }).open.map(({ what }) => what)).toEqual([
      notice.title,
    ]);
  });
});
