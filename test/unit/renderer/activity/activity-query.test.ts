import { describe, expect, test } from 'vitest';
import {
  actionChoices,
  everything,
  filterOf,
  isNarrowed,
} from '../../../../src-renderer/screens/activity/activity-query';
import { auditActions } from '../../../../src-shared/audit/actions';

const now = new Date(2026, 4, 4, 15, 30);
const local = (...parts: [number, number, number]) => new Date(...parts).toISOString();

describe('what Activity asks for', () => {
  test('is everything at first', () => {
    expect(filterOf(everything, now)).toEqual({ organizationId: null, search: '', outcome: null });
    expect(isNarrowed(everything)).toBe(false);
  });

  test('takes an action by its words, as every version recorded it', () => {
    expect(filterOf({ ...everything, action: 'Test started' }, now).actions?.toSorted()).toEqual([
      'connection-test.started',
      'test.started',
    ]);
    expect(isNarrowed({ ...everything, action: 'Test started' })).toBe(true);
  });

  test('offers every action that can be recorded, once', () => {
    for (const words of Object.values(auditActions))
      expect(actionChoices().filter((one) => one === words)).toHaveLength(1);
  });

  test.each([
    ['today', local(2026, 4, 4)],
    ['week', local(2026, 3, 28)],
    ['month', local(2026, 3, 5)],
  ] as const)('%s begins with a day on this computer’s clock', (period, from) => {
    const filter = filterOf({ ...everything, period }, now);
    expect([filter.from, filter.to]).toEqual([from, undefined]);
  });

  test('holds the last day whole, and either end may be left open', () => {
    const asked = (first: string, last: string) => {
      const { from, to } = filterOf({ ...everything, period: 'days', days: { first, last } }, now);
      return [from, to];
    };
    expect(asked('2026-05-01', '2026-05-03')).toEqual([local(2026, 4, 1), local(2026, 4, 4)]);
    expect(asked('', '2026-05-03')).toEqual([undefined, local(2026, 4, 4)]);
    expect(asked('2026-05-01', '')).toEqual([local(2026, 4, 1), undefined]);
    // The wrong way round.
    expect(asked('2026-05-03', '2026-05-01')).toEqual([local(2026, 4, 1), local(2026, 4, 4)]);
    // A year that is still being typed.
    expect(asked('0002-05-01', '')).toEqual([undefined, undefined]);
    expect(isNarrowed({ ...everything, period: 'days' })).toBe(false);
  });
});
