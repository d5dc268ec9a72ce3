/** Calls about a clinic’s connections: credentials, sign-ins, and what is read with them. */
import { z } from 'zod';
import { busyWeekSchema } from '../calendar/busy';
import { cameBackCredentialSchema } from '../credentials/came-back';
import {
  choiceSchema,
  connectionSchema,
  importedFileSchema,
  sharedUseSchema,
  verificationSchema,
} from '../credentials/connection';
import { signInSchema } from '../credentials/sign-in';
import { maxRows } from '../organizations/clinic-row';
import { idSchema, providerIdSchema } from '../primitives';
import type { CallsOf } from './calls-of';
import { connectionRef, nothing, organizationOnly } from './shapes';

export const connectionsCalls = {
  'credentials.list': {
    request: organizationOnly,
    response: z.strictObject({ connections: z.array(connectionSchema) }),
  },
  /**
   * Asks for a file (`.env`), reads it, and keeps its secret values in the main process. Null when the person closed
   * the dialog.
   */
  'credentials.importFile': {
    request: connectionRef,
    response: z.strictObject({ imported: importedFileSchema.nullable() }),
  },
  /** The same for a file that was dropped on the window or pasted as text. */
  'credentials.importText': {
    request: connectionRef.extend({ fileName: z.string().max(255), text: z.string().max(262_144) }),
    response: z.strictObject({ imported: importedFileSchema }),
  },
  /** Asks the provider before anything is saved. Secret fields may come from an import instead of from the form. */
  'credentials.verify': {
    request: z.strictObject({
      organizationId: idSchema,
      provider: providerIdSchema,
      methodId: z.string().max(40),
      fields: z.record(z.string().max(60), z.string().max(4000)),
      importId: idSchema.nullable(),
    }),
    response: verificationSchema,
  },
  /**
   * Saves what was verified, with what was picked. Replaces a credential in place and keeps its history. One of another
   * account is refused, unless `meansOtherAccount`.
   */
  'credentials.save': {
    request: z.strictObject({
      organizationId: idSchema,
      provider: providerIdSchema,
      verificationId: idSchema,
      choice: z.string().max(300).nullable(),
      meansOtherAccount: z.boolean().optional(),
    }),
    response: connectionSchema,
  },
  /** Proves the stored credential again, without sending anything. */
  'credentials.check': { request: connectionRef, response: connectionSchema },
  /** Stops the check of this connection that the window started; it then ends with `call.stopped`. */
  'credentials.cancelCheck': { request: connectionRef, response: nothing },
  'credentials.options': { request: connectionRef, response: choiceSchema },
  'credentials.choose': { request: connectionRef.extend({ choice: z.string().max(300) }), response: connectionSchema },
  'credentials.sharedUse': { request: connectionRef, response: z.strictObject({ shared: z.array(sharedUseSchema) }) },
  /**
   * Withdraws the access at the provider where it can be, and destroys the stored secret; see `pendingRevocation` of
   * the reply.
   */
  'credentials.revoke': { request: connectionRef, response: connectionSchema },
  /**
   * Credentials that came back with an earlier database, and wait for a person's word. Answers once the activity was
   * compared with its anchor.
   */
  'credentials.cameBack': {
    request: nothing,
    response: z.strictObject({ credentials: z.array(cameBackCredentialSchema) }),
  },
  /** A person wants to use these again. Answers with those that still wait. */
  'credentials.confirm': {
    request: z.strictObject({ credentials: z.array(connectionRef).min(1).max(maxRows) }),
    response: z.strictObject({ credentials: z.array(cameBackCredentialSchema) }),
  },
  /** Tries again now to tell the provider of a revocation that it has not heard of. */
  'credentials.retryRevocation': { request: connectionRef, response: connectionSchema },

  /**
   * Opens the provider's sign-in page in the browser and waits, five minutes at most; one sign-in at a time for a
   * clinic and provider. Without fields and import, the stored ones are used: that is a reconnect. Progress comes as
   * `signIn.changed`.
   */
  'signIn.start': {
    request: connectionRef.extend({
      /** Null uses the stored method. */
      methodId: z.string().max(40).nullable(),
      fields: z.record(z.string().max(60), z.string().max(4000)),
      importId: idSchema.nullable(),
      /** The page asks for the account, also where it knows one. */
      chooseAccount: z.boolean(),
    }),
    response: signInSchema,
  },
  /** The sign-in that runs, or the last that ended in this run of the console; null when there was none. */
  'signIn.status': { request: connectionRef, response: z.strictObject({ signIn: signInSchema.nullable() }) },
  /** Opens the page of a waiting sign-in once more. */
  'signIn.openBrowser': { request: connectionRef, response: nothing },
  /** Closes the port at once. Without a running sign-in nothing happens. */
  'signIn.cancel': { request: connectionRef, response: nothing },
  /**
   * Ends a waiting sign-in with an error that the person reads in the browser. `pageError` is the `id` of one of the
   * descriptor's `pageErrors`.
   */
  'signIn.reportPageError': {
    request: connectionRef.extend({ pageError: z.string().max(60) }),
    response: signInSchema,
  },

  /** The next seven days of the clinic's calendar, asked now. */
  'calendar.busyWeek': { request: organizationOnly, response: busyWeekSchema },
} as const satisfies CallsOf<'credentials' | 'signIn' | 'calendar'>;
