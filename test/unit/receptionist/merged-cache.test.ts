/** A cache file that several processes of one machine write: the newest that any of them saw stays. */
import { expect, test } from 'vitest';
import type { CacheContents } from '../../../src-receptionist/cache-file';
import { mergedCache } from '../../../src-receptionist/merged-cache';

const clinicId = '0198c7a0-0000-7000-8000-000000000001';
const entry = (sequence: number, name = 'a') => ({
  sequence,
  body: '{}',
  signer: clinicId,
  hash: `${name}${sequence}`.padStart(64, '0'),
  signature: '0'.repeat(128),
});
const row = (revision: number, sealed: string | null = 'ab'): CacheContents['rows'][number] => ({
  organization_id: clinicId,
  machine_id: clinicId,
  provider: 'google',
  credential_id: clinicId,
  revision,
  head_sequence: 1,
  head_hash: '0'.repeat(64),
  signer: clinicId,
  sealed,
  signature: String(revision).padStart(128, '0'),
});
const pin = (revision: number) => ({ clinicId, provider: 'google' as const, revision, signature: String(revision) });
const replacedBy = (from: string[], token: string) => [{ clinicId, provider: 'google' as const, from, token }];
function contents(given: Partial<CacheContents>): CacheContents {
  const log = given.log ?? [entry(1)];
  const newest = log.at(-1) ?? entry(1);
  const head = { sequence: newest.sequence, hash: newest.hash };
  return { version: 1, readAt: '2026-11-30T12:00:00.000Z', head, log, rows: [], pins: [], ...given };
}

test('neither a revision nor an entry of the log goes back', () => {
  const ours = contents({ rows: [row(2)], pins: [pin(2)] });
  const theirs = contents({ log: [entry(1), entry(2)], rows: [row(3, null)], pins: [pin(3)] });
  for (const merged of [mergedCache(ours, theirs), mergedCache(theirs, ours)]) {
    expect(merged.rows).toEqual([row(3, null)]);
    expect(merged.pins).toEqual([pin(3)]);
    expect(merged.head.sequence).toBe(2);
  }
});

test('another history does not take the place of ours', () => {
  const ours = contents({});
  const forked = contents({ log: [entry(1, 'b'), entry(2, 'b')] });
  expect(mergedCache(ours, forked).head).toEqual(ours.head);
});

test('what is gone does not come back, and what the other process saw first is kept', () => {
  const gone = contents({ rows: [], pins: [pin(2)] });
  expect(mergedCache(gone, contents({ rows: [row(2)], pins: [pin(2)] })).rows).toEqual([]);
  const before = contents({});
  expect(mergedCache(before, contents({ rows: [row(1)], pins: [pin(1)] })).rows).toEqual([row(1)]);
});

test('a token that a provider gave to the other process is kept, as long as the connection lives', () => {
  const live = { rows: [row(1)], pins: [pin(1)] };
  const theirs = contents({ ...live, replaced: replacedBy(['first', 'second'], 'third') });
  expect(mergedCache(contents(live), theirs).replaced).toEqual(theirs.replaced);
  const ours = contents({ ...live, replaced: replacedBy(['first'], 'second') });
  expect(mergedCache(ours, theirs).replaced).toEqual(theirs.replaced);
  expect(mergedCache(theirs, ours).replaced).toEqual(theirs.replaced);
  const revoked = contents({ rows: [row(2, null)], pins: [pin(2)] });
  expect(mergedCache(revoked, theirs).replaced).toEqual([]);
});
