import { describe, expect, it } from 'vitest';
import { testLines as linesOf, summaryOf as summarise } from '../../../../src-renderer/components/tests/test-lines';
import {
  runAwaitingCode as awaiting,
  repeatRisk,
} from '../../../../src-renderer/screens/setup/sms-test-step/sending-again';
import { messageProvider } from '../../../../src-shared/providers/message-provider';
import { run, step } from './fixtures';

const { test } = messageProvider;
const testLines = (runs: Parameters<typeof linesOf>[1]) => linesOf(test, runs);
const summaryOf = (lines: ReturnType<typeof testLines>) => summarise(test, lines);
const runAwaitingCode = (runs: Parameters<typeof linesOf>[1]) => awaiting('test-sms', runs);

const at = '2026-05-04T10:00:01.000Z';
const lineOf = (testRun: ReturnType<typeof run>) => {
  const line = testLines([testRun])[2];
  if (line === undefined) throw new Error('no third line');
  return line;
};

describe('the four lines', () => {
  it('shows the newest word on each, whichever run it came from', () => {
    const again = run(2, { steps: [step('hot-lead-sms', { state: 'passed' })] });
    const first = run(1, {
      steps: [
        step('account', { state: 'passed' }),
        step('phone-number', { state: 'passed' }),
        step('test-sms', { state: 'failed' }),
        step('hot-lead-sms', { state: 'failed' }),
      ],
    });
    expect(testLines([again, first]).map((line) => [line.about.id, line.step?.state])).toEqual([
      ['account', 'passed'],
      ['phone-number', 'passed'],
      ['test-sms', 'failed'],
      ['hot-lead-sms', 'passed'],
    ]);
  });

  it('are all there, and open, before any run', () => {
    expect(testLines([]).map((line) => line.step)).toEqual([null, null, null, null]);
  });
});

describe('the summary', () => {
  const passed = [step('account', { state: 'passed' }), step('phone-number', { state: 'passed' })];
  const of = (change: Partial<ReturnType<typeof run>>) => summaryOf(testLines([run(1, change)]));

  it('says that all is well only when all four passed', () => {
    expect(
      of({ steps: [...passed, step('test-sms', { state: 'passed' }), step('hot-lead-sms', { state: 'passed' })] }),
    ).toMatchObject({
      tone: 'good',
      title: 'All 4 passed',
    });
    expect(of({ steps: passed })).toMatchObject({ tone: 'info', title: '2 passed' });
  });

  it('never counts an unconfirmed message as passed', () => {
    expect(
      of({
        steps: [...passed, step('test-sms', { state: 'unconfirmed' }), step('hot-lead-sms', { state: 'skipped' })],
      }),
    ).toMatchObject({
      tone: 'warning',
      title: '2 passed, 1 skipped, 1 unconfirmed',
    });
  });

  it('puts a failure before everything else', () => {
    expect(
      of({ steps: [...passed, step('test-sms', { state: 'failed' }), step('hot-lead-sms', { state: 'unconfirmed' })] })
        ?.tone,
    ).toBe('bad');
  });

  it('says so when the test was stopped or cut off', () => {
    expect(of({ state: 'stopped', steps: passed })?.title).toBe('Stopped: 2 passed');
    expect(of({ state: 'interrupted', steps: passed })?.title).toBe('Interrupted: 2 passed');
  });

  it('waits for the end', () => {
    expect(of({ state: 'running', steps: passed })).toBeNull();
    expect(summaryOf(testLines([]))).toBeNull();
  });
});

describe('sending again', () => {
  it('warns when nobody knows whether the earlier message went out', () => {
    const lost = step('test-sms', { state: 'unconfirmed', delivery: [{ status: 'unknown', at, elapsedMs: 10_000 }] });
    expect(repeatRisk(lineOf(run(1, { steps: [lost] })))).toBe('unknown');
  });

  it('warns when a crash cut the sending short', () => {
    expect(
      repeatRisk(
        lineOf(run(1, { state: 'interrupted', steps: [step('test-sms', { state: 'running', startedAt: at })] })),
      ),
    ).toBe('unknown');
  });

  it('warns when it was accepted and may have arrived', () => {
    expect(
      repeatRisk(
        lineOf(
          run(1, {
            steps: [
              step('test-sms', {
                state: 'unconfirmed',
                reference: 'SM1',
                delivery: [{ status: 'sent', at, elapsedMs: 900 }],
              }),
            ],
          }),
        ),
      ),
    ).toBe('accepted');
  });

  it('does not warn about a look-up, nor about a message that was refused', () => {
    expect(repeatRisk(lineOf(run(1, { steps: [step('test-sms', { state: 'failed' })] })))).toBeNull();
    expect(
      repeatRisk(
        testLines([
          run(1, { state: 'interrupted', steps: [step('account', { state: 'running', startedAt: at })] }),
        ])[0] ?? lineOf(run(1)),
      ),
    ).toBeNull();
  });
});

describe('the code from the phone', () => {
  const accepted = step('test-sms', { state: 'unconfirmed', reference: 'SM1' });

  it('belongs to the newest run whose test SMS was accepted', () => {
    const partial = run(3, { steps: [step('hot-lead-sms', { state: 'passed' })] });
    expect(runAwaitingCode([partial, run(2, { steps: [accepted] }), run(1, { steps: [accepted] })])?.id).toBe(
      run(2).id,
    );
  });

  it('is not asked for twice, nor for a message that failed', () => {
    expect(
      runAwaitingCode([
        run(1, { steps: [{ ...accepted, delivery: [{ status: 'confirmed-by-code', at, elapsedMs: 60_000 }] }] }),
      ]),
    ).toBeNull();
    expect(runAwaitingCode([run(1, { steps: [{ ...accepted, state: 'failed' }] })])).toBeNull();
  });
});
