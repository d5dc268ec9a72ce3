/**
 * The one contract between the window and the main process: for each call what goes in and what comes back, for each
 * event what it carries. Both sides' types are inferred from here; the main process parses every request, and every
 * reply before it leaves.
 */
import { z } from 'zod';
import { auditEntrySchema, auditVerificationSchema } from '../audit/audit-entry';
import { auditFilterSchema } from '../audit/audit-filter';
import { backgroundNoticeSchema } from '../background/notice';
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
import { messageDraftsSchema } from '../messaging/drafts';
import { networkPendingSchema, networkStatusSchema, proxyPlaceSchema } from '../network/network';
import { clinicRowSchema, clinicSliceSchema, maxPicked, maxRows, sliceStartSchema } from '../organizations/clinic-row';
import { contactSchema } from '../organizations/contact';
import { keptViewSchema } from '../organizations/kept-view';
import {
  checkAllProgressSchema,
  organizationNameSchema,
  organizationSchema,
  setupStepSchema,
} from '../organizations/organization';
import { e164Schema, idSchema, providerIdSchema, timeSchema } from '../primitives';
import type { Result } from '../result';
import { settingsSchema } from '../settings/settings';
import { scopeSchema } from '../shared-vault/scope';
import { aboutSchema } from '../support/about';
import { supportBundleSchema } from '../support/support-bundle';
import { testRunSchema } from '../tests/test-run';
import { updatesSchema } from '../updates/updates';
import { clinicsPlaceSchema } from '../vault/clinics-place';
import { consoleLockSchema } from '../vault/console-lock';
import {
  clinicUsesSchema,
  doingSchema,
  knownSecretsSchema,
  machinesViewSchema,
  memberNameSchema,
  membersViewSchema,
  presentSchema,
  typedWordsSchema,
} from '../vault/members';
import { passphraseLimits } from '../vault/passphrase-limits';
import { passphraseStrengthSchema } from '../vault/passphrase-strength';
import { putAsideListSchema, rescueOptionsSchema, savedReportSchema } from '../vault/rescue';
import { passphraseSchema, vaultStateSchema } from '../vault/vault-state';
import type { CallChannel, EventChannel } from './channels';

const nothing = z.strictObject({});
const organizationOnly = z.strictObject({ organizationId: idSchema });
const messageRef = z.strictObject({ organizationId: idSchema, runId: idSchema, step: z.string().max(60) });
const connectionRef = z.strictObject({ organizationId: idSchema, provider: providerIdSchema });

