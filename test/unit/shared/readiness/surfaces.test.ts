/**
 * Each place that says whether a clinic is ready says it by the one rule: the list from the database and in the window,
 * the clinic's page, the handoff as a sheet and as text, the table that is exported, `check` and what is told of a
 * connection. The rule itself is written down a second time in `any-clinic.ts`, so a change of either fails here once
 * for each place.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { foundIn } from '../../../../src-main/background/review';
import { clinicLine, clinicOf } from '../../../../src-main/cli/check-clinics';
import { rungWord } from '../../../../src-main/cli/state-words';
import { checksOf, failureOf, ladderOf } from '../../../../src-main/credentials/connection-view';
import { checkedNote, statusOf } from '../../../../src-main/credentials/proof-rules';
import { exportClinics } from '../../../../src-main/organizations/export-clinics';
import { rowOf, summaryOf } from '../../../../src-main/organizations/summary';
import { endNote } from '../../../../src-main/tests/live-run';
import { entryResultWords } from '../../../../src-renderer/components/entry-result-words';
import { ladderInBrief } from '../../../../src-renderer/components/ladder-view';
import { resultOf } from '../../../../src-shared/audit/entry-result';
import { handoffReport } from '../../../../src-shared/handoff/handoff-report';
import { handoffText } from '../../../../src-shared/handoff/handoff-text';
import { clinicRowSchema } from '../../../../src-shared/organizations/clinic-row';
import { clinicStateWords } from '../../../../src-shared/organizations/clinic-state';
import { allProviders, providerDescriptors } from '../../../../src-shared/providers';
import { connectionState } from '../../../../src-shared/readiness/connection-state';
import { knownClinic } from '../../../../src-shared/readiness/known-clinic';
import { proofSpansOf } from '../../../../src-shared/readiness/proof-span';
import { clinicReadiness } from '../../../../src-shared/readiness/readiness';
import { shownRungs } from '../../../../src-shared/readiness/shown-rungs';
import { knownOf, summarize } from '../../../../src-shared/readiness/summarize';
import { stepOutcomeSchema, waitingStep } from '../../../../src-shared/tests/test-run';
import { type AnyClinic, anyClinic, now, refused, shouldBeReady, sound, worldOf } from './any-clinic';

const folder = mkdtempSync(path.join(tmpdir(), 'voxanne-surfaces-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type World = ReturnType<typeof worldOf>;
const reportOf = ({ organization, connections, runs }: World) =>
  handoffReport({ organization, connections, runs, madeBy: 'rosa', now });
const stored = ({ overview, spans }: World) => summaryOf(overview, providerDescriptors, now, spans);
const inWindow = ({ overview, spans }: World) =>
  summarize(
    knownOf(clinicRowSchema.parse(rowOf(overview, providerDescriptors)), providerDescriptors),
    providerDescriptors,
    now,
    spans,
  );
const word = (state: keyof typeof clinicStateWords) => clinicStateWords[state].word;

/** What each place says, in its own words. */
const surfaces: Record<string, (world: World) => boolean> = {
  'the list, as it is read from the database': (world) => stored(world).status === 'ready',
  'the list, as the window draws it': (world) => word(inWindow(world).state) === 'Ready',
  'the clinic’s page': ({ organization, connections }) =>
    word(clinicReadiness(knownClinic(organization, connections), allProviders, now).state) === 'Ready',
  'the sheet of the handoff': (world) => /^Ready\b/.test(reportOf(world).headline.title),
  'the text of the handoff': (world) => /\n\nReady\b/.test(handoffText(reportOf(world))),
  'check, as JSON': (world) => clinicOf(stored(world)).ready,
  'check, at the terminal': (world) => clinicLine(clinicOf(stored(world))).startsWith('ready\t'),
};

