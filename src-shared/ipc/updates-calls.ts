/** Calls about new versions of the program. */
import { z } from 'zod';
import { updatesSchema } from '../updates/updates';
import type { CallsOf } from './calls-of';
import { nothing } from './shapes';

export const updatesCalls = {
  /** Also told as `updates.changed`. Asks nobody. */
  'updates.status': { request: nothing, response: updatesSchema },
  /** `feed`: its address; null for the program's own, or for none. */
  'updates.configure': {
    request: z.strictObject({ feed: z.string().max(500).nullable().optional(), automatic: z.boolean().optional() }),
    response: updatesSchema,
  },
  /** Asks the feed. What becomes of it is in the answer, failures too. */
  'updates.check': { request: nothing, response: updatesSchema },
  /** Downloads the version that is offered, or goes on with it. Its progress comes as `updates.changed`. */
  'updates.download': { request: nothing, response: updatesSchema },
  /** Installs what was downloaded and restarts, as soon as nothing is cut off by it. */
  'updates.install': { request: nothing, response: updatesSchema },
  /** Stops a check or a download, and an installation that waits. */
  'updates.cancel': { request: nothing, response: updatesSchema },
  /** What is new was read. */
  'updates.dismissNews': { request: nothing, response: updatesSchema },
  /** The window has a set-up or a dialog open that a restart would lose. */
  'updates.holdForWindow': { request: z.strictObject({ isOpen: z.boolean() }), response: nothing },
} as const satisfies CallsOf<'updates'>;
