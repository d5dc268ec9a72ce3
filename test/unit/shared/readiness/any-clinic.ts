/** Any clinic, as it may be stored: every combination of rungs, ages, attempts, ends and decisions. */
import fc from 'fast-check';
import { connectionOf } from '../../../../src-main/credentials/connection-view';
import type { CredentialRecord, PendingRevocation } from '../../../../src-main/storage/repositories';
import type { Connection } from '../../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../../src-shared/errors';
import { recordedStateSchema } from '../../../../src-shared/organizations/ladder';
import { allProviders, providerDescriptors } from '../../../../src-shared/providers';
import { setupSteps } from '../../../../src-shared/setup/setup-steps';
import { type TestRun, waitingStep } from '../../../../src-shared/tests/test-run';
import { clinic } from '../../renderer/setup/fixtures';

export const now = new Date('2026-05-04T12:00:00.000Z');
export const hour = 3_600_000;
const day = 24;
/** What a person may choose for a test's proof; a check's counts for a day. */
const deliveryDays = [7, 30, 90] as const;

export const timeout: AppErrorData = {
  code: 'network.timeout',
  message: 'It did not answer in time.',
  cause: 'Slow network.',
  fix: 'Try again.',
  retryable: true,
};
export const refused = (provider: string): AppErrorData => ({
  ...timeout,
  code: `${provider}.refused`,
  retryable: false,
});

const number = '+14155550123';
const proven = { state: 'proven' as const, ageHours: 1 };
const fiveOf = <T>(rung: fc.Arbitrary<T>) => fc.array(rung, { minLength: 5, maxLength: 5 });
const ages = fc.oneof(
  fc.nat(2 * day),
  fc.constantFrom(day, day + 1, ...deliveryDays.flatMap((days) => [days * day, days * day + 1])),
);
const stored = fc.record({
  connected: fc.boolean(),
  decided: fc.boolean(),
  withdrawal: fc.boolean(),
  status: fc.constantFrom('active' as const, 'needs-attention' as const, 'reconnect-needed' as const),
  problem: fc.constantFrom('none', 'timeout', 'refused'),
  expiresInHours: fc.option(fc.nat(200)),
  /** A trial, or something else that is told a week before. */
  endsInHours: fc.option(fc.nat(16 * day)),
  unconfirmed: fc.boolean(),
  /** Its account is one for trying, where the provider has such. */
  trial: fc.boolean(),
  rungs: fiveOf(fc.record({ state: fc.constantFrom(...recordedStateSchema.options), ageHours: ages })),
});
export type Stored = typeof stored extends fc.Arbitrary<infer T> ? T : never;

export const sound: Stored = {
  connected: true,
  decided: false,
  withdrawal: false,
  status: 'active',
  problem: 'none',
  expiresInHours: null,
  endsInHours: null,
  unconfirmed: false,
  trial: false,
  rungs: Array.from({ length: 5 }, () => proven),
};
/** Often enough nothing is wrong, or one thing alone: otherwise no clinic would ever be ready, or nearly so. */
const whole = fc.record({ connected: fc.boolean() }).map((one): Stored => ({ ...sound, ...one, decided: true }));
const nearlyWhole = fc
  .tuple(stored, fc.constantFrom(...(Object.keys(sound) as (keyof Stored)[])), fc.nat(4))
  .map(([other, what, place]): Stored => {
    const rungs = sound.rungs.map((rung, index) => (index === place ? (other.rungs[index] ?? rung) : rung));
    return { ...sound, ...(what === 'rungs' ? { rungs } : { [what]: other[what] }) };
  });
const anyProvider = fc.oneof(whole, nearlyWhole, stored);
export const anyClinic = fc.record({
  deliveryDays: fc.constantFrom(...deliveryDays),
  setupStep: fc.option(fc.constantFrom(...setupSteps.map(({ id }) => id))),
  providers: fc.oneof(
    fc.tuple(...allProviders.map(() => whole)),
    fc.tuple(...allProviders.map(() => fc.oneof(whole, nearlyWhole))),
    fc.tuple(...allProviders.map(() => anyProvider)),
  ),
});
export type AnyClinic = typeof anyClinic extends fc.Arbitrary<infer T> ? T : never;

const descriptorAt = (index: number) => allProviders[index] ?? providerDescriptors.twilio;
/** The mode in which nothing is done for real; null where the provider has none. */
const trialModeAt = (index: number): string | null =>
  Object.entries(descriptorAt(index).modes ?? {}).find(([, { tone }]) => tone === 'warning')?.[0] ?? null;

