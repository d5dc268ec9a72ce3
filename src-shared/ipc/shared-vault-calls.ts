/** Calls about a shared vault: its members and the machines that use it. */
import { z } from 'zod';
import { appErrorSchema } from '../errors';
import { idSchema } from '../primitives';
import { scopeSchema } from '../shared-vault/scope';
import {
  clinicUsesSchema,
  doingSchema,
  givenNameSchema,
  knownSecretsSchema,
  machinesViewSchema,
  memberNameSchema,
  membersViewSchema,
  presentSchema,
  typedWordsSchema,
} from '../vault/members';
import type { CallsOf } from './calls-of';
import { nothing, organizationOnly } from './shapes';

export const sharedVaultCalls = {
  'members.list': { request: nothing, response: membersViewSchema },
  /**
   * Asks where to save the invitation; null when the person closed the dialog. `code` opens it: it is shown once, to be
   * spoken, and kept nowhere.
   */
  'members.invite': {
    request: z.strictObject({ name: memberNameSchema, clinics: scopeSchema }),
    response: z.strictObject({ saved: z.strictObject({ file: z.string(), code: z.string() }).nullable() }),
  },
  /**
   * Withdraws a member's keys and invites the member again, with a code as `members.invite`. Asks first where to save;
   * null when the person closed the dialog, and nothing was withdrawn then. `code` is null and `error` says why where
   * the invitation could not be written after all. `known`: what the keys opened; without `hadKeys` they were withdrawn
   * before, and it is all that is alive.
   */
  'members.inviteAgain': {
    request: z.strictObject({ name: givenNameSchema }),
    response: z.strictObject({
      invited: knownSecretsSchema
        .extend({
          file: z.string(),
          code: z.string().nullable(),
          error: appErrorSchema.nullable(),
          hadKeys: z.boolean(),
        })
        .nullable(),
    }),
  },
  /** The invitation opens nothing any more. */
  'members.withdrawInvitation': { request: z.strictObject({ name: givenNameSchema }), response: membersViewSchema },
  /** `words`: what the newcomer read aloud. */
  'members.admit': {
    request: z.strictObject({ name: givenNameSchema, words: typedWordsSchema }),
    response: membersViewSchema,
  },
  /** `seen`: what they reached as it was shown; refused if that has changed. Answers with what they knew and lose. */
  'members.changeClinics': {
    request: z.strictObject({ name: givenNameSchema, clinics: scopeSchema, seen: scopeSchema }),
    response: knownSecretsSchema,
  },
  /** `confirmName` must be the name. Answers with what the member knew. */
  'members.remove': {
    request: z.strictObject({ name: givenNameSchema, confirmName: z.string().max(200) }),
    response: knownSecretsSchema,
  },
  /** This person is at a clinic, until the next word or for less than a minute. Answers with who else is. */
  'members.present': {
    request: z.strictObject({ organizationId: idSchema, doing: doingSchema.nullable() }),
    response: presentSchema,
  },

  'machines.list': { request: nothing, response: machinesViewSchema },
  /** What uses a clinic’s connections. Asks nothing where the clinics are on this computer. */
  'machines.usesOf': { request: organizationOnly, response: clinicUsesSchema },
  /** Asks for the public file of a receptionist; null when the person closed the dialog. */
  'machines.choosePublicFile': { request: nothing, response: z.strictObject({ file: z.string().nullable() }) },
  /**
   * Admits the receptionist whose file was chosen. Asks where to save what it needs to know of the vault, which is no
   * secret. Null when the person closed the dialog: nothing was admitted then.
   */
  'machines.add': {
    request: z.strictObject({ name: memberNameSchema, words: typedWordsSchema, clinics: z.array(idSchema).min(1) }),
    response: z.strictObject({ savedTo: z.string().nullable() }),
  },
  /** The same for a receptionist. */
  'machines.changeClinics': {
    request: z.strictObject({ name: givenNameSchema, clinics: z.array(idSchema), seen: z.array(idSchema) }),
    response: knownSecretsSchema,
  },
  /**
   * Takes the keys that a receptionist's own program made, from the public file that was chosen. Answers with what its
   * earlier ones opened.
   */
  'machines.renewKeys': {
    request: z.strictObject({ name: givenNameSchema, words: typedWordsSchema }),
    response: knownSecretsSchema,
  },
  /** `confirmName` must be the name. Answers with what the receptionist knew. */
  'machines.remove': {
    request: z.strictObject({ name: givenNameSchema, confirmName: z.string().max(200) }),
    response: knownSecretsSchema,
  },
} as const satisfies CallsOf<'members' | 'machines'>;
