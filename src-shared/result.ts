import type { AppErrorData } from './errors';

/** The result of an IPC call. Errors are values, because Electron passes on only the message of a thrown one. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: AppErrorData };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const failed = <T = never>(error: AppErrorData): Result<T> => ({ ok: false, error });
