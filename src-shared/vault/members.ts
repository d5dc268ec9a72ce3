/** Who belongs to a shared vault, as the window shows it: members, who was invited, and receptionists. */
import { z } from 'zod';
import { longestActorName } from '../actor-name';
import { cleanLine } from '../pasted';
import { idSchema, providerIdSchema, timeSchema } from '../primitives';
import { scopeSchema } from '../shared-vault/scope';

/** The name of a member or a receptionist. */
export const memberNameSchema = z.string().overwrite(cleanLine).min(1).max(longestActorName);
/** Such a name as a call gives it: one that is unknown is refused by its name. */
export const givenNameSchema = z.string().max(longestActorName);
/** Six words, as people type them. */
export const typedWordsSchema = z.string().max(200);

const memberViewSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  isSelf: z.boolean(),
  clinics: scopeSchema,
  admittedAt: timeSchema,
  /** Null: by a member who was removed since. */
  admittedBy: z.string().nullable(),
  /** What it did last in the vault; null when that is not known. */
  lastSeenAt: timeSchema.nullable(),
});

const invitationViewSchema = z.strictObject({
  name: z.string(),
  clinics: scopeSchema,
  invitedAt: timeSchema,
  invitedBy: z.string().nullable(),
  /** Has joined with the invitation, and waits to be admitted. */
  isWaiting: z.boolean(),
  /** Is a member whose keys were withdrawn, and comes back with other ones. */
  isReturning: z.boolean(),
});

export const membersViewSchema = z.strictObject({
  members: z.array(memberViewSchema),
  /** Empty for those who may not admit. */
  invitations: z.array(invitationViewSchema),
});
export type MembersView = z.infer<typeof membersViewSchema>;

/** What a console found at its provider after a receptionist reported a failure: nothing yet, or whether it works. */
const sinceFailureSchema = z.enum(['not-checked', 'broken', 'works']);
export type SinceFailure = z.infer<typeof sinceFailureSchema>;

/** Delivered, loaded and used are three things. */
const machineUseSchema = z.strictObject({
  organizationId: idSchema,
  provider: providerIdSchema,
  delivered: z.strictObject({ revision: z.number().int(), at: timeSchema, revoked: z.boolean() }),
  /** The server shows an earlier delivery than this computer knows of. */
  isHeldBack: z.boolean(),
  loaded: z.strictObject({ revision: z.number().int(), at: timeSchema }).nullable(),
  lastUsedAt: timeSchema.nullable(),
  lastFailure: z
    .strictObject({ code: z.string(), revision: z.number().int(), at: timeSchema, since: sinceFailureSchema })
    .nullable(),
});
export type MachineUse = z.infer<typeof machineUseSchema>;

const machineViewSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  clinics: z.array(idSchema),
  admittedAt: timeSchema,
  admittedBy: z.string().nullable(),
  uses: z.array(machineUseSchema),
});
export type MachineView = z.infer<typeof machineViewSchema>;
export const machinesViewSchema = z.strictObject({ machines: z.array(machineViewSchema) });

/** What uses a clinic’s connections. */
export const clinicUsesSchema = z.strictObject({
  uses: z.array(machineUseSchema.extend({ machine: z.string() })),
});
export type ClinicUse = z.infer<typeof clinicUsesSchema>['uses'][number];

/** What somebody knew who was removed or whose keys were withdrawn. Only replacing it at its provider makes it safe. */
export const knownSecretsSchema = z.strictObject({
  known: z.array(
    z.strictObject({ organizationId: idSchema, clinic: z.string(), provider: providerIdSchema, keyHint: z.string() }),
  ),
});
export type KnownSecretView = z.infer<typeof knownSecretsSchema>['known'][number];

/** What somebody does at a clinic: looks at it, or replaces the credentials of a provider. */
export const doingSchema = z.union([z.literal('viewing'), providerIdSchema]);
export type Doing = z.infer<typeof doingSchema>;
export const presentSchema = z.strictObject({
  others: z.array(z.strictObject({ name: z.string(), doing: doingSchema })),
});
export type Present = z.infer<typeof presentSchema>['others'][number];

/** What a console heard of the shared vault. */
export const heardSchema = z.strictObject({
  /** Somebody was invited, admitted or removed, or reaches other clinics than before. */
  members: z.boolean(),
  /** Members who did something, and when last. */
  acts: z.array(z.strictObject({ id: idSchema, at: timeSchema })),
  /** Clinics that others changed. */
  clinics: z.array(idSchema),
  /** Looked by the clock and not at a hint: what receptionists report comes without one. */
  round: z.boolean(),
});
export type VaultHeard = z.infer<typeof heardSchema>;
