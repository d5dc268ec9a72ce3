/** What holds for every ladder, in every combination of its rungs' states. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ladderOf } from '../../../../src-main/credentials/connection-view';
import { connectionState } from '../../../../src-renderer/components/connection-state';
import { type RungState, recordedStateSchema } from '../../../../src-shared/organizations/ladder';
import { isProven, withoutUnfoundedProofs } from '../../../../src-shared/organizations/ladder-rules';
import { allProviders } from '../../../../src-shared/providers';
import { proofSpan, proofSpansOf } from '../../../../src-shared/readiness/proof-span';
import { defaultSettings } from '../../../../src-shared/settings/settings';
import { connection } from '../../renderer/setup/fixtures';

const state = fc.constantFrom(...recordedStateSchema.options);
const rungs = fc.array(fc.record({ state }), { maxLength: 8 });
const doesNotHold = (one: RungState) => one === 'disproved' || one === 'pending';

describe('any ladder', () => {
  test('shows nothing as proven above a rung that failed or is in review, and changes nothing else', () => {
    fc.assert(
      fc.property(rungs, (before) => {
        const after = withoutUnfoundedProofs(before);
        const lowest = before.findIndex((rung) => doesNotHold(rung.state));
        expect(after).toHaveLength(before.length);
        for (const [index, rung] of after.entries()) {
          const was = before[index]?.state;
          const isAbove = lowest !== -1 && index > lowest;
          expect(rung.state).toBe(isAbove && was === 'proven' ? 'stale' : was);
        }
        expect(withoutUnfoundedProofs(after)).toEqual(after);
      }),
    );
  });

  test('is proven only when all of its rungs are that apply: a rung in review never counts', () => {
    fc.assert(
      fc.property(rungs, (some) => {
        const states = some.map((rung) => rung.state).filter((one) => one !== 'not-applicable');
        expect(isProven(some)).toBe(states.length > 0 && new Set(states).size === 1 && states[0] === 'proven');
      }),
    );
  });

  test('with a rung in review makes no connection ready or failed by itself', () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 5 }), fc.nat(), (states, at) => {
        const waiting = states.map((one, index) => (index === at % states.length ? 'pending' : one));
        const ladder = {
          provider: 'twilio' as const,
          rungs: waiting.map((one, index) => ({
            id: `r${index}`,
            label: `Rung ${index}`,
            state: one,
            checkedAt: null,
            proof: null,
          })),
        };
        const { tone } = connectionState({ ...connection, ladder });
        if (waiting.includes('disproved')) expect(tone).toBe('bad');
        else expect(['good', 'bad']).not.toContain(tone);
      }),
    );
  });

  test('worked out of stored checks keeps what each check said, but for old and unfounded proofs', () => {
    const now = new Date('2026-05-04T12:00:00.000Z');
    const hour = 3_600_000;
    const spans = proofSpansOf(defaultSettings);
    fc.assert(
      fc.property(fc.constantFrom(...allProviders), fc.array(fc.tuple(state, fc.nat(48))), (descriptor, said) => {
        const checks = said.slice(0, descriptor.rungs.length).map(([one, hours], index) => ({
          provider: descriptor.id,
          rung: descriptor.rungs[index]?.id ?? '',
          state: one,
          proof: 'said',
          checkedAt: new Date(now.getTime() - hours * hour).toISOString(),
          simulated: false,
        }));
        const shown = ladderOf(descriptor, checks, now, spans).rungs;
        for (const [index, rung] of shown.entries()) {
          const check = checks[index];
          if (check === undefined) expect(rung.state).toBe('unproven');
          else if (rung.state !== check.state) expect([check.state, rung.state]).toEqual(['proven', 'stale']);
          if (rung.state === 'proven') {
            expect(shown.slice(0, index).some((below) => doesNotHold(below.state))).toBe(false);
            const span = proofSpan(descriptor, spans)(rung.id);
            expect(now.getTime() - Date.parse(rung.checkedAt ?? '')).toBeLessThanOrEqual(span);
          }
        }
      }),
    );
  });
});
