import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ClinicQuery,
  countClinics,
  indexClinics,
  inStandingOrder,
  nextSort,
  rowAfterKey,
  selectClinics,
} from '../../../../src-renderer/console/clinics/clinic-list';
import { clinic } from './clinics-fixture';

const everything: ClinicQuery = { search: '', filter: 'all', sort: { column: 'name', descending: false } };
const indexed = indexClinics(
  [
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
  ],
  'en',
);
const names = (query: Partial<ClinicQuery>) =>
  selectClinics(indexed, { ...everything, ...query }).map(({ name }) => name);

describe('the list of clinics', () => {
  it('is sorted as people count, accents aside', () => {
    expect(names({})).toEqual(['Élan Dermatology', 'Harbor Family', 'Sunrise Dental 2', 'Sunrise Dental 10']);
    expect(names({ sort: { column: 'name', descending: true } })[0]).toBe('Sunrise Dental 10');
  });

  it('files names of plain letters as the language does', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'B', 'c', 'N', 'z', ' '), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(letters, { minLength: 2, maxLength: 8 }), (given) => {
        const clinics = given.map((name, at) => clinic(at, { name }));
        const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
        const asFiled = clinics.map(({ name }) => name).toSorted(collator.compare);
        expect(indexClinics(clinics, 'en').map((each) => each.clinic.name)).toEqual(asFiled);
      }),
    );
  });

  it('asks the language where it files otherwise', () => {
    const filed = (locale: string) =>
      indexClinics([clinic(1, { name: 'Aarhus' }), clinic(2, { name: 'Zurich' })], locale).map(
        (each) => each.clinic.name,
      );
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
    const branches = indexClinics(
      [
        clinic(1, { name: 'Branch 100' }),
        clinic(2, { name: 'Embranchment' }),
        clinic(3, { name: 'Old Branch 1' }),
        clinic(4, { name: 'Branch 10' }),
        clinic(5, { name: 'Branch 1' }),
        clinic(6, { name: 'Reached by number', phone: '+15105550100' }),
        clinic(7, { name: 'Branch 1 West' }),
      ],
      'en',
    );
    expect(selectClinics(branches, { ...everything, search }).map(({ name }) => name)).toEqual(found);
  });

  it('filters by state and counts each', () => {
    expect(names({ filter: 'needs-attention' })).toEqual(['Élan Dermatology']);
    expect(countClinics(indexed)).toEqual({ all: 4, 'needs-attention': 1, unproven: 1, ready: 1, 'not-set-up': 1 });
  });

  it('searches and filters together', () => {
    expect(names({ search: 'sunrise', filter: 'ready' })).toEqual(['Sunrise Dental 10']);
  });

  it('never changes the list that it selects from', () => {
    const before = indexed.map(({ clinic: { id } }) => id);
    names({ sort: { column: 'checked', descending: true } });
    expect(indexed.map(({ clinic: { id } }) => id)).toEqual(before);
  });

  it('stands still: a clinic keeps its place when its state changes; removed ones leave, new ones come last', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 9 });
    fc.assert(
      fc.property(ids, ids, ids, (before, answering, others) => {
        const all = [...new Set([...answering, ...others])].map((id) => clinic(id, { status: 'needs-attention' }));
        const answers = all.filter(({ id }) => answering.some((each) => clinic(each).id === id));
        const standing = before.map((id) => clinic(id));
        const rows = inStandingOrder(standing, answers, indexClinics(all, 'en'));
        const kept = standing.filter(({ id }) => all.some((each) => each.id === id)).map(({ id }) => id);
        expect(rows.slice(0, kept.length).map(({ id }) => id)).toEqual(kept);
        expect(new Set(rows.map(({ id }) => id))).toEqual(new Set([...kept, ...answers.map(({ id }) => id)]));
        expect(rows.every(({ status }) => status === 'needs-attention')).toBe(true);
      }),
    );
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
    const many = indexClinics(
      Array.from({ length: 10_000 }, (_, number) =>
        clinic(number, { name: `Sunrise Dental ${number}`, phone: `+1415${String(5_550_000 + number)}` }),
      ),
      'en',
    );
    const found = ['sun', 'dental 9999', '415 555 9998', 'nothing'].map(
      (search) =>
        selectClinics(many, { search, filter: 'ready', sort: { column: 'status', descending: false } }).length,
    );
    expect(found).toEqual([10_000, 1, 1, 0]);
  });
});
