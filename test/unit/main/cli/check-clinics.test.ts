/** What `check` says of a clinic whose last attempt failed: how old that is, and how old what it knows is. */
import { expect, test } from 'vitest';
import { attemptLines, clinicOf } from '../../../../src-main/cli/check-clinics';
import { summaryOf } from '../../../../src-main/organizations/summary';
import { allProviders, providerDescriptors } from '../../../../src-shared/providers';
import { now, sound, worldOf } from '../../shared/readiness/any-clinic';

function clinic(problem: 'none' | 'timeout', answeredAt: string | null = '2026-05-03T08:00:00.000Z') {
  const { overview, spans } = worldOf({ setupStep: null, deliveryDays: 30, providers: allProviders.map(() => sound) });
  const [twilio] = worldOf({
    setupStep: null,
    deliveryDays: 30,
    providers: allProviders.map(() => ({ ...sound, problem })),
  }).overview.credentials;
  if (twilio === undefined) throw new Error('no connection');
  const credentials = [{ ...twilio, verifiedAt: answeredAt, attemptedAt: '2026-05-04T11:30:00.000Z' }];
  return clinicOf(summaryOf({ ...overview, credentials, checks: [] }, providerDescriptors, now, spans));
}

test('after a failed attempt both ages are said', () => {
  expect(attemptLines(clinic('timeout'))).toEqual([
    '  Twilio: last attempt 2026-05-04T11:30:00.000Z, last answer 2026-05-03T08:00:00.000Z',
  ]);
  expect(clinic('timeout')).toMatchObject({
    attempts: [{ provider: 'twilio', attemptedAt: '2026-05-04T11:30:00.000Z', answeredAt: '2026-05-03T08:00:00.000Z' }],
  });
  expect(attemptLines(clinic('timeout', null))).toEqual([
    '  Twilio: last attempt 2026-05-04T11:30:00.000Z, last answer none',
  ]);
});

test('without one nothing is said', () => {
  expect(attemptLines(clinic('none'))).toEqual([]);
  expect(clinic('none')).not.toHaveProperty('attempts');
});
