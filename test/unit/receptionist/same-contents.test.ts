/** When a cache file need not be written: it has everything that is known, and no time in it is much older. */
import { expect, test } from 'vitest';
import type { CacheContents } from '../../../src-receptionist/cache-file';
import { hasOldTimes, hasRevoked, hasSame } from '../../../src-receptionist/same-contents';

const clinicId = '0198c7a0-0000-7000-8000-000000000001';
const other = '0198c7a0-0000-7000-8000-000000000002';
const place = { clinicId, provider: 'google' as const };
const row: CacheContents['rows'][number] = {
  organization_id: clinicId,
  machine_id: clinicId,
  provider: 'google',
  credential_id: clinicId,
  revision: 1,
  head_sequence: 1,
  head_hash: '0'.repeat(64),
  signer: clinicId,
  sealed: 'ab',
  signature: '1'.repeat(128),
};
const at = (minute: number) => `2026-11-30T12:${String(minute).padStart(2, '0')}:00.000Z`;
const pin = { ...place, revision: 1, signature: row.signature };
const kept: CacheContents = {
  version: 1,
  readAt: at(0),
  head: { sequence: 1, hash: '0'.repeat(64) },
  log: [],
  rows: [row],
  pins: [pin],
  replaced: [{ ...place, from: ['first'], token: 'second' }],
  vouched: [{ clinicId, at: at(0) }],
};

test('what is the same but for its times is the same', () => {
  expect(hasSame(kept, { ...structuredClone(kept), readAt: at(50), vouched: [{ clinicId, at: at(50) }] })).toBe(true);
  const { replaced: _, vouched: __, ...early } = kept;
  expect(hasSame(early, { ...early, replaced: [] })).toBe(true);
});

test.each<[string, Partial<CacheContents>]>([
  ['a newer entry of the log', { head: { sequence: 2, hash: '1'.repeat(64) } }],
  ['another log of the same length', { head: { sequence: 1, hash: '1'.repeat(64) } }],
  ['a tombstone', { rows: [{ ...row, sealed: null }] }],
  ['no row any more', { rows: [] }],
  ['a newer revision that is known by its number alone', { pins: [{ ...pin, revision: 2 }] }],
  ['another delivery of the same revision', { pins: [{ ...pin, signature: '2'.repeat(128) }] }],
  ['a pin of another clinic', { pins: [{ ...pin, clinicId: other }] }],
  ['a pin of another provider', { pins: [{ ...pin, provider: 'twilio' }] }],
  ['one pin more', { pins: [pin, { ...pin, clinicId: other }] }],
  ['a newer token', { replaced: [{ ...place, from: ['first', 'second'], token: 'third' }] }],
  ['the first word for a clinic', { vouched: [...(kept.vouched ?? []), { clinicId: other, at: at(0) }] }],
])('%s is not in the file', (_, known) => {
  expect(hasSame(kept, { ...kept, ...known })).toBe(false);
});

test('times in the file may be ten minutes old, also after the clock was put back', () => {
  const known = (readAt: string, vouchedAt = at(0)) => ({ ...kept, readAt, vouched: [{ clinicId, at: vouchedAt }] });
  expect(hasOldTimes(kept, known(at(9), at(9)))).toBe(false);
  expect(hasOldTimes(kept, known(at(10)))).toBe(true);
  expect(hasOldTimes(kept, known(at(0), at(10)))).toBe(true);
  expect(hasOldTimes(known(at(30)), known(at(0)))).toBe(true);
});

test('credentials that are gone, or were revoked, may not stay in a file; others may', () => {
  expect(hasRevoked(kept, { ...kept, rows: [{ ...row, revision: 2, sealed: null }] })).toBe(true);
  expect(hasRevoked(kept, { ...kept, rows: [{ ...row, provider: 'twilio' }] })).toBe(true);
  expect(hasRevoked(kept, { ...kept, rows: [{ ...row, revision: 2 }] })).toBe(false);
  expect(hasRevoked({ ...kept, rows: [{ ...row, sealed: null }] }, { ...kept, rows: [] })).toBe(false);
});