describe('any clinic is ready only when each provider is proven, fresh and without a failure, or decided', () => {
  test.each(Object.entries(surfaces))('by %s', (_, isReady) => {
    let [ready, not] = [0, 0];
    fc.assert(
      fc.property(anyClinic, (given) => {
        const expected = shouldBeReady(given);
        if (expected) ready += 1;
        else not += 1;
        expect(isReady(worldOf(given))).toBe(expected);
      }),
      { numRuns: 500 },
    );
    // Both are tried.
    expect(Math.min(ready, not)).toBeGreaterThan(0);
  });

  test('by the exported table', async () => {
    for (const days of [7, 30, 90] as const) {
      const clinics = fc.sample(anyClinic, 200).map((given) => ({ ...given, deliveryDays: days }));
      const file = path.join(folder, `clinics-${days}.csv`);
      const overviews = clinics.map((given) => worldOf(given).overview);
      const organizations = { overviewsOf: async () => overviews, overviewsAfter: async () => overviews };
      const spans = proofSpansOf({ checkIntervalHours: 24, deliveryDays: days });
      await exportClinics({ organizations, spans, now }, ['all'], file);
      const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\r\n');
      expect(lines.map((line) => line.split('","')[1] === 'Ready')).toEqual(clinics.map(shouldBeReady));
    }
  });
});

describe('any clinic', () => {
  const each = (look: (world: World, given: AnyClinic) => void) =>
    fc.assert(
      fc.property(anyClinic, (given) => look(worldOf(given), given)),
      { numRuns: 500 },
    );

  test('is green only when it is ready, and its sheet only with nothing open', () =>
    each((world, given) => {
      expect(clinicStateWords[stored(world).state].tone === 'good').toBe(shouldBeReady(given));
      const { headline, open } = reportOf(world);
      if (headline.tone === 'good') expect([shouldBeReady(given), open]).toEqual([true, []]);
    }));

  test('that is not ready has something open on its sheet, with an owner and what to do', () =>
    each((world, given) => {
      const { open, headline, parts } = reportOf(world);
      const isNeeded = parts.some(({ notNeeded }) => notNeeded === null);
      if (!shouldBeReady(given) && isNeeded) expect(open.length).toBeGreaterThan(0);
      expect(headline.title).not.toMatch(/\b0\b/);
      for (const { owner, action, what } of open) expect([owner, what, action.text].includes('')).toBe(false);
    }));

  test('has a connection called ready only when that one is proven to the top', () =>
    each(({ connections, each: providers }, { deliveryDays }) => {
      for (const one of connections) {
        const of = providers.filter(({ descriptor }) => descriptor.id === one.provider);
        const alone = {
          setupStep: null,
          deliveryDays,
          providers: allProviders.map(
            ({ id }) =>
              of.find(({ descriptor }) => descriptor.id === id) ?? { ...sound, connected: false, decided: true },
          ),
        };
        const expected = shouldBeReady({
          ...alone,
          providers: alone.providers.map((given) => ({ ...given, withdrawal: false })),
        });
        expect(connectionState(one, now).tone === 'good').toBe(expected && one.status !== 'revoked');
      }
    }));

  test('has in its row no word of a proof above a rung that is not proven', () =>
    each(({ connections }) => {
      for (const { provider, ladder } of connections) {
        const rungs = shownRungs(ladder);
        const isWhole = rungs.every(({ state }) => state === 'proven' || state === 'not-applicable');
        if (!isWhole) expect(ladderInBrief(provider, rungs).state).not.toBe('proven');
      }
    }));

  test('says of a text that nobody saw arrive the one word everywhere, neither passed nor failed', () => {
    let seen = 0;
    /** With such a text, and nothing that proved the rung or failed since. */
    const withText = ({ providers, ...rest }: AnyClinic): AnyClinic => ({
      ...rest,
      providers: providers.map((one, index) => ({
        ...one,
        unconfirmed: true,
        rungs: one.rungs.map((rung, place) =>
          allProviders[index]?.rungs[place]?.provedBy === 'test' && rung.ageHours % 2 === 1
            ? { ...rung, state: 'unproven' as const }
            : rung,
        ),
      })) as AnyClinic['providers'],
    });
    const look = (given: AnyClinic) => {
      const world = worldOf(given);
      const { connections, each: providers } = world;
      for (const { descriptor, unconfirmed, connected, rungs } of providers) {
        const place = descriptor.rungs.findIndex(({ provedBy }) => provedBy === 'test');
        if (!unconfirmed || !connected || descriptor.messages === undefined) continue;
        const places = [
          connections.find(({ provider }) => provider === descriptor.id)?.ladder,
          stored(world).connections.find(({ provider }) => provider === descriptor.id)?.ladder,
          inWindow(world).connections.find(({ provider }) => provider === descriptor.id)?.ladder,
        ];
        const isOpen = rungs[place]?.state === 'unproven';
        if (isOpen) seen += 1;
        for (const ladder of places) {
          const shown = ladder === undefined ? [] : shownRungs(ladder);
          expect(shown[place]?.state === 'unconfirmed').toBe(isOpen);
          if (!isOpen) continue;
          expect(shown[place]?.word).toBe('Unconfirmed');
          expect(rungWord(shown[place]?.state ?? 'proven')).toBe('unconfirmed');
          const brief = ladderInBrief(descriptor.id, shown);
          expect(brief.state).not.toBe('proven');
          if (shown.every(({ state }) => state === 'proven' || state === 'not-applicable' || state === 'unconfirmed'))
            expect(brief).toEqual({ state: 'unconfirmed', word: 'Unconfirmed' });
        }
        const part = reportOf(world).parts.find(({ provider }) => provider === descriptor.id);
        if (isOpen) expect([part?.rungs[place]?.word, shouldBeReady(given)]).toEqual(['Unconfirmed', false]);
      }
    };
    fc.assert(
      fc.property(anyClinic, (given) => look(withText(given))),
      { numRuns: 500 },
    );
    expect(seen).toBeGreaterThan(0);
  });

  test('is told to be broken by no connection that is ready, and to work again by none that failed', () =>
    each(({ overview, each: providers }) => {
      for (const { provider, to } of foundIn(overview, now)) {
        const one = providers.find(({ descriptor }) => descriptor.id === provider);
        const isDisproved = one?.rungs.slice(0, one.descriptor.rungs.length).some(({ state }) => state === 'disproved');
        const hasFailed = one?.problem === 'refused' || one?.status === 'reconnect-needed' || isDisproved === true;
        expect(to).toBe(hasFailed ? 'broken' : 'working');
      }
    }));
});

