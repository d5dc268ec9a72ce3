/** The form of an entry's hash, which exports are verified by: the same for every text and length. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChainedRow, chainHash, chainStart } from '../../../../src-main/storage/audit-chain';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 2_000 }));

test('SHA-256 of the JSON of the entry and of the hash before it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 8 }), (entries) => {
      let before = chainStart;
      for (const [index, [actor, detail]] of entries.entries()) {
        const row: ChainedRow = {
          sequence: index + 1,
          at: '2026-11-01T09:30:00.000Z',
          actor,
          organization_id: null,
          organization_name: null,
          action: 'credential.checked',
          outcome: 'succeeded',
          detail,
          simulated: 0,
          subject: null,
          subject_state: null,
        };
        const { subject, subject_state, ...hashed } = row;
        const expected = sha256(JSON.stringify([before, ...Object.values(hashed)]));
        expect([subject, subject_state, chainHash(before, row)]).toEqual([null, null, expected]);
        before = expected;
      }
    }),
  );
});
