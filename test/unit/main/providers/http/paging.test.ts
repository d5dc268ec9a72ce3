/** Reading a list ends, whatever next page the server names. */
import { describe, expect, test } from 'vitest';
import { elsewhere, type ListPage, walkPages } from '../../../../../src-main/providers/http/paging';

type Item = { id: string };
const walk = (pages: Record<string, ListPage | null>, bounds = { pages: 5, items: 4 }) => {
  const asked: string[] = [];
  const walked = walkPages<Item>({
    provider: 'Provider',
    first: '1',
    page: async (cursor) => {
      asked.push(cursor);
      return pages[cursor] ?? null;
    },
    read: (item) => item as Item | null,
    identity: ({ id }) => id,
    bounds,
    unreadable: () => new Error('no list'),
  });
  return walked.then(({ items, incompleteReason }) => ({ ids: items.map(({ id }) => id), incompleteReason, asked }));
};
const page = (ids: (string | null)[], next: ListPage['next'] = null): ListPage => ({
  listed: ids.map((id) => (id === null ? null : { id })),
  next,
});

test('whole, over several pages, with an empty one among them, an odd item and one that comes twice', async () => {
  expect(await walk({ 1: page(['a', null], '2'), 2: page([], '3'), 3: page(['a', 'b']) })).toEqual({
    ids: ['a', 'b'],
    incompleteReason: null,
    asked: ['1', '2', '3'],
  });
});

describe('cut short, with the reason', () => {
  test.each([
    ['the next page is elsewhere', { 1: page(['a'], elsewhere) }, 'somewhere else than at Provider', 1],
    ['a page points to itself', { 1: page(['a'], '1') }, 'repeats itself', 1],
    ['pages point to each other', { 1: page(['a'], '2'), 2: page(['b'], '1') }, 'repeats itself', 2],
    ['the same page under other names', { 1: page(['a'], '2'), 2: page(['a'], '3') }, 'repeats itself', 2],
    ['too many items', { 1: page(['a', 'b', 'c', 'd', 'e']) }, 'longer than 4 entries', 1],
    [
      'too many pages',
      Object.fromEntries(Array.from({ length: 9 }, (_, n) => [n + 1, page([], `${n + 2}`)])),
      'does not end after 5 pages',
      5,
    ],
    ['a later page holds no list', { 1: page(['a'], '2'), 2: null }, 'held no list', 2],
  ])('%s', async (_name, pages, reason, requests) => {
    const walked = await walk(pages);
    expect(walked.incompleteReason).toContain(reason);
    expect(walked.asked).toHaveLength(requests);
  });
});

test('a first page that holds no list is an error, where reading it proves something', async () => {
  await expect(walk({})).rejects.toThrow('no list');
});
