/** What a search of the audit trail finds is the same with its index, without it, and while it is being made. */
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { addFoldedContains } from '../../../../src-main/storage/audit-search/filter-sql';
import { openSearchIndex, type SearchIndex } from '../../../../src-main/storage/audit-search/search-index';
import { walkAudit } from '../../../../src-main/storage/audit-search/walk-audit';
import { migrate } from '../../../../src-main/storage/migrate';
import { migrations } from '../../../../src-main/storage/migrations';
import { auditActions, earlierActions } from '../../../../src-shared/audit/actions';
import type { AuditFilter } from '../../../../src-shared/audit/audit-filter';
import { resultOf } from '../../../../src-shared/audit/entry-result';
import { newProfileDir } from '../../../unit/main/vault/profile';
import { append, entry, type Written } from './trail';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0).reverse()) close();
});

async function trailOf(entries: readonly Written[], dir = newProfileDir()) {
  const database = new Database(join(dir, 'console.db'));
  open.push(() => database.close());
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = OFF');
  database.function('current_organization', () => null);
  await migrate(database, migrations, async () => undefined);
  addFoldedContains(database);
  append(database, entries);
  return { database, dir };
}

function indexOf(database: Database.Database, dir: string): SearchIndex {
  const index = openSearchIndex(database, join(dir, 'activity-search.db'), undefined);
  open.push(() => index.close());
  return index;
}

const everything: AuditFilter = { organizationId: null, search: '', outcome: null };

function found(
  database: Database.Database,
  filter: Partial<AuditFilter>,
  indexedTo = 0,
  limit = 1000,
  before = null as number | null,
) {
  const walk = walkAudit(database, { ...everything, ...filter }, { before, limit }, indexedTo);
  for (;;) {
    const step = walk.next();
    if (step.done) return step.value.map(({ sequence }) => sequence);
  }
}

/** The same, as plainly as it can be said. */
function expected(entries: readonly Written[], filter: AuditFilter): number[] {
  const words = filter.search.split(/\s+/).filter(Boolean);
  const named = (action: string) => ({ ...earlierActions, ...auditActions })[action] ?? '';
  const holds = (one: Written, word: string) =>
    [one.at.slice(0, 10), one.actor, one.organizationName ?? '', one.action, one.detail, named(one.action)].some(
      (text) => text.toLowerCase().includes(word.toLowerCase()),
    );
  const results = {
    succeeded: ['succeeded'],
    failed: ['failed'],
    inconclusive: ['unconfirmed', 'stopped', 'interrupted'],
  };
  return entries
    .map((one, index) => [one, index + 1] as const)
    .filter(
      ([one]) =>
        (filter.organizationId === null || one.organizationId === filter.organizationId) &&
        (filter.outcome === null || results[filter.outcome].includes(resultOf(one))) &&
        (filter.actions === undefined || filter.actions.includes(one.action)) &&
        (filter.from === undefined || one.at >= filter.from) &&
        (filter.to === undefined || one.at < filter.to) &&
        words.every((word) => holds(one, word)),
    )
    .map(([, sequence]) => sequence)
    .reverse();
}

const times = [
  '2026-05-03T23:59:59.999Z',
  '2026-05-04T00:00:00.000Z',
  '2026-05-04T17:00:00.000Z',
  '2026-06-01T08:00:00.000Z',
];
const actions = [
  'credential.checked',
  'test.unconfirmed',
  'test.failed',
  'sms-test.finished',
  'recovery.exported',
  'x.new',
];
const anEntry: fc.Arbitrary<Written> = fc.record({
  at: fc.constantFrom(...times),
  actor: fc.constantFrom('maria', 'JÖRG'),
  organizationId: fc.constantFrom(null, 'a', 'b'),
  organizationName: fc.constantFrom(null, 'Häfen & Söhne', 'Sunrise "Dental"'),
  action: fc.constantFrom(...actions),
  outcome: fc.constantFrom('succeeded', 'failed'),
  detail: fc.constantFrom(
    '',
    '2 passed, 1 unconfirmed',
    '100% of x_y',
    'Balance 🔥🔥🔥 low',
    'ending in 3a7f',
    'ABCABD',
  ),
});
const word = fc.constantFrom(
  ...[
    'a',
    'ab',
    'abd',
    'CABD',
    'cabdx',
    'söhne',
    'SÖHNE',
    'jörg',
    'häf',
    'ß',
    '%',
    '_y',
    '100%',
    '"dental"',
    "'; --",
    '🔥🔥🔥',
    '🔥',
  ],
  ...[
    '2026-05',
    '2026-05-04',
    'kit',
    'saved',
    'confirmed',
    'test.',
    'x.new',
    'nothing of this',
    '\0',
    '*',
    'NEAR',
    'balance',
  ],
);
const aFilter: fc.Arbitrary<AuditFilter> = fc.record(
  {
    organizationId: fc.constantFrom(null, null, 'a'),
    search: fc.array(word, { maxLength: 2 }).map((words) => words.join(' ')),
    outcome: fc.constantFrom(null, null, 'succeeded', 'failed', 'inconclusive'),
    actions: fc.subarray(actions, { minLength: 1 }),
    from: fc.constantFrom(...times),
    to: fc.constantFrom(...times),
  },
  { requiredKeys: ['organizationId', 'search', 'outcome'] },
);

