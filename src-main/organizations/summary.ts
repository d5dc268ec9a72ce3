/** From stored rows to a row of the dashboard. */
import type { ClinicState } from '../../src-shared/organizations/clinic-state';
import type { OrganizationStatus, OrganizationSummary } from '../../src-shared/organizations/organization';
import type { ProviderId } from '../../src-shared/primitives';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { clinicReadiness } from '../../src-shared/readiness/readiness';
import { findStep } from '../../src-shared/setup/setup-steps';
import { ladderOf, modeOf, resourceOf } from '../credentials/connection-view';
import type { OrganizationOverview } from '../storage/repositories';

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

export function summaryOf(
  overview: OrganizationOverview,
  descriptors: Readonly<Record<ProviderId, ProviderDescriptor>>,
  now: Date,
  intervalMs: number,
): OrganizationSummary {
  const { organization, credentials, checks, pendingRevocations } = overview;
  const live = credentials
    .filter((credential) => credential.status !== 'revoked')
    .map((credential) => {
      const ladder = ladderOf(descriptors[credential.provider], checks, now, intervalMs);
      const times = ladder.rungs.flatMap((rung) => (rung.checkedAt ? [rung.checkedAt] : []));
      const checkedAt = [...times, ...(credential.verifiedAt ? [credential.verifiedAt] : [])].sort().at(-1) ?? null;
      return { credential, ladder, checkedAt };
    });
  const notNeeded = organization.notNeeded.map(({ provider }) => provider);
  const { state, attention, nextAction } = clinicReadiness(
    {
      setupStopsAt: findStep(organization.setupStep)?.label ?? null,
      notNeeded,
      connections: live.map(({ credential, ladder: { rungs } }) => ({
        provider: credential.provider,
        status: credential.status,
        rungs,
        problem: credential.lastError,
        expiresAt: credential.expiresAt,
        attemptedAt: credential.attemptedAt,
      })),
      withdrawals: pendingRevocations,
    },
    Object.values(descriptors),
    now,
  );
  return {
    id: organization.id,
    name: organization.name,
    timeZone: organization.timeZone,
    setupStep: organization.setupStep,
    notNeeded,
    connections: live.map(
      ({ credential: { provider, metadata, choice, lastError, attemptedAt }, ladder, checkedAt }) => ({
        provider,
        resource: resourceOf(metadata, choice),
        mode: modeOf(metadata),
        ladder,
        checkedAt,
        ...(lastError === null ? {} : { failedAttempt: { at: attemptedAt, message: lastError.message } }),
      }),
    ),
    state,
    status: statusOf[state],
    attention,
    nextAction,
    checkedAt:
      live
        .map(({ checkedAt }) => checkedAt ?? '')
        .sort()
        .at(-1) || null,
  };
}
