/** How the check of a connection ended. */
import type { Connection } from '../../src-shared/credentials/connection';
import type { AppErrorData } from '../../src-shared/errors';
import type { Attempt } from '../credentials/connection-checks';
import { failureOf } from '../credentials/connection-view';

/** Of the account that was asked, where its provider has modes. */
type Mode = Connection['mode'];

/** How the check of a connection ended. Only an answer of its provider, or a fault of its own, makes it fail. */
export type CheckEnd =
  | { kind: 'passed'; connection: Connection }
  | { kind: 'failed'; error: AppErrorData; connection: Connection | null; mode?: Mode }
  | { kind: 'unproved'; error: AppErrorData; mode?: Mode };

/** The mode of the account that was asked; null where it has none, or was not asked. */
export const modeOfEnd = (end: CheckEnd): string | null =>
  (end.kind === 'passed' ? end.connection.mode : end.mode) ?? null;

/** A fault of the console's own, and not an answer. */
export type Fault = { kind: 'fault'; error: AppErrorData };
export type NoProof = Extract<Attempt, { kind: 'no-proof' }>;

export function endOf(got: Exclude<Attempt, NoProof> | Fault): CheckEnd {
  if (got.kind === 'disproved') return { kind: 'failed', error: got.error, connection: null, mode: got.mode };
  // For example a credential that was replaced meanwhile: the next check is of the new one.
  if (got.kind === 'fault')
    return got.error.retryable
      ? { kind: 'unproved', error: got.error }
      : { kind: 'failed', error: got.error, connection: null };
  const { connection } = got;
  const error = failureOf(connection);
  return error === null ? { kind: 'passed', connection } : { kind: 'failed', error, connection, mode: connection.mode };
}
