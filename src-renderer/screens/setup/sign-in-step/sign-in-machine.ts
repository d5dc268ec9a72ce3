/**
 * A sign-in in the browser, as the window knows it: what was last heard of it, and the one click that is not answered
 * yet. Pure. News of an earlier sign-in, and news that was overtaken, change nothing.
 */
import type { Connection } from '../../../../src-shared/credentials/connection';
import type { SignIn, SignInOutcome } from '../../../../src-shared/credentials/sign-in';
import type { AppErrorData } from '../../../../src-shared/errors';
import type { Result } from '../../../../src-shared/result';

type SignInPending =
  | { kind: 'none' }
  /** `cancelled`: the person has stopped it before it was answered. */
  | { kind: 'start'; request: number; cancelled: boolean }
  | { kind: 'accept'; request: number };

export type SignInState = {
  signIn: SignIn | null;
  pending: SignInPending;
  error: AppErrorData | null;
};

export type SignInEvent =
  | { type: 'status-read'; result: Result<SignIn | null> }
  | { type: 'heard'; signIn: SignIn }
  | { type: 'start-asked'; request: number }
  | { type: 'start-answered'; request: number; result: Result<SignIn> }
  | { type: 'cancel-asked' }
  | { type: 'accept-asked'; request: number }
  | { type: 'accept-answered'; request: number; result: Result<Connection> }
  | { type: 'failed'; error: AppErrorData }
  /** The outcome was read: back to the form. */
  | { type: 'put-away' };

export const noSignIn: SignInState = { signIn: null, pending: { kind: 'none' }, error: null };

const none: SignInPending = { kind: 'none' };
const rank: Record<SignIn['state'], number> = { waiting: 0, finishing: 1, ended: 2 };

function newer(known: SignIn | null, heard: SignIn): boolean {
  if (known === null) return true;
  if (known.id === heard.id) return rank[heard.state] >= rank[known.state];
  return heard.startedAt >= known.startedAt;
}

const withHeard = (state: SignInState, signIn: SignIn): SignInState =>
  newer(state.signIn, signIn) ? { ...state, signIn } : state;

/** What the screen shows. */
export type SignInView =
  | { view: 'form' }
  /** The client is looked at, and the browser opened. */
  | { view: 'starting' }
  | { view: 'waiting'; signIn: Extract<SignIn, { state: 'waiting' }> }
  | { view: 'finishing' }
  | { view: 'ended'; outcome: SignInOutcome };

export function viewOf({ signIn, pending }: SignInState): SignInView {
  // The news of a sign-in can be here before the answer to the click that began it.
  if (signIn?.state === 'waiting') return { view: 'waiting', signIn };
  if (signIn?.state === 'finishing') return { view: 'finishing' };
  if (pending.kind === 'start') return { view: 'starting' };
  return signIn === null ? { view: 'form' } : { view: 'ended', outcome: signIn.outcome };
}

export const isUnderWay = (state: SignInState): boolean =>
  ['starting', 'waiting', 'finishing'].includes(viewOf(state).view);

/** @returns the same object when the event does not fit the state, or came too late */
export function signInTransition(state: SignInState, event: SignInEvent): SignInState {
  switch (event.type) {
    case 'status-read':
      // The outcome of an earlier sign-in is not shown when the screen is opened.
      if (!event.result.ok || event.result.value === null || event.result.value.state === 'ended') return state;
      return withHeard(state, event.result.value);
    case 'heard':
      return withHeard(state, event.signIn);
    case 'start-asked':
      if (state.pending.kind !== 'none' || isUnderWay(state)) return state;
      return { signIn: null, pending: { kind: 'start', request: event.request, cancelled: false }, error: null };
    case 'start-answered': {
      if (state.pending.kind !== 'start' || state.pending.request !== event.request) return state;
      const answered = { ...state, pending: none };
      if (event.result.ok) return withHeard(answered, event.result.value);
      return state.pending.cancelled ? answered : { ...answered, error: event.result.error };
    }
    case 'cancel-asked':
      return state.pending.kind === 'start' ? { ...state, pending: { ...state.pending, cancelled: true } } : state;
    case 'accept-asked':
      if (
        state.pending.kind !== 'none' ||
        state.signIn?.state !== 'ended' ||
        state.signIn.outcome.kind !== 'other-account'
      )
        return state;
      return { ...state, pending: { kind: 'accept', request: event.request }, error: null };
    case 'accept-answered':
      if (state.pending.kind !== 'accept' || state.pending.request !== event.request) return state;
      if (event.result.ok) return noSignIn;
      // What was held is gone or refused: only a new sign-in helps, and the form offers it.
      return { signIn: null, pending: none, error: event.result.error };
    case 'failed':
      return { ...state, error: event.error };
    case 'put-away':
      return state.pending.kind === 'none' && state.signIn?.state === 'ended' ? noSignIn : state;
  }
}
