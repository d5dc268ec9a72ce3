/** A person's settings. Read before the vault is open; nothing here is secret. */
import { z } from 'zod';
import { autoLockLimits } from '../vault/console-lock';

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /**
   * After how many hours a proof goes from green to amber. A week by default: only a person's SMS test renews the proof
   * of delivery.
   */
  checkIntervalHours: z.number().int().min(1).max(720),
  /** Minutes without use of the window after which it locks; 0: never. */
  autoLockMinutes: z.number().int().min(0).max(autoLockLimits.longest),
  /** Whether background checks go on while the console is locked. The keys stay in memory then. */
  checksWhileLocked: z.boolean(),
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

export const defaultSettings: Settings = {
  theme: 'system',
  checkIntervalHours: 168,
  autoLockMinutes: autoLockLimits.default,
  checksWhileLocked: false,
  textScale: 100,
  lastScreen: '/clinics',
  clinicDetails: false,
  // What needs a person comes first.
  clinicFilter: 'all',
  clinicSort: 'status',
  clinicSortDescending: false,
};
