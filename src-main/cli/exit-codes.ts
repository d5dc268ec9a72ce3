/** Exit codes, the same for every command: programs rely on them. */
import type { AppErrorData } from '../../src-shared/errors';

export const exitCodes = {
  /** Done, and nothing that was tested failed. */
  success: 0,
  /** Something was tested and failed. */
  failed: 1,
  /** Bad usage or configuration: nothing was tried. */
  usage: 2,
  /** The keychain or the database gave trouble. */
  storage: 3,
  /** Stopped with Ctrl-C before its work was done. */
  interrupted: 130,
  /** The same because its terminal was closed (SIGHUP). */
  hungUp: 129,
  /** The same by a request to end (SIGTERM). */
  terminated: 143,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeOfSignal = (signal: unknown): ExitCode =>
  signal === 'SIGTERM' ? exitCodes.terminated : signal === 'SIGHUP' ? exitCodes.hungUp : exitCodes.interrupted;

const byPrefix: readonly [string, ExitCode][] = [
  ['command.stopped', exitCodes.interrupted],
  ['vault.', exitCodes.storage],
  ['shared-vault.nobody-asks', exitCodes.usage],
  ['shared-vault.other-words', exitCodes.usage],
  ['shared-vault.name-taken', exitCodes.usage],
  ['shared-vault.unknown-name', exitCodes.usage],
  ['shared-vault.not-oneself', exitCodes.usage],
  ['shared-vault.wrong-code', exitCodes.usage],
  ['shared-vault.move-', exitCodes.failed],
  ['shared-vault.', exitCodes.storage],
  ['database.', exitCodes.storage],
  ['storage.', exitCodes.storage],
  ['profile.relative', exitCodes.usage],
  ['profile.no-home', exitCodes.usage],
  ['profile.', exitCodes.storage],
  ['recovery.', exitCodes.storage],
  ['rescue.', exitCodes.storage],
  ['support.', exitCodes.usage],
  ['usage.', exitCodes.usage],
  ['import.', exitCodes.usage],
  ['organization.access-not-withdrawn', exitCodes.failed],
  ['organization.', exitCodes.usage],
  ['endpoint.', exitCodes.usage],
  ['phone-number.', exitCodes.usage],
  ['credentials.invalid-field', exitCodes.usage],
  ['credentials.not-connected', exitCodes.usage],
  ['credentials.choice', exitCodes.usage],
  ['credentials.sign-in-needed', exitCodes.usage],
  ['update.off', exitCodes.usage],
  ['update.feed-address', exitCodes.usage],
  ['update.not-installable', exitCodes.usage],
  ['sign-in.cancelled', exitCodes.interrupted],
  ['sign-in.client-needed', exitCodes.usage],
  ['sign-in.already-running', exitCodes.usage],
];

export const exitCodeOf = (error: AppErrorData): ExitCode =>
  byPrefix.find(([prefix]) => error.code.startsWith(prefix))?.[1] ?? exitCodes.failed;
