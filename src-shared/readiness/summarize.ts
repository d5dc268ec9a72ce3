/**
 * Says how a clinic stands, for its row of the list, from what is known of it: in the window from the small rows that
 * it gets, at the command line from the database. Pure.
 */
import { type Ahead, nextSaidAhead } from '../ahead';
import type { ConnectionStatus } from '../credentials/connection';
import { momentOf, timeOf } from '../moments';
import type { ClinicRow } from '../organizations/clinic-row';
import { unpackRungs } from '../organizations/clinic-row';
import type { ClinicState } from '../organizations/clinic-state';
import type { Rung } from '../organizations/ladder';
import { aged } from '../organizations/ladder-rules';
import type { OrganizationStatus, OrganizationSummary, SetupStep } from '../organizations/organization';
import type { ProofSpans } from '../organizations/proof-spans';
import type { ProviderId } from '../primitives';
import type { ProviderDescriptor } from '../providers/descriptor';
import { providerIds } from '../providers/ids';
import { setupStopsAt } from './known-clinic';
import { proofSpan } from './proof-span';
import { clinicReadiness, type KnownConnection, type KnownProblem } from './readiness';
import { nextExpiryChange } from './sign-in-expiry';

const statusOf: Readonly<Record<ClinicState, OrganizationStatus>> = {
  failed: 'needs-attention',
  'no-answer': 'needs-attention',
  expiring: 'needs-attention',
  withdrawal: 'needs-attention',
  stale: 'needs-attention',
  unproven: 'unproven',
  'not-connected': 'unproven',
  pending: 'unproven',
  'not-set-up': 'not-set-up',
  'nothing-needed': 'not-set-up',
  ready: 'ready',
};

/** A live connection with its rungs as they were recorded. */
type Known = {
  provider: ProviderId;
  status: ConnectionStatus;
  resource: string | null;
  mode?: string | null | undefined;
  rungs: readonly Rung[];
  problem: KnownProblem | null;
  expiresAt: string | null;
  ahead?: Ahead | undefined;
  verifiedAt: string | null;
  /** When it was checked last, whatever came of it. Needed where something is wrong. */
  attemptedAt: string | null;
};

export type KnownOrganization = {
  id: string;
  name: string;
  setupStep: SetupStep | null;
  notNeeded: readonly ProviderId[];
  withdrawals: readonly ProviderId[];
  connections: readonly Known[];
};

/** A clinic's row as it is drawn. */
export type ClinicSummary = Omit<OrganizationSummary, 'timeZone'>;

const latest = (times: readonly (string | null)[]): string | null =>
  times.reduce((newest, time) => ((time ?? '') > (newest ?? '') ? time : newest), null);

/** @param spans how long a proof counts */
export function summarize(
  { id, name, setupStep, notNeeded, withdrawals, connections }: KnownOrganization,
  descriptors: Readonly<Record<ProviderId, ProviderDescriptor>>,
  now: Date,
  spans: ProofSpans,
): ClinicSummary {
  const drawn = connections.map((connection) => ({
    ...connection,
    rungs: aged(connection.rungs, now, proofSpan(descriptors[connection.provider], spans)),
  }));
  const { state, attention, nextAction } = clinicReadiness(
    { setupStopsAt: setupStopsAt(setupStep), notNeeded, connections: drawn, withdrawals },
    Object.values(descriptors),
    now,
  );
  const shown = drawn.map(({ provider, resource, mode, rungs, verifiedAt, problem, attemptedAt }) => ({
    provider,
    resource,
    mode,
    ladder: { provider, rungs },
    checkedAt: latest([...rungs.map(({ checkedAt }) => checkedAt), verifiedAt]),
    ...(problem === null ? {} : { failedAttempt: { at: attemptedAt, message: problem.message } }),
  }));
  return {
    id,
    name,
    setupStep,
    notNeeded: [...notNeeded],
    connections: shown,
    state,
    status: statusOf[state],
    attention,
    nextAction,
    checkedAt: latest(shown.map(({ checkedAt }) => checkedAt)),
  };
}

/**
 * When the summary may read differently next though nothing happens, in milliseconds since 1970: a proof grows old, a
 * sign-in comes nearer to its end, or what else ends is near or over. Infinite when never.
 */
export function changesAt(
  { connections }: { connections: readonly Pick<KnownConnection, 'provider' | 'rungs' | 'expiresAt' | 'ahead'>[] },
  descriptors: Readonly<Record<ProviderId, ProviderDescriptor>>,
  now: Date,
  spans: ProofSpans,
): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { provider, rungs, expiresAt, ahead } of connections) {
    next = Math.min(next, nextExpiryChange(descriptors[provider], expiresAt, now), nextSaidAhead(ahead, now));
    const spanOf = proofSpan(descriptors[provider], spans);
    for (const { id, state, checkedAt } of rungs) {
      const grownOld = state === 'proven' && checkedAt !== null ? momentOf(checkedAt) + spanOf(id) + 1 : 0;
      if (grownOld > now.getTime()) next = Math.min(next, grownOld);
    }
  }
  return next;
}

/** What a row says, for {@link summarize}. */
export function knownOf(
  { id, name, setupStep, notNeeded = [], withdrawals = [], connections }: ClinicRow,
  descriptors: Readonly<Record<ProviderId, ProviderDescriptor>>,
): KnownOrganization {
  const known = providerIds.flatMap((provider): Known[] => {
    const row = connections[provider];
    if (row === undefined) return [];
    const rungs = unpackRungs(row, descriptors[provider].rungs);
    return [
      {
        provider,
        status: row.status ?? 'active',
        resource: row.resource ?? null,
        mode: row.mode,
        rungs,
        problem: row.problem ?? null,
        ahead: row.ahead,
        expiresAt: row.expires === undefined ? null : timeOf(row.expires),
        verifiedAt: row.verified === undefined ? null : timeOf(row.verified),
        attemptedAt: row.attempted === undefined ? null : timeOf(row.attempted),
      },
    ];
  });
  return { id, name, setupStep: setupStep ?? null, notNeeded, withdrawals, connections: known };
}
