/**
 * Failures that receptionists report. That is the word of a machine alone: a console that follows the vault checks the
 * connection itself, once, and only what that check finds is shown as broken.
 */
import type { ProviderId } from '../../src-shared/primitives';
import type { SinceFailure } from '../../src-shared/vault/members';
import type { Tx } from '../storage/postgres/driver';
import { serverNow } from '../storage/postgres/run-leases';
import { attemptedAtOf } from '../storage/rows';

/** What is older was looked at by the checks of each day. */
const windowMs = 24 * 3_600_000;

/** What a machine says of the revision that is delivered to it now. */
export type ReportedFailure = {
  organizationId: string;
  provider: ProviderId;
  revision: number;
  /** A console, this one or another, checked the connection since. */
  isChecked: boolean;
};

export async function readReportedFailures(tx: Tx): Promise<ReportedFailure[]> {
  const since = new Date(Date.parse(await serverNow(tx)) - windowMs).toISOString();
  const reports = await tx
    .selectFrom('failures')
    .innerJoin('deliveries', (join) =>
      join
        .onRef('deliveries.organization_id', '=', 'failures.organization_id')
        .onRef('deliveries.machine_id', '=', 'failures.machine_id')
        .onRef('deliveries.provider', '=', 'failures.provider')
        .onRef('deliveries.revision', '=', 'failures.revision'),
    )
    .where('failures.failed_at', '>', since)
    .groupBy(['failures.organization_id', 'failures.provider', 'failures.revision'])
    .select((row) => [
      'failures.organization_id',
      'failures.provider',
      'failures.revision',
      row.fn.min('failures.failed_at').as('first'),
    ])
    .execute();
  if (reports.length === 0) return [];
  const attempts = await attemptsIn(
    tx,
    reports.map((row) => row.organization_id),
  );
  return reports.flatMap((report) => {
    const { organization_id, provider, revision, first } = report;
    const connection = attempts.find((row) => row.organization_id === organization_id && row.provider === provider);
    if (connection === undefined) return [];
    const isChecked = isCheckedSince(attemptedAtOf(connection), first);
    return [{ organizationId: organization_id, provider, revision, isChecked }];
  });
}

/** What is known of connections of these clinics that were not revoked. */
export const attemptsIn = (tx: Tx, clinics: readonly string[]) =>
  tx
    .selectFrom('organization_api_credentials')
    .select(['organization_id', 'provider', 'status', 'attempted_at', 'verified_at', 'last_error'])
    .where('organization_id', '=', (of) => of.fn<string>('any', [of.val([...new Set(clinics)])]))
    .where('status', '!=', 'revoked')
    .execute();

const isCheckedSince = (attemptedAt: string | null, failedAt: string): boolean =>
  attemptedAt !== null && Date.parse(attemptedAt) >= Date.parse(failedAt);

type Attempted = Awaited<ReturnType<typeof attemptsIn>>[number];
/** @param connection absent for one that was revoked, or that is not known here: no check of it is claimed */
export function sinceFailure(connection: Attempted | undefined, failedAt: string): SinceFailure {
  if (connection === undefined || !isCheckedSince(attemptedAtOf(connection), failedAt)) return 'not-checked';
  if (connection.status !== 'active') return 'broken';
  // An attempt that proved nothing, as without a network.
  return connection.last_error === null ? 'works' : 'not-checked';
}

export type CheckReported = (organizationId: string, provider: ProviderId) => Promise<unknown>;

/**
 * Starts the checks, each revision of a connection once: a receptionist with many callers reports one failure many
 * times.
 */
export function createReportedChecks(check: CheckReported) {
  let asked: ReadonlySet<string> = new Set();
  return async (reported: readonly ReportedFailure[]): Promise<void> => {
    const before = asked;
    const nameOf = ({ organizationId, provider, revision }: ReportedFailure) =>
      `${organizationId} ${provider} ${revision}`;
    // What is reported no more is forgotten.
    asked = new Set(reported.map(nameOf));
    for (const one of reported) {
      if (one.isChecked || before.has(nameOf(one))) continue;
      // What it found is kept with the connection. One that could not be made is left to the checks of each day.
      await check(one.organizationId, one.provider).catch(() => undefined);
    }
  };
}
