import type { AppErrorData } from './errors';

/** The outcome of a call across a boundary: errors are values there, because Electron keeps only a message of a thrown one. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: AppErrorData };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const failed = <T = never>(error: AppErrorData): Result<T> => ({ ok: false, error });
