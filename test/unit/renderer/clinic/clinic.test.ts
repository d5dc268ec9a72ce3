import { describe, expect, it } from 'vitest';
import { connectionState } from '../../../../src-renderer/components/connection-state';
import { createLoader } from '../../../../src-renderer/components/loader';
import { runHeadline } from '../../../../src-renderer/components/tests/test-lines';
import type { RungState } from '../../../../src-shared/organizations/ladder';
import { messageProvider } from '../../../../src-shared/providers/message-provider';
import { failed, ok, type Result } from '../../../../src-shared/result';
import { notSelectedDetail } from '../../../../src-shared/tests/test-run';
import { connection, failure, later, run, step } from '../setup/fixtures';

const at = '2026-05-04T09:30:00.000Z';
const withRungs = (...states: RungState[]) => ({
  ...connection,
  ladder: {
    provider: 'twilio' as const,
    rungs: states.map((state, index) => ({
      id: `r${index}`,
      label: `Rung ${index}`,
      state,
      checkedAt: at,
      proof: null,
    })),
  },
});

describe('what a connection is called', () => {
  it('is ready only when every rung that applies is proven', () => {
    expect(connectionState(withRungs('proven', 'not-applicable', 'proven')).word).toBe('Ready');
    expect(connectionState(withRungs('proven', 'unproven'))).toEqual({ tone: 'info', word: 'Not fully proven' });
    expect(connectionState(withRungs()).tone).not.toBe('good');
  });

  it('goes amber with an old proof and red with a failed one', () => {
    expect(connectionState(withRungs('proven', 'stale')).tone).toBe('warning');
    expect(connectionState(withRungs('disproved', 'proven')).tone).toBe('bad');
    expect(connectionState(withRungs('proven', 'pending'))).toEqual({ tone: 'waiting', word: 'In review at Twilio' });
  });

  it('is never ready while its record says otherwise', () => {
    expect(connectionState({ ...withRungs('proven'), status: 'needs-attention' }).tone).toBe('warning');
    expect(connectionState({ ...withRungs('proven'), status: 'reconnect-needed' }).tone).toBe('bad');
    expect(connectionState({ ...withRungs('proven'), status: 'revoked' }).word).toBe('Revoked');
  });
});

const toneOf = (one: ReturnType<typeof run>) => runHeadline(messageProvider.test, one).tone;

describe('the sign of a run', () => {
  it('is that of its worst step', () => {
    expect(
      toneOf(run(1, { steps: [step('account', { state: 'passed' }), step('test-sms', { state: 'failed' })] })),
    ).toBe('bad');
    expect(
      toneOf(run(1, { steps: [step('account', { state: 'passed' }), step('test-sms', { state: 'unconfirmed' })] })),
    ).toBe('warning');
    expect(toneOf(run(1, { steps: [step('account', { state: 'passed' })] }))).toBe('good');
  });

  it('leaves out what was not asked for', () => {
    expect(
      toneOf(
        run(1, {
          steps: [
            step('account', { state: 'skipped', detail: notSelectedDetail }),
            step('hot-lead-sms', { state: 'passed' }),
          ],
        }),
      ),
    ).toBe('good');
  });

  it('is not good for a run that was cut off', () => {
    expect(toneOf(run(1, { state: 'interrupted', steps: [step('account', { state: 'passed' })] }))).toBe('warning');
  });
});

describe('reading from the main process', () => {
  it('shows the newest answer, in whatever order they come', async () => {
    const slow = later<Result<string>>();
    const answers = [slow.promise, Promise.resolve(ok('new'))];
    const loader = createLoader(() => answers.shift() ?? Promise.resolve(ok('later')));
    const first = loader.reload();
    await loader.reload();
    slow.settle(ok('old'));
    await first;
    expect(loader.getState().loaded).toEqual({ state: 'ready', value: 'new' });
  });

  it('keeps what is on the screen while it asks again', async () => {
    const slow = later<Result<string>>();
    const answers = [Promise.resolve(ok('here')), slow.promise];
    const loader = createLoader(() => answers.shift() ?? slow.promise);
    await loader.reload();
    const again = loader.reload();
    expect(loader.getState().loaded).toEqual({ state: 'ready', value: 'here' });
    slow.settle(failed(failure));
    await again;
    expect(loader.getState().loaded).toEqual({ state: 'failed', error: failure });
  });

  it('does not overwrite what was put in place meanwhile', async () => {
    const slow = later<Result<string>>();
    const loader = createLoader(() => slow.promise);
    const asked = loader.reload();
    loader.put('saved');
    slow.settle(ok('before'));
    await asked;
    expect(loader.getState().loaded).toEqual({ state: 'ready', value: 'saved' });
  });
});
