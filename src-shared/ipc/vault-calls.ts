/** Calls about the vault: its lock and key, recovery kits, and the rescue of a damaged database. */
import { z } from 'zod';
import { idSchema } from '../primitives';
import { chosenAuthoritySchema, knownAuthoritiesSchema } from '../vault/authority-view';
import { clinicsPlaceSchema, sharedPlaceSchema } from '../vault/clinics-place';
import { movingSchema } from '../vault/moving-view';
import { passphraseLimits } from '../vault/passphrase-limits';
import { passphraseStrengthSchema } from '../vault/passphrase-strength';
import { putAsideListSchema, rescueOptionsSchema, savedReportSchema } from '../vault/rescue';
import { passphraseSchema, vaultStateSchema } from '../vault/vault-state';
import type { CallsOf } from './calls-of';
import { nothing, organizationOnly } from './shapes';

export const vaultCalls = {
  /** Where the clinics live; a shared vault is asked. */
  'vault.place': { request: nothing, response: clinicsPlaceSchema },
  /** The same, after the command line may have made this profile a member of a shared vault. */
  'vault.lookAgain': { request: nothing, response: clinicsPlaceSchema },
  /** Asks for the file of an invitation; null when the person closed the dialog. Its path stays in the main process. */
  'vault.chooseInvitation': { request: nothing, response: z.strictObject({ file: z.string().nullable() }) },
  /** Opens the invitation that was chosen, with the code that was spoken. What is in it stays in the main process. */
  'vault.openInvitation': {
    request: z.strictObject({ code: z.string().max(200) }),
    response: z.strictObject({ server: z.string(), member: z.string() }),
  },
  /** Asks to be admitted with the invitation that was opened. From then on the clinics of this profile live there. */
  'vault.join': { request: nothing, response: clinicsPlaceSchema },
  /** Forgets an invitation that was chosen or opened, and stops asking, as long as nothing was left in the vault. */
  'vault.cancelJoin': { request: nothing, response: nothing },
  /** Back to this computer, for one that was not admitted, or was removed. Refused for a member. */
  'vault.leave': { request: nothing, response: clinicsPlaceSchema },
  /** The clinics of this computer beside a shared vault, and how far they are on their way there. */
  'vault.moving': { request: nothing, response: movingSchema },
  /**
   * Moves them one after another, and answers when that has ended. What can't be moved is told with each. `again`: also
   * copies once more what was moved and the vault has lost.
   */
  'vault.moveClinics': {
    request: z.strictObject({ organizationIds: z.array(idSchema).min(1), again: z.boolean().optional() }),
    response: movingSchema,
  },
  /** Leaves those whose turn has not come. */
  'vault.stopMoving': { request: nothing, response: nothing },
  /** Destroys the copies that are kept on this computer of clinics that were moved, once all are known to be there. */
  'vault.forgetMoved': { request: nothing, response: movingSchema },
  /** Whose certificates are trusted for the server of the shared vault. */
  'vault.authorities': { request: nothing, response: knownAuthoritiesSchema },
  /** Asks for the file of another authority's certificate; null when the person closed the dialog. */
  'vault.chooseAuthority': { request: nothing, response: chosenAuthoritySchema },
  /**
   * Trusts the authority that was chosen, beside those of before or `only` it. The server has to prove itself by what
   * is trusted then, or nothing is changed.
   */
  'vault.trustAuthority': { request: z.strictObject({ only: z.boolean() }), response: sharedPlaceSchema },
  /** Another data key for a clinic of the shared vault: everything of it is sealed and delivered again. */
  'vault.renewKey': { request: organizationOnly, response: nothing },
  /** Locks the console; the page is loaded anew, so that hardly anybody hears the answer. */
  'vault.lock': { request: nothing, response: nothing },
  /** In a locked console this unlocks it, after the system has asked for the person where it can. */
  'vault.retry': { request: nothing, response: vaultStateSchema },
  'vault.useMemory': { request: nothing, response: vaultStateSchema },
  /** For a new passphrase, as it is typed. One that is easy to guess is refused when it is used. */
  'vault.passphraseStrength': {
    request: z.strictObject({ passphrase: z.string().max(passphraseLimits.longest) }),
    response: passphraseStrengthSchema,
  },
  'vault.createPassphrase': { request: z.strictObject({ passphrase: passphraseSchema }), response: vaultStateSchema },
  'vault.unlockWithPassphrase': {
    request: z.strictObject({ passphrase: z.string().max(passphraseLimits.longest) }),
    response: vaultStateSchema,
  },

  /** Asks where to save; `savedTo` is null when the person closed the dialog. */
  'recovery.export': {
    request: z.strictObject({ passphrase: passphraseSchema }),
    response: z.strictObject({ savedTo: z.string().nullable() }),
  },
  /** Asks for the file; `vault` is the state after it, or null when the person closed the dialog. */
  'recovery.restore': {
    request: z.strictObject({ passphrase: z.string().max(passphraseLimits.longest) }),
    response: z.strictObject({ vault: vaultStateSchema.nullable() }),
  },

  /** What can be done about a damaged database. Looks at copies only. */
  'rescue.options': { request: nothing, response: rescueOptionsSchema },
  /** Restores the state of that name, as `rescue.options` told it; the damaged files are kept aside. */
  'rescue.restore': { request: z.strictObject({ id: z.string().max(300) }), response: vaultStateSchema },
  /** Asks where to save what can be read, nothing sealed in it; `saved` is null when the person closed the dialog. */
  'rescue.saveReadable': { request: nothing, response: z.strictObject({ saved: savedReportSchema.nullable() }) },
  /**
   * Makes a new database where the old one is missing; whatever is left of it, backups included, is put aside and kept.
   */
  'rescue.startAnew': { request: nothing, response: vaultStateSchema },
  /** What restores and rescues put aside, newest first. */
  'rescue.putAside': { request: nothing, response: putAsideListSchema },
  /** Deletes one of them for good. Answers with what is left. */
  'rescue.deletePutAside': { request: z.strictObject({ name: z.string().max(200) }), response: putAsideListSchema },
} as const satisfies CallsOf<'vault' | 'recovery' | 'rescue'>;
