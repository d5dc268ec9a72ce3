/**
 * The one contract between the window and the main process: for each call what goes in and what comes back, by domain
 * in the files beside this one, and for each event what it carries. Both sides' types are inferred from here; the main
 * process parses every request, and every reply before it leaves.
 */
import type { z } from 'zod';
import type { Result } from '../result';
import type { appCalls } from './app-calls';
import type { Domain } from './calls-of';
import type { CallChannel, EventChannel, textReplies } from './channels';
import type { connectionsCalls } from './connections-calls';
import type { events } from './events';
import type { networkCalls } from './network-calls';
import type { organizationsCalls } from './organizations-calls';
import type { practiceCalls } from './practice-calls';
import type { recordsCalls } from './records-calls';
import type { sharedVaultCalls } from './shared-vault-calls';
import type { testsCalls } from './tests-calls';
import type { updatesCalls } from './updates-calls';
import type { vaultCalls } from './vault-calls';

type Calls = typeof appCalls &
  typeof networkCalls &
  typeof vaultCalls &
  typeof sharedVaultCalls &
  typeof practiceCalls &
  typeof organizationsCalls &
  typeof connectionsCalls &
  typeof testsCalls &
  typeof recordsCalls &
  typeof updatesCalls;

export type CallRequest<C extends CallChannel> = z.infer<Calls[C]['request']>;
export type CallResponse<C extends CallChannel> = z.infer<Calls[C]['response']>;
export type EventPayload<E extends EventChannel> = z.infer<(typeof events)[E]>;

type Verb<C extends string, D extends string> = C extends `${D}.${infer V}` ? V : never;

type BridgeWith<Replies extends Record<CallChannel, unknown>> = {
  [D in Domain<CallChannel>]: {
    [V in Verb<CallChannel, D>]: (
      request: CallRequest<Extract<CallChannel, `${D}.${V}`>>,
    ) => Promise<Result<Replies[Extract<CallChannel, `${D}.${V}`>]>>;
  };
} & {
  on: { [E in EventChannel]: (listener: (payload: EventPayload<E>) => void) => () => void };
};

/** One named function a call, grouped by domain, and one subscription an event. */
export type Bridge = BridgeWith<{ [C in CallChannel]: CallResponse<C> }>;

/** The same as the preload puts it on `window.voxanne`: long replies as text. */
export type Wire = BridgeWith<{
  [C in CallChannel]: C extends (typeof textReplies)[number] ? string : CallResponse<C>;
}>;
