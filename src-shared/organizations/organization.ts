/** Clinics, as the interface sees them. In the data they are organizations. */
import { z } from 'zod';
import { cleanLine } from '../pasted';
import { idSchema, type ProviderId, providerIdSchema, timeSchema } from '../primitives';
import type { ClinicState } from './clinic-state';
import { contactSchema } from './contact';
import type { Ladder } from './ladder';
import type { NextAction } from './next-action';

/** Characters of a clinic's name. */
export const longestName = 120;
/** A name as it is typed or pasted. A stored one is shown as it is, whatever an earlier version took. */
export const organizationNameSchema = z.string().overwrite(cleanLine).min(1).max(longestName);

/** A step of the set-up wizard by its id. Which there are follows from the providers' descriptors. */
export const setupStepSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
export type SetupStep = z.infer<typeof setupStepSchema>;

/** A person's decision that the clinic does not need a provider, for example because it takes no deposits. */
export const notNeededSchema = z.strictObject({
  provider: providerIdSchema,
  decidedBy: z.string(),
  decidedAt: timeSchema,
});
export type NotNeeded = z.infer<typeof notNeededSchema>;

export const organizationSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  /** IANA name, for example `America/Los_Angeles`. */
  timeZone: z.string(),
  /** ISO 3166 two-letter code: the country in which numbers without a prefix are read. */
  country: z.string().regex(/^[A-Z]{2}$/),
  createdAt: timeSchema,
  /** Where the wizard should resume; null when set-up was finished or left for later for good. */
  setupStep: setupStepSchema.nullable(),
  notNeeded: z.array(notNeededSchema),
  contact: contactSchema,
});
export type Organization = z.infer<typeof organizationSchema>;

/** One line of a connection in the list of clinics. */
export type ConnectionSummary = {
  provider: ProviderId;
  /** What the person recognises it by: the phone number, the account. */
  resource: string | null;
  mode?: string | null | undefined;
  ladder: Ladder;
  checkedAt: string | null;
  /** The last attempt, where it failed: when, and what it met. */
  failedAttempt?: { at: string | null; message: string };
};

/**
 * - `not-set-up`: nothing is connected yet. `needs-attention`: something failed, is old or ends soon.
 * - `unproven`: something is not connected, not proven to its top rung, or in review.
 */
export type OrganizationStatus = 'ready' | 'needs-attention' | 'unproven' | 'not-set-up';

/** A clinic in the list of clinics. */
export type OrganizationSummary = {
  id: string;
  name: string;
  timeZone: string;
  setupStep: SetupStep | null;
  /** Providers that this clinic does not need. */
  notNeeded: ProviderId[];
  connections: ConnectionSummary[];
  /** What keeps it from ready, or that nothing does. */
  state: ClinicState;
  /** The state as the filters know it. */
  status: OrganizationStatus;
  /** In words what is wrong, or what is proven: `Number can't send SMS`. */
  attention: string | null;
  /** The one thing to do next; null when there is nothing to do. */
  nextAction: NextAction | null;
  checkedAt: string | null;
};

/** Progress of a check of every connected clinic. */
export const checkAllProgressSchema = z.strictObject({
  state: z.enum(['running', 'finished', 'cancelled']),
  /** Connections. */
  total: z.number().int(),
  done: z.number().int(),
  /** Clinics: done with the last of its connections; failed or not checked with the first of them that is. */
  clinics: z.strictObject({ total: z.int(), done: z.int(), failed: z.int(), notChecked: z.int() }),
  /** What its provider, or the stored credential itself, showed not to work. */
  failed: z.number().int(),
  /** Connections of which nothing was learned, because of a network or a busy provider. They keep their state. */
  notChecked: z.number().int(),
  /** Providers of which nothing answers now. */
  silent: z.array(providerIdSchema),
  /** True while the check only waits for an answer of those. */
  isPaused: z.boolean(),
});
export type CheckAllProgress = z.infer<typeof checkAllProgressSchema>;