test('a question finds what it names and nothing else, whatever part of the trail the index holds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anEntry, { maxLength: 40 }),
      fc.array(aFilter, { minLength: 5, maxLength: 20 }),
      fc.nat(45),
      async (entries, filters, part) => {
        const { database, dir } = await trailOf(entries);
        const index = indexOf(database, dir);
        if (part > 0) index.extend(part);
        for (const filter of filters) {
          const right = expected(entries, { ...filter, search: filter.search.replaceAll('\0', ' ') });
          expect(found(database, filter), JSON.stringify(filter)).toEqual(right);
          expect(found(database, filter, index.upTo()), JSON.stringify(filter)).toEqual(right);
        }
        for (const close of open.splice(0).reverse()) close();
      },
    ),
    { numRuns: 60 },
  );
});

const many = Array.from({ length: 30_000 }, (_, index) =>
  entry({
    at: new Date(Date.UTC(2026, 0, 1) + index * 600_000).toISOString(),
    organizationId: `clinic-${index % 300}`,
    detail: index % 10_000 === 77 ? 'A needle in it.' : 'Twilio was checked: all rungs are proven.',
  }),
);

describe('a long trail', () => {
  test('is read page by page, and each page tells that there are older entries', async () => {
    const { database, dir } = await trailOf(many);
    const index = indexOf(database, dir);
    while (index.extend(5000) > 0);
    for (const indexedTo of [0, 12_000, index.upTo()]) {
      expect(found(database, { search: 'needle' }, indexedTo, 2)).toEqual([20_078, 10_078, 78]);
      expect(found(database, { search: 'needle' }, indexedTo, 2, 10_078)).toEqual([78]);
      expect(found(database, { search: 'checked proven' }, indexedTo, 3)).toEqual([30_000, 29_999, 29_998, 29_997]);
    }
    expect(found(database, { organizationId: 'clinic-77', search: 'needle' }, index.upTo())).toEqual([20_078 - 20_000]);
    expect(found(database, { from: '2026-01-02T00:00:00.000Z', to: '2026-01-02T00:20:00.000Z' })).toEqual([146, 145]);
  });

  test('is passed over in steps, so that others have their turn, and by the index in a few', async () => {
    const { database, dir } = await trailOf(many);
    const steps = (filter: Partial<AuditFilter>, indexedTo = 0) => {
      const walk = walkAudit(database, { ...everything, ...filter }, { before: null, limit: 50 }, indexedTo);
      let count = 0;
      while (!walk.next().done) count += 1;
      return count;
    };
    expect(steps({ search: 'nowhere' })).toBeGreaterThan(2);
    const index = indexOf(database, dir);
    while (index.extend(5000) > 0);
    expect(steps({ search: 'nowhere' }, index.upTo())).toBe(1);
    expect(steps({})).toBe(1);
  });
});

test('on a computer where every step takes too long, the steps grow no smaller than at first', async () => {
  const { database, dir } = await trailOf(many);
  const index = indexOf(database, dir);
  while (index.extend(5000) > 0);
  let clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    clock += 500;
    return clock;
  });
  const steps = (indexedTo: number) => {
    const walk = walkAudit(database, { ...everything, search: 'nowhere' }, { before: null, limit: 50 }, indexedTo);
    let count = 0;
    while (!walk.next().done) count += 1;
    return count;
  };
  expect(steps(index.upTo())).toBe(1);
  expect(steps(0)).toBe(Math.ceil(many.length / 2048));
});

describe('the search index', () => {
  const file = (dir: string) => join(dir, 'activity-search.db');
  const upToIn = (database: Database.Database, dir: string) => {
    const index = openSearchIndex(database, file(dir), undefined);
    try {
      return index.upTo();
    } finally {
      index.close();
    }
  };

  test('goes on where it was left, for its owner only, and holds no text', async () => {
    const { database, dir } = await trailOf([...many.slice(0, 300), entry({ detail: 'Needles in haystacks' })]);
    const first = openSearchIndex(database, file(dir), undefined);
    first.extend(200);
    await first.close();
    const index = indexOf(database, dir);
    expect(index.upTo()).toBe(200);
    expect([index.extend(200), index.extend(200)]).toEqual([101, 0]);
    expect(statSync(file(dir)).mode & 0o777).toBe(0o600);
    index.close();
    open.pop();
    expect(readFileSync(file(dir)).includes('haystack')).toBe(false);
  });

  test('of another trail is made anew: after a recovery kit was restored, for instance', async () => {
    const { database, dir } = await trailOf(many.slice(0, 300));
    const index = openSearchIndex(database, file(dir), undefined);
    index.extend(200);
    index.close();
    for (const entries of [many.slice(100, 400), many.slice(0, 150)]) {
      const other = await trailOf(entries);
      copyFileSync(file(dir), file(other.dir));
      expect(upToIn(other.database, other.dir)).toBe(0);
    }
    // A trail that went on from the same entries keeps it.
    append(database, many.slice(0, 5));
    expect(upToIn(database, dir)).toBe(200);
  });

  test('of a later form, or one that is no database, is made anew', async () => {
    const { database, dir } = await trailOf(many.slice(0, 300));
    const later = new Database(file(dir));
    later.pragma('user_version = 9');
    later.close();
    expect(upToIn(database, dir)).toBe(0);
    writeFileSync(file(dir), 'no database at all, and longer than the head of one would be'.repeat(20));
    expect(upToIn(database, dir)).toBe(0);
  });
});
