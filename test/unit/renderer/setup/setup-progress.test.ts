import { describe, expect, it } from 'vitest';
import { doneSteps, runsOf } from '../../../../src-renderer/screens/setup/setup-progress';
import { clinic, connection, run, step } from './fixtures';

const at = '2026-05-04T09:30:00.000Z';
const passed = (id: Parameters<typeof step>[0]) => step(id, { state: 'passed', detail: 'Fine.' });
const fullPass = run(1, {
  finishedAt: at,
  steps: [passed('account'), passed('phone-number'), passed('test-sms'), passed('hot-lead-sms')],
});

describe('a provider that the clinic does not need', () => {
  const decided = { ...clinic, notNeeded: [{ provider: 'google' as const, decidedBy: 'rosa', decidedAt: at }] };

  it('has its step ticked', () => {
    expect(doneSteps(decided, [], []).has('google')).toBe(true);
    expect(doneSteps(clinic, [], []).has('google')).toBe(false);
  });

  it('is needed as long as it is connected', () => {
    const connected = { ...connection, provider: 'google' as const, status: 'needs-attention' as const };
    expect(doneSteps(decided, [connected], []).has('google')).toBe(false);
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
