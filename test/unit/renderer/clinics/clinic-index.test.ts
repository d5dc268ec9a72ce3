import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClinicIndex } from '../../../../src-renderer/console/clinics/clinic-index';
import { type ClinicQuery, nextSort, rowAfterKey } from '../../../../src-renderer/console/clinics/clinic-query';
import type { ClinicRow } from '../../../../src-shared/organizations/clinic-row';
import { clinic } from './clinics-fixture';

const everything: ClinicQuery = { search: '', filter: 'all', sort: { column: 'name', descending: false } };

const hours = (count: number) => ({ checkMs: count * 3_600_000, testMs: count * 3_600_000 });

function indexOf(clinics: readonly ClinicRow[], locale = 'en') {
  const index = createClinicIndex(everything, { locale });
  index.proofsCount(hours(10_000_000));
  index.put(clinics);
  const ask = (query: Partial<ClinicQuery>) => {
    index.ask({ ...everything, ...query });
    return index.rows().map(({ row }) => row.name);
  };
  return { index, ask };
}
const { index: indexed, ask: names } = indexOf([
  clinic(10, { name: 'Sunrise Dental 10' }),
  clinic(2, { name: 'Sunrise Dental 2', status: 'not-set-up' }),
  clinic(3, {
    name: 'Élan Dermatology',
    phone: '+14155550100',
    status: 'needs-attention',
    attention: 'Twilio: number cannot send SMS',
    checkedAt: '2026-05-04T09:00:00.000Z',
  }),
  clinic(4, {
    name: 'Harbor Family',
    phone: '+442071838750',
    status: 'unproven',
    checkedAt: '2026-05-01T09:00:00.000Z',
  }),
]);

