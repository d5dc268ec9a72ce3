/** Calls about the program itself: its window, settings and versions. */
import { z } from 'zod';
import { draftKeySchema, draftSchema, draftsSchema } from '../drafts';
import { providerIdSchema } from '../primitives';
import { settingsSchema } from '../settings/settings';
import { aboutSchema } from '../support/about';
import { consoleLockSchema } from '../vault/console-lock';
import { vaultStateSchema } from '../vault/vault-state';
import type { CallsOf } from './calls-of';
import { nothing } from './shapes';

export const appCalls = {
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
  /** Keeps what was typed in a form and not saved, for the next page of this profile; null forgets it. */
  'app.keepDraft': {
    request: z.strictObject({ key: draftKeySchema, draft: draftSchema.nullable() }),
    response: nothing,
  },
  /** All that was kept. */
  'app.recallDrafts': { request: nothing, response: z.strictObject({ drafts: draftsSchema }) },
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
} as const satisfies CallsOf<'app' | 'settings'>;
