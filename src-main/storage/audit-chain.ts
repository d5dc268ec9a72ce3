/**
 * The chain of the audit trail. Each hash covers the entry and the hash before it, so that one hash stands for all
 * entries up to its own. A code made with the vault's key over that hash is what another program cannot make.
 */
import { hash } from 'node:crypto';
import type { AuditTable } from './schema';

/** The hash "before" the first entry. */
export const chainStart = '0'.repeat(64);

export type ChainedRow = Omit<AuditTable, 'hash' | 'mac'>;

/** An entry as it is read. */
export const auditColumns = [
  'sequence',
  'at',
  'actor',
  'organization_id',
  'organization_name',
  'action',
  'outcome',
  'detail',
  'simulated',
  'subject',
  'subject_state',
  'hash',
  'mac',
] as const satisfies (keyof AuditTable)[];

/**
 * SHA-256, in hex, of the hash before and of every column in a fixed order, as JSON of an array: one text for one
 * entry, whatever it holds. The form is part of the data; changing it would break every chain there is. Entries that
 * speak of no row have the form of before there were such.
 */
export function chainHash(previous: string, row: ChainedRow): string {
  const subject = row.subject === null ? [] : [row.subject, row.subject_state];
  return hash(
    'sha256',
    JSON.stringify([
      previous,
      row.sequence,
      row.at,
      row.actor,
      row.organization_id,
      row.organization_name,
      row.action,
      row.outcome,
      row.detail,
      row.simulated,
      ...subject,
    ]),
  );
}

/** What a walk needs of an entry, and whether its hash was made over it and over the hash before it. */
export type Link = Pick<AuditTable, 'sequence' | 'at' | 'hash' | 'mac' | 'subject' | 'subject_state'> & {
  fits: boolean;
};

export const linkOf = (previous: string, row: AuditTable): Link => ({
  sequence: row.sequence,
  at: row.at,
  hash: row.hash,
  mac: row.mac,
  subject: row.subject,
  subject_state: row.subject_state,
  fits: chainHash(previous, row) === row.hash,
});

/** Makes a code under the vault's key; null while that key is not held. */
export type MakeCode = (text: string) => string | null;

const adoptedMark = 'adopted ';

const codedText = (how: 'written' | 'adopted', sequence: number, chained: string) =>
  JSON.stringify(['audit', how, sequence, chained]);

/** The code of an entry that was written while the key was held. */
export const codeOfWritten = (code: MakeCode, sequence: number, chained: string) =>
  code(codedText('written', sequence, chained));

/** The code of an entry that was written without the key, and taken under it later as it was found. */
export function codeOfAdopted(code: MakeCode, sequence: number, chained: string): string | null {
  const made = code(codedText('adopted', sequence, chained));
  return made === null ? null : adoptedMark + made;
}

/** False for an entry whose code was not made over it; true for one without a code, and while the key is not held. */
export function mayFitItsCode(code: MakeCode, { sequence, hash: chained, mac }: Coded): boolean {
  if (mac === null) return true;
  const made = (mac.startsWith(adoptedMark) ? codeOfAdopted : codeOfWritten)(code, sequence, chained);
  return made === null || made === mac;
}

type Coded = Pick<AuditTable, 'sequence' | 'hash' | 'mac'>;