describe('the list of clinics', () => {
  it('is sorted as people count, accents aside', () => {
    expect(names({})).toEqual(['Élan Dermatology', 'Harbor Family', 'Sunrise Dental 2', 'Sunrise Dental 10']);
    expect(names({ sort: { column: 'name', descending: true } })[0]).toBe('Sunrise Dental 10');
  });

  it('files names of plain letters as the language does', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'B', 'c', 'N', 'z', ' ', '0', '7'),
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(letters, { minLength: 2, maxLength: 8 }), (given) => {
        const clinics = given.map((name, at) => clinic(at, { name }));
        const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
        const asFiled = clinics.map(({ name }) => name).toSorted(collator.compare);
        expect(indexOf(clinics).ask({})).toEqual(asFiled);
      }),
    );
  });

  it('asks the language where it files otherwise', () => {
    const filed = (locale: string) =>
      indexOf([clinic(1, { name: 'Aarhus' }), clinic(2, { name: 'Zurich' })], locale).ask({});
    expect(filed('en')).toEqual(['Aarhus', 'Zurich']);
    expect(filed('da')).toEqual(['Zurich', 'Aarhus']);
  });

  it('puts what needs a person first', () => {
    expect(names({ sort: { column: 'status', descending: false } })).toEqual([
      'Élan Dermatology',
      'Harbor Family',
      'Sunrise Dental 2',
      'Sunrise Dental 10',
    ]);
  });

  it('puts the newest check first, those never checked last', () => {
    expect(names({ sort: { column: 'checked', descending: true } }).slice(0, 2)).toEqual([
      'Élan Dermatology',
      'Harbor Family',
    ]);
  });

  it.each([
    ['elan', ['Élan Dermatology']],
    ['dental sun', ['Sunrise Dental 2', 'Sunrise Dental 10']],
    ['cannot send', ['Élan Dermatology']],
    ['(415) 555-0100', ['Élan Dermatology']],
    ['415.555', ['Élan Dermatology']],
    ['+44 20 7183', ['Harbor Family']],
    ['10', ['Sunrise Dental 10', 'Élan Dermatology']],
    ['nobody', []],
  ])('finds %j by name, problem or number, however it is written', (search, found) => {
    expect(names({ search })).toEqual(found);
  });

  it.each([
    ['Branch 1', ['Branch 1', 'Branch 1 West', 'Old Branch 1', 'Branch 10', 'Branch 100']],
    ['branch', ['Branch 1', 'Branch 1 West', 'Branch 10', 'Branch 100', 'Old Branch 1', 'Embranchment']],
    ['10', ['Branch 10', 'Branch 100', 'Reached by number']],
    ['west bran', ['Branch 1 West']],
    ['¿?', []],
  ])('puts whole words and starts of names first for %j', (search, found) => {
    const branches = indexOf([
      clinic(1, { name: 'Branch 100' }),
      clinic(2, { name: 'Embranchment' }),
      clinic(3, { name: 'Old Branch 1' }),
      clinic(4, { name: 'Branch 10' }),
      clinic(5, { name: 'Branch 1' }),
      clinic(6, { name: 'Reached by number', phone: '+15105550100' }),
      clinic(7, { name: 'Branch 1 West' }),
    ]);
    expect(branches.ask({ search })).toEqual(found);
  });

  it('filters by state and counts each', () => {
    expect(names({ filter: 'needs-attention' })).toEqual(['Élan Dermatology']);
    expect(indexed.counts()).toEqual({ all: 4, 'needs-attention': 1, unproven: 1, ready: 1, 'not-set-up': 1 });
  });

  it('searches and filters together', () => {
    expect(names({ search: 'sunrise', filter: 'ready' })).toEqual(['Sunrise Dental 10']);
  });

  it('turns round on a second click, and starts times with the newest', () => {
    expect(nextSort({ column: 'name', descending: false }, 'name')).toEqual({ column: 'name', descending: true });
    expect(nextSort({ column: 'name', descending: true }, 'checked')).toEqual({ column: 'checked', descending: true });
  });

  it('moves by key within the list and nowhere else', () => {
    expect(rowAfterKey('ArrowDown', 8, 10, 5)).toBe(9);
    expect(rowAfterKey('ArrowDown', 9, 10, 5)).toBe(9);
    expect(rowAfterKey('PageUp', 3, 10, 5)).toBe(0);
    expect(rowAfterKey('End', 0, 10, 5)).toBe(9);
    expect(rowAfterKey('Home', 9, 10, 5)).toBe(0);
    expect(rowAfterKey('a', 3, 10, 5)).toBeNull();
    expect(rowAfterKey('ArrowDown', 0, 0, 5)).toBeNull();
  });

  it('finds among 10,000 clinics by any part of name and number', () => {
    const many = indexOf(
      Array.from({ length: 10_000 }, (_, number) =>
        clinic(number, { name: `Sunrise Dental ${number}`, phone: `+1415${String(5_550_000 + number)}` }),
      ),
    );
    const found = ['sun', 'dental 9999', '415 555 9998', 'nothing'].map((search) => {
      const rows = new Promise<number>((resolve) => many.index.look(search, ({ length }) => resolve(length)));
      return rows;
    });
    return expect(Promise.all(found)).resolves.toEqual([10_000, 1, 1, 0]);
  });

  it('looks only among the answers while somebody types on, until a clinic has changed', () => {
    let looks = 0;
    // The clock is read once for each 512 clinics that were looked at.
    const slicing = { budgetMs: 8, now: () => Number(++looks < 0), later: (work: () => void) => work() };
    const index = createClinicIndex(everything, { locale: 'en', slicing });
    const named = (number: number) => clinic(number, { name: number % 100 === 7 ? `Sun ${number}` : `Lake ${number}` });
    index.put(Array.from({ length: 20_480 }, (_, number) => named(number)));
    const asked = (search: string) => {
      looks = 0;
      index.ask({ ...everything, search });
      return { looks, found: index.rows().length };
    };
    expect(asked('s')).toEqual({ looks: 40, found: 205 });
    expect(asked('su')).toEqual({ looks: 1, found: 205 });
    expect(asked('sun 2')).toEqual({ looks: 1, found: 43 });
    expect(asked('sun')).toEqual({ looks: 40, found: 205 });
    index.put([clinic(1, { name: 'Sundown' })]);
    expect(asked('sund')).toEqual({ looks: 40, found: 1 });
  });

  it('finds by going on typing what it finds at once', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '4', '1', '5', '+', '-'), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: letters, phone: fc.constantFrom('+1415', '+4151', '+5514', '+1145') }), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.array(letters, { minLength: 2, maxLength: 4 }),
        (given, typed) => {
          const clinics = given.map((over, number) => clinic(number, over));
          const { ask } = indexOf(clinics);
          let search = '';
          for (const more of typed) {
            search += more;
            expect(ask({ search })).toEqual(indexOf(clinics).ask({ search }));
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

/** A clinic by its number, with a name and a state that say little about each other. */
const any = fc.record({
  number: fc.integer({ min: 1, max: 12 }),
  name: fc.constantFrom('Aba', 'aba', 'Bab 2', 'Bab 10', 'Élan', 'Sun'),
  status: fc.constantFrom('ready' as const, 'needs-attention' as const, 'unproven' as const, 'not-set-up' as const),
  checkedAt: fc.constantFrom('2026-05-04T09:00:00.000Z', '2026-05-01T09:00:00.000Z'),
});
const rowOf = ({ number, ...over }: { number: number } & Parameters<typeof clinic>[1]) => clinic(number, over);
const anyQuery = fc.record({
  search: fc.constantFrom('', 'a', 'bab', '2'),
  filter: fc.constantFrom('all' as const, 'ready' as const, 'needs-attention' as const),
  sort: fc.record({
    column: fc.constantFrom('name' as const, 'status' as const, 'checked' as const),
    descending: fc.boolean(),
  }),
});
const anyStep = fc.oneof(
  fc.record({ put: fc.array(any, { minLength: 1, maxLength: 12 }) }),
  fc.record({ remove: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }) }),
  fc.record({ ask: anyQuery }),
  fc.record({ later: fc.constant(true) }),
);

