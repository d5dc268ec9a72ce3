/**
 * The wizard as a whole: which clinic, which step. Pure; the store calls the main process and feeds the answers in.
 * Answers carry the number of the request they belong to, and one that was overtaken changes nothing.
 */
import type { AppErrorData } from '../../../src-shared/errors';
import type { Organization, SetupStep } from '../../../src-shared/organizations/organization';
import type { Result } from '../../../src-shared/result';
import { findStep } from '../../../src-shared/setup/setup-steps';
import { firstSetupStep } from '../../../src-shared/setup/step-ids';

export type SetupState =
  | { state: 'loading'; request: number }
  | { state: 'unavailable'; error: AppErrorData }
  /** No clinic yet: the first step makes it. */
  | { state: 'new-clinic'; request: number; busy: boolean; error: AppErrorData | null }
  | {
      state: 'open';
      organization: Organization;
      step: SetupStep;
      /** True when the clinic was set up before and one step is repeated: nothing is resumed later. */
      single: boolean;
      request: number;
      busy: boolean;
      error: AppErrorData | null;
    };

export type SetupEvent =
  | { type: 'load-started'; request: number }
  /** `wanted`: the step that the route asks for. */
  | { type: 'loaded'; request: number; wanted: SetupStep | null; result: Result<Organization> }
  | { type: 'save-started'; request: number }
  | { type: 'clinic-saved'; request: number; next: SetupStep; result: Result<Organization> }
  | { type: 'step-saved'; request: number; step: SetupStep; result: Result<Organization> };

export const newClinic: SetupState = { state: 'new-clinic', request: 0, busy: false, error: null };

function open(organization: Organization, step: SetupStep, single: boolean, request: number): SetupState {
  return { state: 'open', organization, step, single, request, busy: false, error: null };
}

/**
 * A finished set-up is not begun again because one step is repeated; an unfinished one goes on from the step that was
 * asked for.
 */
function opened(organization: Organization, wanted: SetupStep | null, request: number): SetupState {
  return open(
    organization,
    wanted ?? findStep(organization.setupStep)?.id ?? firstSetupStep,
    wanted !== null && organization.setupStep === null,
    request,
  );
}

/** @returns the same object when the event does not fit the state, or came too late */
export function setupTransition(state: SetupState, event: SetupEvent): SetupState {
  switch (event.type) {
    case 'load-started':
      return { state: 'loading', request: event.request };
    case 'loaded':
      if (state.state !== 'loading' || state.request !== event.request) return state;
      if (!event.result.ok) return { state: 'unavailable', error: event.result.error };
      return opened(event.result.value, event.wanted, event.request);
    case 'save-started':
      if (state.state !== 'new-clinic' && state.state !== 'open') return state;
      return { ...state, request: event.request, busy: true, error: null };
    case 'clinic-saved':
    case 'step-saved':
      if ((state.state !== 'new-clinic' && state.state !== 'open') || !state.busy || state.request !== event.request)
        return state;
      if (!event.result.ok) return { ...state, busy: false, error: event.result.error };
      return open(
        event.result.value,
        event.type === 'clinic-saved' ? event.next : event.step,
        state.state === 'open' && state.single,
        event.request,
      );
  }
}
