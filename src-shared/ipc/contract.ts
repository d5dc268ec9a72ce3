/**
 * The one contract between the window and the main process: for each call what goes in and what comes back, by domain
 * in the files beside this one, and for each event what it carries. Both sides' types are inferred from here; the main
 * process parses every request, and every reply before it leaves.
 */
import { z } from 'zod';
import { signInSchema } from '../credentials/sign-in';
import { networkPendingSchema } from '../network/network';
import { checkAllProgressSchema } from '../organizations/organization';
import { idSchema } from '../primitives';
import type { Result } from '../result';
import { testRunSchema } from '../tests/test-run';
import { updatesSchema } from '../updates/updates';
import { clinicsPlaceSchema } from '../vault/clinics-place';
import { heardSchema } from '../vault/members';
import { moveProgressSchema } from '../vault/moving-view';
import { vaultStateSchema } from '../vault/vault-state';
import { appCalls } from './app-calls';
import type { CallChannel, EventChannel, textReplies } from './channels';
import { connectionsCalls } from './connections-calls';
import { networkCalls } from './network-calls';
import { organizationsCalls } from './organizations-calls';
import { practiceCalls } from './practice-calls';
import { recordsCalls } from './records-calls';
import { nothing } from './shapes';
import { sharedVaultCalls } from './shared-vault-calls';
import { testsCalls } from './tests-calls';
import { updatesCalls } from './updates-calls';
import { vaultCalls } from './vault-calls';

export const calls = {
  ...appCalls,
  ...networkCalls,
  ...vaultCalls,
  ...sharedVaultCalls,
  ...practiceCalls,
  ...organizationsCalls,
  ...connectionsCalls,
  ...testsCalls,
  ...recordsCalls,
  ...updatesCalls,
} as const satisfies Record<CallChannel, { request: z.ZodType; response: z.ZodType }>;

export const events = {
  /** `app.status` answers something else than before. */
  'app.statusChanged': nothing,
  'vault.changed': vaultStateSchema,
  /** A shared vault answers again or no more, or somebody was admitted or removed. */
  'vault.placeChanged': clinicsPlaceSchema,
  /** Somebody may have done something in the shared vault. What a row shows is told as `organizations.changed`. */
  'vault.heard': heardSchema,
  /** How far the clinics of this computer are on their way to the shared vault; null: none is any more. */
  'vault.moveProgress': moveProgressSchema,
  'network.pending': networkPendingSchema,
  /** A clinic that changed, came or went. */
  'organizations.changed': z.strictObject({ organizationId: idSchema }),
  'organizations.checkAllProgress': checkAllProgressSchema,
  'notices.changed': nothing,
  /** The whole run after each change, so that a window that reloads misses nothing. */
  'test.progress': testRunSchema,
  'signIn.changed': signInSchema,
  'updates.changed': updatesSchema,
  /** The menu or a notification asks for a route, or for the command palette. */
  'app.navigate': z.strictObject({ to: z.string().max(300) }),
} as const satisfies Record<EventChannel, z.ZodType>;

export type CallRequest<C extends CallChannel> = z.infer<(typeof calls)[C]['request']>;
export type CallResponse<C extends CallChannel> = z.infer<(typeof calls)[C]['response']>;
export type EventPayload<E extends EventChannel> = z.infer<(typeof events)[E]>;

type Domain<C extends string> = C extends `${infer D}.${string}` ? D : never;
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