describe('Activity', () => {
  const isGreen = (note: Parameters<typeof resultOf>[0]) => entryResultWords[resultOf(note)].tone === 'good';

  test('is green for a check only where the connection is not called broken after it, and says why', () => {
    const proofs = fc.constantFrom(...allProviders).chain((descriptor) =>
      fc.record({
        descriptor: fc.constant(descriptor),
        problem: fc.option(fc.constant(refused(descriptor.id))),
        rungs: fc.subarray([...descriptor.rungs]).chain((rungs) =>
          fc.tuple(
            ...rungs.map(({ id }) =>
              fc.record({
                id: fc.constant(id),
                state: fc.constantFrom('proven', 'disproved', 'unproven', 'pending', 'not-applicable'),
                proof: fc.constantFrom(`About ${id}`),
              }),
            ),
          ),
        ),
      }),
    );
    fc.assert(
      fc.property(proofs, ({ descriptor, problem, rungs }) => {
        const proof = { headline: 'All well', facts: [], notices: [], choice: null, metadata: {}, problem, rungs };
        const note = { action: 'credential.checked' as const, ...checkedNote(proof, descriptor) };
        const checks = checksOf(descriptor, proof, now.toISOString(), false);
        const spans = proofSpansOf({ checkIntervalHours: 24, deliveryDays: 30 });
        const ladder = ladderOf(descriptor, checks, now, spans);
        const failure = failureOf({ problem, ladder, status: statusOf(proof) });
        expect(isGreen(note)).toBe(failure === null);
        if (failure !== null && failure.code !== 'credentials.sign-in-needed') expect(note.detail).not.toBe('All well');
      }),
    );
  });

  test('is green for a test only where each of its steps passed', () => {
    const tests = allProviders.flatMap(({ id, test: about }) => (about === undefined ? [] : [{ id, about }]));
    const runs = fc.record({
      state: fc.constantFrom('running', 'finished', 'stopped', 'interrupted'),
      steps: fc.array(fc.constantFrom('waiting', 'running', ...stepOutcomeSchema.options), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(runs, fc.constantFrom(...tests), ({ state, steps }, { id, about }) => {
        const run = {
          id: 'run',
          organizationId: 'clinic',
          provider: id,
          state,
          simulated: false,
          startedAt: now.toISOString(),
          finishedAt: null,
          startedBy: 'rosa',
          subject: 'Front desk',
          recipient: null,
          steps: steps.map((one, place) => ({ ...waitingStep(`step-${place}`), state: one })),
        };
        const hasPassed = state === 'finished' && steps.length > 0 && steps.every((one) => one === 'passed');
        expect(isGreen(endNote(about, run))).toBe(hasPassed);
      }),
    );
  });
});
