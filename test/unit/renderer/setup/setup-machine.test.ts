import { describe, expect, it } from 'vitest';
import { newClinic, type SetupState, setupTransition } from '../../../../src-renderer/screens/setup/setup-machine';
import { clinic, failure } from './fixtures';

const loading: SetupState = { state: 'loading', request: 1 };
const opened = (change: Partial<Extract<SetupState, { state: 'open' }>> = {}): SetupState => ({
  state: 'open',
  organization: clinic,
  step: 'twilio',
  single: false,
  request: 1,
  busy: false,
  error: null,
  ...change,
});

describe('the wizard', () => {
  it('resumes at the step that was saved', () => {
    expect(
      setupTransition(loading, {
        type: 'loaded',
        request: 1,
        wanted: null,
        result: { ok: true, value: { ...clinic, setupStep: 'sms-test' } },
      }),
    ).toMatchObject({
      state: 'open',
      step: 'sms-test',
      single: false,
    });
  });

  it('starts at the first step when the set-up was finished and is opened again', () => {
    expect(
      setupTransition(loading, {
        type: 'loaded',
        request: 1,
        wanted: null,
        result: { ok: true, value: { ...clinic, setupStep: null } },
      }),
    ).toMatchObject({
      step: 'clinic',
    });
  });

  it('goes on from the step that the route names while the set-up is unfinished', () => {
    expect(
      setupTransition(loading, { type: 'loaded', request: 1, wanted: 'sms-test', result: { ok: true, value: clinic } }),
    ).toMatchObject({
      step: 'sms-test',
      single: false,
    });
  });

  it('shows one step alone when the route names it and the set-up was finished', () => {
    expect(
      setupTransition(loading, {
        type: 'loaded',
        request: 1,
        wanted: 'sms-test',
        result: { ok: true, value: { ...clinic, setupStep: null } },
      }),
    ).toMatchObject({
      step: 'sms-test',
      single: true,
    });
  });

  it('ignores the clinic of a route that was left meanwhile', () => {
    expect(
      setupTransition(
        { state: 'loading', request: 2 },
        { type: 'loaded', request: 1, wanted: null, result: { ok: true, value: clinic } },
      ),
    ).toEqual({
      state: 'loading',
      request: 2,
    });
  });

  it('says why a clinic cannot be opened', () => {
    expect(
      setupTransition(loading, { type: 'loaded', request: 1, wanted: null, result: { ok: false, error: failure } }),
    ).toEqual({
      state: 'unavailable',
      error: failure,
    });
  });

  it('goes on to the next step once the new clinic is saved', () => {
    const busy = setupTransition(newClinic, { type: 'save-started', request: 1 });
    expect(
      setupTransition(busy, { type: 'clinic-saved', request: 1, next: 'twilio', result: { ok: true, value: clinic } }),
    ).toMatchObject({
      state: 'open',
      step: 'twilio',
      busy: false,
    });
  });

  it('stays on the step, with the reason, when saving fails', () => {
    const busy = setupTransition(opened(), { type: 'save-started', request: 2 });
    expect(
      setupTransition(busy, {
        type: 'step-saved',
        request: 2,
        step: 'sms-test',
        result: { ok: false, error: failure },
      }),
    ).toEqual(opened({ request: 2, error: failure }));
  });

  it('ignores the answer to a save that was overtaken', () => {
    const busy = setupTransition(opened(), { type: 'save-started', request: 3 });
    expect(
      setupTransition(busy, { type: 'step-saved', request: 2, step: 'handoff', result: { ok: true, value: clinic } }),
    ).toBe(busy);
  });
});
