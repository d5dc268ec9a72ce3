/** A row of the list never says more than the ladders behind it. */
import { expect, test } from 'vitest';
import { summaryOf } from '../../../../src-main/organizations/summary';
import type { OrganizationOverview } from '../../../../src-main/storage/repositories';
import { providerDescriptors } from '../../../../src-shared/providers';
import { proofSpansOf } from '../../../../src-shared/readiness/proof-span';
import { defaultSettings } from '../../../../src-shared/settings/settings';
import { clinic } from '../../renderer/setup/fixtures';

const now = new Date('2026-05-04T12:00:00.000Z');
const day = 24 * 3_600_000;

function overview(inReview: string | null): OrganizationOverview {
  const checks = providerDescriptors.stripe.rungs.map(({ id }) => ({
    provider: 'stripe' as const,
    rung: id,
    state: id === inReview ? ('pending' as const) : ('proven' as const),
    proof: id === inReview ? 'In review at Stripe: payouts are off until then.' : 'Seen',
    checkedAt: now.toISOString(),
    simulated: false,
  }));
  const credential = {
    provider: 'stripe' as const,
    status: 'active' as const,
    choice: null,
    metadata: {},
    accountKey: 'k',
    verifiedAt: now.toISOString(),
    attemptedAt: now.toISOString(),
    addedAt: now.toISOString(),
    expiresAt: null,
    lastError: null,
  };
  const notNeeded = (['twilio', 'google'] as const).map((provider) => ({
    provider,
    decidedBy: 'rosa',
    decidedAt: now.toISOString(),
  }));
  return { organization: { ...clinic, notNeeded }, credentials: [credential], checks, pendingRevocations: [] };
}
const summary = (inReview: string | null) =>
  summaryOf(overview(inReview), providerDescriptors, now, proofSpansOf(defaultSettings));

test('with everything proven it is ready', () => {
  expect(summary(null)).toMatchObject({ status: 'ready', attention: null });
});

test.each(providerDescriptors.stripe.rungs.map(({ id }) => id))(
  'with %s in review it is neither ready nor failed',
  (id) => {
    expect(summary(id)).toMatchObject({
      status: 'unproven',
      attention: 'In review at Stripe: payouts are off until then.',
    });
  },
);

test('a failed attempt stands in the row with its time, beside the time of the last proof', () => {
  const proved = overview(null);
  const error = { code: 'network.timeout', message: 'No answer.', cause: '', fix: '', retryable: true };
  const later = new Date(now.getTime() + day / 4).toISOString();
  const failed = {
    ...proved,
    credentials: proved.credentials.map((one) => ({ ...one, lastError: error, attemptedAt: later })),
  };
  expect(summaryOf(failed, providerDescriptors, now, proofSpansOf(defaultSettings)).connections[0]).toMatchObject({
    failedAttempt: { at: later, message: 'No answer.' },
    checkedAt: now.toISOString(),
  });
  expect(summary(null)).not.toHaveProperty('connections.0.failedAttempt');
});