/** Answers come when the test says so, one clinic at a time. */
function byHand() {
  const waiting: (() => void)[] = [];
  let clock = 0;
  return {
    slicing: { budgetMs: 0, now: () => clock++, later: (work: () => void) => void waiting.push(work) },
    goOn: () => waiting.shift()?.(),
    toTheEnd() {
      while (waiting.length > 0) waiting.shift()?.();
    },
  };
}

describe('after any changes', () => {
  it('the list is what it would be had it been read now', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 14 }), (steps) => {
        const hand = byHand();
        const index = createClinicIndex(everything, { locale: 'en', slicing: hand.slicing });
        index.proofsCount(hours(10_000_000));
        const stored = new Map<string, ClinicRow>();
        let query = everything;
        for (const step of steps) {
          if ('put' in step) {
            const rows = step.put.map(rowOf);
            for (const row of rows) stored.set(row.id, row);
            index.put(rows);
          } else if ('remove' in step) {
            const ids = step.remove.map((number) => clinic(number).id);
            for (const id of ids) stored.delete(id);
            index.remove(ids);
          } else if ('ask' in step) {
            query = step.ask;
            index.ask(query);
          } else hand.goOn();
        }
        hand.toTheEnd();
        const anew = createClinicIndex(query, { locale: 'en' });
        anew.proofsCount(hours(10_000_000));
        // A name that files by the language may have been there and gone.
        anew.put([clinic(99, { name: 'É' }), ...stored.values()]);
        anew.remove([clinic(99).id]);
        anew.ask({ ...query });
        if ([...stored.values()].every(({ name }) => name.toLowerCase() !== 'aba' && name !== 'Élan'))
          expect(index.rows().map(({ row }) => row)).toEqual(anew.rows().map(({ row }) => row));
        expect(new Set(index.rows().map(({ row }) => row))).toEqual(new Set(anew.rows().map(({ row }) => row)));
        expect(index.rows()).toHaveLength(anew.rows().length);
        expect(index.counts()).toEqual(anew.counts());
      }),
      { numRuns: 400 },
    );
  });

  it('a row that stands still keeps its place; what is gone leaves, what is new comes last', () => {
    fc.assert(
      fc.property(fc.array(any), fc.array(anyStep, { maxLength: 8 }), (first, steps) => {
        const index = createClinicIndex(everything, { locale: 'en' });
        index.proofsCount(hours(10_000_000));
        index.put(first.map(rowOf));
        index.hold(true);
        const standing = index.rows().map(({ id }) => id);
        const gone = new Set<string>();
        for (const step of steps) {
          if ('put' in step) index.put(step.put.map(rowOf));
          if ('remove' in step) {
            const ids = step.remove.map((number) => clinic(number).id);
            index.remove(ids);
            for (const id of ids) gone.add(id);
          }
        }
        const kept = standing.filter((id) => !gone.has(id));
        const rows = index.rows().map(({ id }) => id);
        expect(rows.slice(0, kept.length)).toEqual(kept);
        const heldAside = new Set(rows);
        index.hold(false);
        expect(new Set(index.rows().map(({ id }) => id))).toEqual(heldAside);
      }),
    );
  });
});

describe('a proof grows old', () => {
  it('in the list too, without being read again', () => {
    const checkedAt = '2026-05-04T09:00:00.000Z';
    let now = new Date(Date.parse(checkedAt) + 3_600_000);
    const index = createClinicIndex(everything, { locale: 'en', now: () => now });
    index.proofsCount(hours(24));
    index.put([clinic(1, { checkedAt }), clinic(2, { checkedAt: '2026-05-04T10:00:00.000Z' })]);
    expect(index.counts().ready).toBe(2);
    expect(index.age()).toEqual({ changed: false, isDone: true });
    now = new Date(Date.parse(checkedAt) + 24 * 3_600_000 + 1);
    expect(index.age()).toEqual({ changed: true, isDone: true });
    expect(index.counts()).toMatchObject({ ready: 1, 'needs-attention': 1 });
    const [first] = index.rows();
    expect(first && index.summary(first).attention).toBe('Twilio: not checked lately');
  });

  it('when the interval in the settings becomes shorter', () => {
    const checkedAt = '2026-05-04T09:00:00.000Z';
    const index = createClinicIndex(everything, { locale: 'en', now: () => new Date('2026-05-04T12:00:00.000Z') });
    index.proofsCount(hours(24));
    index.put([clinic(1, { checkedAt })]);
    index.proofsCount(hours(1));
    index.age();
    expect(index.counts()['needs-attention']).toBe(1);
  });
});
