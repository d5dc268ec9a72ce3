/** What each event carries. */
import { z } from 'zod';
import { signInSchema } from '../credentials/sign-in';
import { networkPendingSchema } from '../network/network';
import { checkAllProgressSchema } from '../organizations/organization';
import { idSchema } from '../primitives';
import { testRunSchema } from '../tests/test-run';
import { updatesSchema } from '../updates/updates';
import { clinicsPlaceSchema } from '../vault/clinics-place';
import { heardSchema } from '../vault/members';
import { moveProgressSchema } from '../vault/moving-view';
import { vaultStateSchema } from '../vault/vault-state';
import type { EventChannel } from './channels';
import { nothing } from './shapes';

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
