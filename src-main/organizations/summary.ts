/** From stored rows to what is known of a clinic, and to its small row for the window. */

import { cameBackError } from '../../src-shared/credentials/came-back';
import { momentOf } from '../../src-shared/moments';
import type { ClinicRow, RowConnection } from '../../src-shared/organizations/clinic-row';
import { packRungs } from '../../src-shared/organizations/clinic-row';
import type { OrganizationSummary } from '../../src-shared/organizations/organization';
import type { ProofSpans } from '../../src-shared/organizations/proof-spans';
import type { ProviderId } from '../../src-shared/primitives';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { type KnownOrganization, summarize } from '../../src-shared/readiness/summarize';
import { modeOf, overviewRungs, resourceOf } from '../credentials/connection-view';
import { pressingOf } from '../credentials/warnings';
import type { OrganizationOverview } from '../storage/repositories';

type Descriptors = Readonly<Record<ProviderId, ProviderDescriptor>>;

function knownOf(overview: OrganizationOverview, descriptors: Descriptors): KnownOrganization {
  const { organization, credentials, pendingRevocations } = overview;
  const { id, name, setupStep, notNeeded } = organization;
  return {
    id,
    name,
    setupStep,
    notNeeded: notNeeded.map(({ provider }) => provider),
    withdrawals: pendingRevocations,
    connections: credentials
      .filter(({ status }) => status !== 'revoked')
      .map(({ provider, status, metadata, choice, lastError, cameBack, expiresAt, verifiedAt, attemptedAt }) => ({
        provider,
        status,
        resource: resourceOf(metadata, choice),
        mode: modeOf(metadata),
        rungs: overviewRungs(descriptors[provider], overview, { metadata, choice }),
        problem: cameBack ? cameBackError(cameBack) : lastError,
        expiresAt,
        ahead: pressingOf(descriptors[provider], { metadata, verifiedAt }),
        verifiedAt,
        attemptedAt,
      })),
  };
}

export const summaryOf = (
  overview: OrganizationOverview,
  descriptors: Descriptors,
  now: Date,
  spans: ProofSpans,
): OrganizationSummary => ({
  ...summarize(knownOf(overview, descriptors), descriptors, now, spans),
  timeZone: overview.organization.timeZone,
});

const momentOr = (time: string | null) => (time === null ? Number.NaN : momentOf(time));

function rowConnectionOf(known: KnownOrganization['connections'][number]): RowConnection {
  const { status, resource, mode, rungs, problem, expiresAt, ahead, verifiedAt, attemptedAt } = known;
  const newest = Math.max(...rungs.map(({ checkedAt }) => momentOr(checkedAt) || 0));
  const verified = momentOr(verifiedAt);
  const expires = momentOr(expiresAt);
  const attempted = momentOr(attemptedAt);
  const hasFailed = problem !== null || status !== 'active';
  return {
    ...(status === 'active' || status === 'revoked' ? {} : { status }),
    ...(resource === null ? {} : { resource }),
    ...(mode == null ? {} : { mode }),
    ...packRungs(rungs),
    ...(verified > newest ? { verified } : {}),
    ...(problem === null
      ? {}
      : {
          problem: {
            code: problem.code,
            message: problem.message,
            retryable: problem.retryable,
            ...(problem.helpUrl === undefined ? {} : { helpUrl: problem.helpUrl }),
          },
        }),
    ...(hasFailed && !Number.isNaN(attempted) ? { attempted } : {}),
    ...(Number.isNaN(expires) ? {} : { expires }),
    ...(ahead === undefined || ahead.length === 0 ? {} : { ahead }),
  };
}

/** What the window's list gets of a clinic. */
export function rowOf(overview: OrganizationOverview, descriptors: Descriptors): ClinicRow {
  const { id, name, setupStep, notNeeded, withdrawals, connections } = knownOf(overview, descriptors);
  return {
    id,
    name,
    ...(setupStep === null ? {} : { setupStep }),
    ...(notNeeded.length === 0 ? {} : { notNeeded: [...notNeeded] }),
    ...(withdrawals.length === 0 ? {} : { withdrawals: [...new Set(withdrawals)] }),
    ...(overview.machines === undefined ? {} : { machines: overview.machines }),
    connections: Object.fromEntries(connections.map((known) => [known.provider, rowConnectionOf(known)])),
  };
}
