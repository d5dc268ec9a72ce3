/**
 * The lock of the console: what locked it, and the one error with which everything but unlocking is answered meanwhile.
 */

import { z } from 'zod';
import type { AppErrorData } from '../errors';
import { timeSchema } from '../primitives';
import { t } from '../texts/translate';

/** `command`: `lock` on the command line. */
const lockReasonSchema = z.enum(['person', 'command', 'idle', 'suspend', 'screen-lock', 'user-switch']);
export type LockReason = z.infer<typeof lockReasonSchema>;

export const consoleLockSchema = z.strictObject({ reason: lockReasonSchema, since: timeSchema });
export type ConsoleLock = z.infer<typeof consoleLockSchema>;

/** Minutes without a key press or a movement in the window; 0: never. */
export const autoLockLimits = { longest: 480, default: 15 } as const;

/** Holds no data of the console: anybody in front of the screen can read it. */
export const consoleLockedError: AppErrorData = {
  code: 'vault.console-locked',
  get message() {
    return t('The console is locked.');
  },
  get cause() {
    return t('It was left alone, its computer was locked or put to sleep, or somebody locked it.');
  },
  get fix() {
    return t('Unlock it, then try again. Nothing was changed.');
  },
  retryable: true,
};