/** The rule as it was promised, in words of its own: nothing of it is read from the product. */
export function shouldBeReady({ providers, deliveryDays }: Omit<AnyClinic, 'setupStep'>): boolean {
  const isFresh = (index: number) => {
    const one = providers[index];
    const { rungs, signIn } = descriptorAt(index);
    return (
      one !== undefined &&
      !(one.trial && trialModeAt(index) !== null) &&
      one.status === 'active' &&
      one.problem === 'none' &&
      (one.endsInHours === null || one.endsInHours === 0 || one.endsInHours > 7 * day) &&
      (one.expiresInHours === null || one.expiresInHours >= 72 || signIn === undefined) &&
      one.rungs.some(({ state }) => state === 'proven') &&
      one.rungs.every(({ state, ageHours }, place) => {
        const isTested = rungs[place]?.provedBy === 'test' || rungs[place]?.evidence !== undefined;
        return state === 'not-applicable' || (state === 'proven' && ageHours <= (isTested ? deliveryDays * day : day));
      })
    );
  };
  return (
    providers.some(({ connected }) => connected) &&
    providers.every(
      ({ connected, decided, withdrawal }, index) => !withdrawal && (connected ? isFresh(index) : decided),
    )
  );
}

/** What the database holds of it, and what the window gets to see of its connections. */
export function worldOf({ setupStep, providers, deliveryDays }: AnyClinic) {
  const spans = { checkMs: day * hour, testMs: deliveryDays * day * hour };
  const each = providers.map((one, index) => ({
    ...one,
    descriptor: descriptorAt(index),
    mode: one.trial ? trialModeAt(index) : null,
  }));
  const connected = each.filter((one) => one.connected);
  const organization = {
    ...clinic,
    setupStep,
    notNeeded: each
      .filter(({ decided }) => decided)
      .map(({ descriptor }) => ({ provider: descriptor.id, decidedBy: 'rosa', decidedAt: now.toISOString() })),
  };
  const checks = connected.flatMap(({ descriptor, rungs }) =>
    descriptor.rungs.map(({ id }, index) => ({
      provider: descriptor.id,
      rung: id,
      state: rungs[index]?.state ?? ('unproven' as const),
      proof: 'said',
      checkedAt: new Date(now.getTime() - (rungs[index]?.ageHours ?? 0) * hour).toISOString(),
      simulated: false,
    })),
  );
  /** A year ago: a failure that is newer stays one. */
  const longAgo = new Date(now.getTime() - 365 * day * hour).toISOString();
  const runs = connected.flatMap(({ descriptor: { id: provider, messages, test }, unconfirmed }): TestRun[] =>
    messages === undefined || test === undefined || !unconfirmed
      ? []
      : [
          {
            id: '01902f3a-0000-7000-8000-0000000000f1',
            organizationId: organization.id,
            provider,
            state: 'finished',
            simulated: false,
            startedAt: longAgo,
            finishedAt: longAgo,
            startedBy: 'rosa',
            subject: number,
            recipient: '+14155550199',
            steps: test.steps.map(({ id, sends }) => ({
              ...waitingStep(id),
              state: sends === 'message' ? 'unconfirmed' : 'passed',
            })),
          },
        ],
  );
  const endsIn = (hours: number) => ({
    at: now.getTime(),
    ends: { trial: { at: now.getTime() + hours * hour, what: 'The trial ends about', text: '' } },
  });
  const recordOf = ({ descriptor, ...one }: (typeof each)[number]): CredentialRecord => ({
    id: `credential of ${descriptor.id}`,
    organizationId: organization.id,
    provider: descriptor.id,
    methodId: descriptor.methods[0]?.id ?? '',
    status: one.connected ? one.status : 'revoked',
    choice: descriptor.messages === undefined ? null : number,
    metadata: {
      ...(one.endsInHours === null ? {} : { outlook: endsIn(one.endsInHours) }),
      ...(one.mode === null ? {} : { shown: { resource: '', mode: one.mode } }),
    },
    accountKey: 'k',
    keyHint: 'Key ending in 4f2a',
    simulated: false,
    mode: one.mode,
    revision: 1,
    addedBy: 'rosa',
    addedAt: now.toISOString(),
    verifiedAt: now.toISOString(),
    attemptedAt: now.toISOString(),
    expiresAt: one.expiresInHours === null ? null : new Date(now.getTime() + one.expiresInHours * hour).toISOString(),
    revokedAt: one.connected ? null : now.toISOString(),
    lastError: one.problem === 'none' ? null : one.problem === 'timeout' ? timeout : refused(descriptor.id),
    cameBack: null,
  });
  const revocation = {
    queuedAt: now.toISOString(),
    lastTriedAt: now.toISOString(),
    problem: timeout,
    account: 'front desk',
  } as PendingRevocation;
  const connections = each.flatMap((one): Connection[] =>
    one.connected || one.withdrawal
      ? [
          connectionOf(
            one.descriptor,
            recordOf(one),
            checks.filter(({ provider }) => provider === one.descriptor.id),
            now,
            spans,
            one.withdrawal ? [revocation] : [],
            runs,
          ),
        ]
      : [],
  );
  const overview = {
    organization,
    credentials: connected.map(recordOf),
    checks,
    runs,
    pendingRevocations: each.filter(({ withdrawal }) => withdrawal).map(({ descriptor }) => descriptor.id),
  };
  return { each, organization, overview, connections, runs, spans };
}
