/** A person's settings. Read before the vault is open; nothing here is secret. */
import { z } from 'zod';
import { longestActorName } from '../actor-name';
import { cleanLine } from '../pasted';
import { languages } from '../texts/languages';
import { autoLockLimits } from '../vault/console-lock';

/** `22:00`. */
const dayTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** In which the console speaks; `system`: the first of the system's languages that it knows. */
  language: z.enum(['system', ...languages]),
  /** How often connections are checked, in hours. An older proof goes from green to amber. */
  checkIntervalHours: z.number().int().min(1).max(720),
  /** How many days a proof counts that only a test or real use renews, like a delivered text. */
  deliveryDays: z.number().int().min(1).max(365),
  /** Minutes without use of the window after which it locks; 0: never. */
  autoLockMinutes: z.number().int().min(0).max(autoLockLimits.longest),
  /** Whether background checks go on while the console is locked. The keys stay in memory then. */
  checksWhileLocked: z.boolean(),
  /** Whether connections are checked in the background. */
  backgroundChecks: z.boolean(),
  /** Whether the system is asked to show what they found. */
  notifications: z.boolean(),
  /** No notification from and until these times of the computer's day; null for any time. */
  quietHours: z.strictObject({ from: dayTimeSchema, until: dayTimeSchema }).nullable(),
  /** Whether the console stays in the tray when its window is closed. */
  keepInTray: z.boolean(),
  /** Whether it starts with the person's session, in the tray. */
  startAtLogin: z.boolean(),
  /** As whom the person is shown in the activity and on handoffs; empty: by the system's name. */
  personName: z.string().overwrite(cleanLine).max(longestActorName),
  /** Size of all text, in percent. */
  textScale: z.number().int().min(100).max(200),
  /** The route that was open last, for example `/clinics/0190…`. */
  lastScreen: z.string().max(300),
  /** Whether a clinic's cards show the facts of each account and what proved each rung. */
  clinicDetails: z.boolean(),
  /** Which clinics the list shows, and in which order. */
  clinicFilter: z.enum(['all', 'needs-attention', 'unproven', 'ready', 'not-set-up']),
  clinicSort: z.enum(['name', 'status', 'checked']),
  clinicSortDescending: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;
export type QuietHours = Settings['quietHours'];

/** What is a person's own and not a clinic's: the same in practice and outside of it. */
export const personalSettings = ({ theme, language, textScale, autoLockMinutes }: Settings): Partial<Settings> => ({
  theme,
  language,
  textScale,
  autoLockMinutes,
});

export const defaultSettings: Settings = {
  theme: 'system',
  language: 'system',
  checkIntervalHours: 24,
  deliveryDays: 30,
  autoLockMinutes: autoLockLimits.default,
  checksWhileLocked: false,
  backgroundChecks: true,
  notifications: true,
  quietHours: null,
  keepInTray: false,
  startAtLogin: false,
  personName: '',
  textScale: 100,
  lastScreen: '/clinics',
  clinicDetails: false,
  // What needs a person comes first.
  clinicFilter: 'all',
  clinicSort: 'status',
  clinicSortDescending: false,
};