export const calls = {
  /** Everything that the window's frame shows before its first screen. */
  'app.status': {
    request: nothing,
    response: z.strictObject({
      version: z.string(),
      platform: z.string(),
      vault: vaultStateSchema,
      /** True inside practice mode. */
      practice: z.boolean(),
      /** The clinics are in a shared vault; left out where they are on this computer. */
      isShared: z.literal(true).optional(),
      /** The bad network that practice mode is on; null for none. */
      practiceNetwork: z.strictObject({ id: z.string(), label: z.string(), detail: z.string() }).nullable(),
      /**
       * Providers whose requests go to a loopback address instead of the provider, by practice mode or by the
       * environment.
       */
      redirected: z.array(z.strictObject({ provider: providerIdSchema, origin: z.string() })),
      settings: settingsSchema,
      /** What the operating system calls its keychain: `login keyring`, `Keychain`, `Credential Manager`. */
      keychainName: z.string(),
      /** Name of the operating system's user, as the audit trail shows it. */
      actor: z.string(),
      /** The computer's own name. */
      computer: z.string(),
      /** Null while the console is open. */
      lock: consoleLockSchema.nullable(),
      /** What locks it besides sleep, a person and the time without use: what is heard of now. */
      locksWith: z.strictObject({ screenLock: z.boolean(), userSwitch: z.boolean() }),
      /** What asks for the person at unlocking: `Touch ID`. Null where nothing does. */
      unlockPrompt: z.string().nullable(),
    }),
  },
  /** Opens a page of a provider in the system browser; refused unless its origin is on the list. */
  'app.openHelp': { request: z.strictObject({ url: z.string().max(2000) }), response: nothing },
  /**
   * A `value` leaves the clipboard after half a minute; both kinds leave it when the console locks or ends.
   */
  'app.copyText': {
    request: z.strictObject({ text: z.string().max(50_000), kind: z.enum(['value', 'document']) }),
    response: nothing,
  },
  /** The computer’s IANA time zone, also where the window’s own engine does not know it; null when nothing tells it. */
  'app.systemTimeZone': { request: nothing, response: z.strictObject({ timeZone: z.string().nullable() }) },
  /** Versions, and the licences of everything that is shipped. */
  'app.about': { request: nothing, response: aboutSchema },
  /**
   * A fault of the page that nobody handled, for a crash report on this computer. `report`: the same without secrets.
   */
  'app.reportFault': {
    request: z.strictObject({
      name: z.string().max(100),
      message: z.string().max(2000),
      stack: z.string().max(8000),
    }),
    response: z.strictObject({ report: z.string() }),
  },
  'settings.get': { request: nothing, response: settingsSchema },
  'settings.update': { request: settingsSchema.partial(), response: settingsSchema },

  /** Notices about the network that wait for a person. Also published as an event of that name. */
  'network.pending': { request: nothing, response: networkPendingSchema },
  /** Routes to the providers and trusted certificates. Reads the system's settings and certificates. */
  'network.status': { request: nothing, response: networkStatusSchema },
  /** Name and password for a proxy. They are kept sealed and never come back. */
  'network.signIn': {
    request: proxyPlaceSchema.extend({ username: z.string().min(1).max(1000), password: z.string().max(1000) }),
    response: networkPendingSchema,
  },
  'network.removeSignIn': { request: proxyPlaceSchema, response: networkStatusSchema },
  /** The person closes the proxy's question without signing in. */
  'network.dismiss': { request: nothing, response: networkPendingSchema },
  /** The person has read who inspects their connections. */
  'network.acknowledge': {
    request: z.strictObject({ fingerprint: z.string().max(100) }),
    response: networkPendingSchema,
  },
  'network.setTrust': { request: z.strictObject({ trustsSystem: z.boolean() }), response: networkStatusSchema },

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
  'members.list': { request: nothing, response: membersViewSchema },
  /**
   * Asks where to save the invitation; null when the person closed the dialog. `code` opens it: it is shown once, to be
   * spoken, and kept nowhere.
   */
  'members.invite': {
    request: z.strictObject({ name: memberNameSchema, clinics: scopeSchema }),
    response: z.strictObject({ saved: z.strictObject({ file: z.string(), code: z.string() }).nullable() }),
  },
  /** The invitation opens nothing any more. */
  'members.withdrawInvitation': { request: z.strictObject({ name: z.string().max(80) }), response: membersViewSchema },
  /** `words`: what the newcomer read aloud. */
  'members.admit': {
    request: z.strictObject({ name: z.string().max(80), words: typedWordsSchema }),
    response: membersViewSchema,
  },
  /** `confirmName` must be the name. Answers with what the member knew. */
  'members.remove': {
    request: z.strictObject({ name: z.string().max(80), confirmName: z.string().max(200) }),
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
   * secret; null when the person closed the dialog, and nothing was admitted then.
   */
  'machines.add': {
    request: z.strictObject({ name: memberNameSchema, words: typedWordsSchema, clinics: z.array(idSchema).min(1) }),
    response: z.strictObject({ savedTo: z.string().nullable() }),
  },
  /** `confirmName` must be the name. Answers with what the receptionist knew. */
  'machines.remove': {
    request: z.strictObject({ name: z.string().max(80), confirmName: z.string().max(200) }),
    response: knownSecretsSchema,
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

  /** Starts the simulators and moves to the practice profile; real clinics stay where they are, untouched. */
  'practice.start': { request: nothing, response: nothing },
  'practice.stop': { request: nothing, response: nothing },
  /** What practice mode offers: recipients that cause a known error, credentials to paste, bad networks to choose. */
  'practice.scenarios': {
    request: nothing,
    response: z.strictObject({
      /** For a provider with a sign-in these are OAuth clients; the account is chosen on the simulated page. */
      credentials: z.array(
        z.strictObject({
          provider: providerIdSchema,
          id: z.string(),
          label: z.string(),
          detail: z.string(),
          fields: z.record(z.string(), z.string()),
          methodId: z.string(),
        }),
      ),
      recipients: z.array(z.strictObject({ number: e164Schema, label: z.string(), code: z.string().nullable() })),
      /**
       * Bad networks for `practice.chooseNetwork`. `code` is null where requests succeed and the console only shows a
       * notice.
       */
      networks: z
        .array(z.strictObject({ id: z.string(), code: z.string().nullable(), label: z.string(), detail: z.string() }))
        .optional(),
    }),
  },
  /** Chooses a bad network for all requests to providers in practice mode; null for the ordinary one. */
  'practice.chooseNetwork': { request: z.strictObject({ id: z.string().max(60).nullable() }), response: nothing },
  /** What the simulated phones got, oldest first. `arrivedAt` is null for a text that is on its way. */
  'practice.texts': {
    request: nothing,
    response: z.array(
      z.strictObject({
        id: z.string(),
        from: z.string(),
        to: z.string(),
        text: z.string(),
        arrivedAt: timeSchema.nullable(),
      }),
    ),
  },
  /** Deletes all that was practised, and begins practice anew. Real clinics stay as they are. */
  'practice.reset': { request: nothing, response: nothing },

  /** What background checks found and nobody has seen yet, the newest first. */
  'notices.list': {
    request: nothing,
    response: z.strictObject({
      notices: z.array(backgroundNoticeSchema),
      /** The system shows no notifications. */
      refused: z.boolean(),
    }),
  },
  /** A person saw this notice; all of them for null. */
  'notices.see': { request: z.strictObject({ id: idSchema.nullable() }), response: nothing },
  /** When a recovery kit was saved last, and what checks warned of: that it is old, or that there is none. */
  'notices.recoveryKit': {
    request: nothing,
    response: z.strictObject({ savedAt: timeSchema.nullable(), warning: z.string().nullable() }),
  },

  /**
   * The list of clinics in slices: first what fills a screen, then the rest. `after` is what the slice before said of
   * the next one. `known`: the version that the window has whole.
   */
  'organizations.list': {
    request: z.strictObject({ after: sliceStartSchema.optional(), known: z.string().max(100).optional() }),
    response: clinicSliceSchema,
  },
  /** The rows of these clinics, after `organizations.changed`. Those that are gone are missing. */
  'organizations.rows': {
    request: z.strictObject({ ids: z.array(idSchema).max(maxRows) }),
    response: z.strictObject({ organizations: z.array(clinicRowSchema) }),
  },
  'organizations.add': {
    request: z.strictObject({
      name: organizationNameSchema,
      timeZone: z.string().max(64),
      country: z.string().regex(/^[A-Z]{2}$/),
    }),
    response: organizationSchema,
  },
  'organizations.get': { request: organizationOnly, response: organizationSchema },
  'organizations.update': {
    request: z.strictObject({
      organizationId: idSchema,
      name: organizationNameSchema.optional(),
      timeZone: z.string().max(64).optional(),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .optional(),
      setupStep: setupStepSchema.nullable().optional(),
      contact: contactSchema.optional(),
    }),
    response: organizationSchema,
  },
  /** A person decides that the clinic does not need a provider, or needs it again. Refused while it is connected. */
  'organizations.decideNeed': {
    request: connectionRef.extend({ needed: z.boolean() }),
    response: organizationSchema,
  },
  /**
   * Ends the clinic's access at its providers, then destroys its data key, and with it every secret that it sealed.
   * `confirmName` must be its name. A provider that can't be told keeps it from being removed, unless `leaveAccess`.
   */
  'organizations.remove': {
    request: z.strictObject({ organizationId: idSchema, confirmName: z.string(), leaveAccess: z.boolean().optional() }),
    response: nothing,
  },
  /** Of the clinics that are named, or of all. While a check runs, that one's progress is told and no other begins. */
  'organizations.checkAll': {
    request: z.strictObject({ ids: z.array(idSchema).max(maxPicked).optional() }),
    response: checkAllProgressSchema,
  },
  /**
   * Asks where to save these clinics as a table for spreadsheets, or all; `savedTo` is null when the person closed the
   * dialog.
   */
  'organizations.export': {
    request: z.strictObject({ ids: z.array(idSchema).max(maxPicked).optional() }),
    response: z.strictObject({ savedTo: z.string().nullable() }),
  },
  'organizations.cancelCheckAll': { request: nothing, response: nothing },
  /** The end of the last check was read. */
  'organizations.dismissCheckAll': { request: nothing, response: nothing },
  /** Keeps what a page that is loaded anew would have lost: in memory, for this profile, until the console locks. */
  'organizations.keepView': { request: keptViewSchema, response: nothing },
  /** What was kept, and the check that runs or whose end nobody read yet. */
  'organizations.recallView': {
    request: nothing,
    response: keptViewSchema.extend({ checkAll: checkAllProgressSchema.nullable() }),
  },

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

  /**
   * A person's click: runs the provider's test on the stored connection. Answers at once; progress comes as
   * `test.progress`. The only call that can send text messages, and it sends each of them once.
   */
  'test.start': {
    request: connectionRef.extend({
      /** The recipient as it was typed; null for a test that sends nothing. */
      to: z.string().max(40).nullable(),
      /** Steps of the provider's descriptor; null for all. */
      only: z.array(z.string().max(60)).min(1).max(20).nullable(),
    }),
    response: testRunSchema,
  },
  /** Stops the test. What it made at the provider is removed first. Messages that were sent can't be called back. */
  'test.stop': { request: connectionRef.extend({ runId: idSchema }), response: nothing },
  'test.history': {
    request: connectionRef.extend({ limit: z.number().int().min(1).max(100) }),
    response: z.strictObject({ runs: z.array(testRunSchema) }),
  },

  'messages.drafts': { request: organizationOnly, response: messageDraftsSchema },
  'messages.saveDrafts': {
    request: z.strictObject({ organizationId: idSchema, drafts: messageDraftsSchema }),
    response: messageDraftsSchema,
  },
  /**
   * Numbers worth offering as recipient: the last ones used, and a trial account's verified ones (null when that can't
   * be told).
   */
  'messages.recipients': {
    request: connectionRef,
    response: z.strictObject({
      recent: z.array(e164Schema),
      verified: z.array(z.strictObject({ number: e164Schema, label: z.string() })).nullable(),
      trial: z.boolean(),
    }),
  },
  /** The four digits of this step's text, read from the phone. A wrong code is an error and changes nothing. */
  'messages.confirmCode': {
    request: messageRef.extend({ code: z.string().max(12) }),
    response: testRunSchema,
  },
  /** Asks the provider again what became of a message that was left unconfirmed. Sends nothing. */
  'messages.lookUpDelivery': { request: messageRef, response: testRunSchema },

  /** The next seven days of the clinic's calendar, asked now. */
  'calendar.busyWeek': { request: organizationOnly, response: busyWeekSchema },

  /**
   * Saves the handoff that the window shows, as a PDF. Asks where; `savedTo` is null when the person closed the dialog.
   */
  'handoff.savePdf': { request: organizationOnly, response: z.strictObject({ savedTo: z.string().nullable() }) },
  /** Opens the system's dialog for printing it; `printed` is false when the person closed that. */
  'handoff.print': { request: organizationOnly, response: z.strictObject({ printed: z.boolean() }) },

  'audit.list': {
    request: auditFilterSchema.extend({
      /** Entries older than this sequence; null for the newest. */
      before: z.number().int().nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    response: z.strictObject({
      entries: z.array(auditEntrySchema),
      more: z.boolean(),
      /**
       * The part of a long trail that its search index holds, from 0 to 1; left out when it holds all. What is found is
       * complete either way, it only takes longer.
       */
      indexed: z.number().optional(),
    }),
  },
  'audit.verify': { request: nothing, response: auditVerificationSchema },
  /**
   * Asks where to save what a filter finds; `savedTo` is null when the person closed the dialog. No cell of the CSV is
   * executed by a spreadsheet.
   */
  'audit.export': {
    request: auditFilterSchema.extend({ format: z.enum(['csv', 'json']) }),
    response: z.strictObject({ savedTo: z.string().nullable(), entries: z.number().int() }),
  },

  /** Makes the support bundle: redacted texts, to be shown. Nothing is saved or sent. */
  'support.prepare': { request: nothing, response: supportBundleSchema },
  /** Asks where to save what was shown last; `savedTo` is null when the person closed the dialog. */
  'support.save': { request: nothing, response: z.strictObject({ savedTo: z.string().nullable() }) },
  /** Copies what was shown last. */
  'support.copy': { request: nothing, response: nothing },

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
} as const satisfies Record<CallChannel, { request: z.ZodType; response: z.ZodType }>;

export const events = {
  /** `app.status` answers something else than before. */
  'app.statusChanged': nothing,
  'vault.changed': vaultStateSchema,
  /** A shared vault answers again or no more, or somebody was admitted or removed. */
  'vault.placeChanged': clinicsPlaceSchema,
  /** Somebody did something in the shared vault. What concerns a clinic is told as `organizations.changed`. */
  'vault.heard': nothing,
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

/**
 * What the preload puts on `window.voxanne`: one named function a call, grouped by domain, and one subscription an
 * event.
 */
export type Bridge = {
  [D in Domain<CallChannel>]: {
    [V in Verb<CallChannel, D>]: (
      request: CallRequest<Extract<CallChannel, `${D}.${V}`>>,
    ) => Promise<Result<CallResponse<Extract<CallChannel, `${D}.${V}`>>>>;
  };
} & {
  on: { [E in EventChannel]: (listener: (payload: EventPayload<E>) => void) => () => void };
};
