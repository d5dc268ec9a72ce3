/** For every clinic, in every state of its providers: nothing is called ready that is not proven. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowOf, summaryOf } from '../../../../src-main/organizations/summary';
import { connectionState } from '../../../../src-renderer/components/connection-state';
import { clinicRowSchema } from '../../../../src-shared/organizations/clinic-row';
import { allProviders, providerDescriptors } from '../../../../src-shared/providers';
import { clinicReadiness } from '../../../../src-shared/readiness/readiness';
import { changesAt, knownOf, summarize } from '../../../../src-shared/readiness/summarize';
import { anyClinic, hour, now, refused, sound, timeout, worldOf } from './any-clinic';

describe('a clinic in which something ends soon though everything works', () => {
  const ending = () => {
    const world = worldOf({ setupStep: null, deliveryDays: 30, providers: allProviders.map(() => sound) });
    const { overview } = world;
    const ends = { trial: { at: now.getTime() + 30 * hour, what: 'The Twilio trial ends about', text: '' } };
    for (const one of overview.credentials)
      if (one.provider === 'twilio') one.metadata = { outlook: { at: now.getTime(), ends } };
    return world;
  };
  const words = 'The Twilio trial ends about May 5, 2026';

  test('is not called ready, in the list as from the database, and what to do is at the provider', () => {
    const { overview, spans } = ending();
    const row = clinicRowSchema.parse(rowOf(overview, providerDescriptors));
    const known = knownOf(row, providerDescriptors);
    for (const summary of [
      summaryOf(overview, providerDescriptors, now, spans),
      summarize(known, providerDescriptors, now, spans),
    ])
      expect(summary).toMatchObject({
        state: 'expiring',
        status: 'needs-attention',
        attention: words,
        nextAction: { kind: 'open', provider: 'twilio' },
      });
  });

  test('says so on its card; a failure comes before it', () => {
    const { connections } = ending();
    const [card] = connections.filter(({ provider }) => provider === 'twilio');
    if (card === undefined) throw new Error('no card');
    expect(connectionState({ ...card, ahead: [{ title: words }] }, now)).toEqual({
      tone: 'warning',
      word: 'Needs attention soon',
    });
    expect(connectionState({ ...card, ahead: [{ title: words }], problem: refused('twilio') }, now).word).not.toContain(
      'soon',
    );
    expect(connectionState(card, now).word).toBe('Ready');
  });
});

describe('a clinic that is proven with a test account', () => {
  test('is not called ready: its own account is what is missing', () => {
    const world = worldOf({
      setupStep: null,
      deliveryDays: 30,
      providers: allProviders.map((_, index) => ({ ...sound, trial: index === allProviders.length - 1 })),
    });
    expect(summaryOf(world.overview, providerDescriptors, now, world.spans)).toMatchObject({
      state: 'unproven',
      attention: 'Stripe (Test mode): nothing is proven for real yet',
      nextAction: { kind: 'replace', provider: 'stripe' },
    });
    const cards = world.connections.map((one) => connectionState(one, now).word);
    expect(cards).toEqual(['Ready', 'Ready', 'Not proven for real']);
  });
});

describe('any clinic', () => {
  test('reads the same in the window, from its small row and at any later time, as from the database', () => {
    fc.assert(
      fc.property(anyClinic, fc.integer({ min: 0, max: 1000 * hour }), (given, later) => {
        const { overview, spans } = worldOf(given);
        const row = clinicRowSchema.parse(rowOf(overview, providerDescriptors));
        const then = new Date(now.getTime() + later);
        const { timeZone: _, ...stored } = summaryOf(overview, providerDescriptors, then, spans);
        const known = knownOf(row, providerDescriptors);
        const drawn = summarize(known, providerDescriptors, then, spans);
        const inOrder = ({ connections, ...rest }: typeof drawn) => ({
          ...rest,
          connections: connections
            .map(({ mode, ladder, ...one }) => ({
              ...one,
              mode: mode ?? null,
              ladder: ladder.rungs.map(({ proof, ...rung }) => ({
                ...rung,
                proof: ['proven', 'stale', 'not-applicable'].includes(rung.state) ? null : proof,
              })),
            }))
            .toSorted((a, b) => a.provider.localeCompare(b.provider)),
        });
        expect(inOrder(drawn)).toEqual(inOrder(stored));
      }),
      { numRuns: 500 },
    );
  });

  test('reads no differently before the moment that it names', () => {
    fc.assert(
      fc.property(anyClinic, fc.double({ min: 0, max: 1, noNaN: true }), (given, part) => {
        const { overview, spans } = worldOf(given);
        const known = knownOf(rowOf(overview, providerDescriptors), providerDescriptors);
        const at = (time: number) => summarize(known, providerDescriptors, new Date(time), spans);
        const next = changesAt(known, providerDescriptors, now, spans);
        expect(next).toBeGreaterThan(now.getTime());
        const before = Math.min(next - 1, now.getTime() + 1000 * hour);
        expect(at(now.getTime() + Math.floor((before - now.getTime()) * part))).toEqual(at(now.getTime()));
      }),
      { numRuns: 500 },
    );
  });

  test('that is not ready says why, and what to do next', () => {
    fc.assert(
      fc.property(anyClinic, (given) => {
        const { overview, spans } = worldOf(given);
        const { state, attention, nextAction } = summaryOf(overview, providerDescriptors, now, spans);
        if (state === 'ready') expect(attention).toBeNull();
        else expect(attention).toBeTruthy();
        if (state !== 'ready' && state !== 'nothing-needed') expect(nextAction).not.toBeNull();
      }),
    );
  });

  test('is offered other credentials only for what a provider said of them, or where they are for trying', () => {
    fc.assert(
      fc.property(anyClinic, (given) => {
        const { each, overview, spans } = worldOf(given);
        const { nextAction } = summaryOf(overview, providerDescriptors, now, spans);
        if (nextAction?.kind !== 'replace') return;
        const one = each.find(({ descriptor }) => descriptor.id === nextAction.provider);
        const isEnding = one?.status === 'reconnect-needed' || one?.expiresInHours != null;
        const isDisproved = one?.rungs.some(({ state }) => state === 'disproved');
        const isTried = one?.mode != null;
        expect(one?.problem === 'refused' || isEnding || isTried || (one?.problem === 'none' && isDisproved)).toBe(
          true,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('the next action', () => {
  const ladder = (...states: ('proven' | 'unproven' | 'disproved' | 'pending' | 'stale')[]) =>
    providerDescriptors.twilio.rungs.map(({ id, label }, index) => ({
      id,
      label,
      state: states[index] ?? ('unproven' as const),
      checkedAt: '2026-05-04T09:30:00.000Z',
      proof: null,
    }));
  const proven = ladder('proven', 'proven', 'proven', 'proven', 'proven');
  const twilio = { provider: 'twilio' as const, status: 'active' as const, rungs: proven, problem: null };
  const next = (change: Partial<Parameters<typeof clinicReadiness>[0]>) =>
    clinicReadiness(
      { setupStopsAt: null, notNeeded: ['google', 'stripe'], connections: [twilio], withdrawals: [], ...change },
      allProviders,
      now,
    );

  test('after a timeout is to check again, also above proofs that are old or a refusal before it', () => {
    for (const rungs of [proven, ladder('stale'), ladder('disproved')])
      expect(next({ connections: [{ ...twilio, rungs, problem: timeout }] }).nextAction).toMatchObject({
        kind: 'check',
        label: 'Check Twilio',
      });
  });

  test('follows the newest failure of several providers', () => {
    const at = (checkedAt: string) => ladder('disproved').map((rung) => ({ ...rung, checkedAt }));
    const google = { ...twilio, provider: 'google' as const, rungs: at('2026-05-04T11:00:00.000Z') };
    const both = { connections: [{ ...twilio, rungs: at('2026-05-04T10:00:00.000Z') }, google] };
    expect(next(both).nextAction?.provider).toBe('google');
  });

  test.each([
    ['a refused sign-in', ladder('disproved'), 'replace'],
    ['a lost number', ladder('proven', 'disproved'), 'choose'],
    ['a missing registration', ladder('proven', 'proven', 'proven', 'disproved'), 'open'],
    ['a review', ladder('proven', 'proven', 'proven', 'pending'), 'open'],
    ['a text that never arrived', ladder('proven', 'proven', 'proven', 'proven', 'disproved'), 'test'],
    ['a text that was never sent', ladder('proven', 'proven', 'proven', 'proven'), 'test'],
    ['an old proof', ladder('stale', 'proven', 'proven', 'proven', 'proven'), 'check'],
  ] as const)('for %s is what repairs it', (_, rungs, kind) => {
    expect(next({ connections: [{ ...twilio, rungs }] }).nextAction?.kind).toBe(kind);
  });

  test('is a provider to connect, before waiting for a review', () => {
    const waiting = { ...twilio, rungs: ladder('proven', 'proven', 'proven', 'pending') };
    expect(next({ notNeeded: ['stripe'], connections: [waiting] })).toMatchObject({
      state: 'not-connected',
      attention: 'Google Calendar is not connected',
      nextAction: { kind: 'connect', provider: 'google' },
    });
  });

  test('follows the newer of two failures that no rung shows, by when they were met', () => {
    const refused = { ...timeout, code: 'x.1', retryable: false };
    const met = (attemptedAt: string) => ({ problem: refused, attemptedAt });
    const older = { ...twilio, ...met('2026-05-04T10:00:00.000Z'), problem: { ...refused, code: 'twilio.20003' } };
    const newer = {
      ...twilio,
      provider: 'google' as const,
      ...met('2026-05-04T11:00:00.000Z'),
      problem: { ...refused, code: 'google.invalid_grant' },
    };
    expect(next({ connections: [older, newer] }).nextAction?.provider).toBe('google');
    expect(
      next({ connections: [{ ...older, attemptedAt: '2026-05-04T12:00:00.000Z' }, newer] }).nextAction?.provider,
    ).toBe('twilio');
  });

  test('goes on with a set-up that stopped, but repairs a failure first', () => {
    const stopped = { setupStopsAt: 'SMS test', notNeeded: [] };
    expect(next(stopped).nextAction?.label).toBe('Continue set-up');
    expect(next({ ...stopped, connections: [{ ...twilio, problem: timeout }] }).nextAction?.kind).toBe('check');
  });

  test('is nothing for a clinic that is ready, or that needs nothing', () => {
    expect(next({})).toMatchObject({ state: 'ready', nextAction: null });
    expect(next({ notNeeded: ['google', 'stripe', 'twilio'], connections: [] })).toMatchObject({
      state: 'nothing-needed',
      nextAction: null,
    });
  });
});
