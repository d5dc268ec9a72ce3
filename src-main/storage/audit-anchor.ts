/**
 * The anchor of the audit trail: its last entry, kept outside of the database, so that a trail that was cut or a whole
 * database of another time is noticed. Sealed with the vault's key.
 */
import { deflateSync, inflateSync } from 'node:zlib';
import { z } from 'zod';
import { chainStart } from './audit-chain';
import { type CredentialEnd, endedBy } from './audit-subjects';
import type { ComputerSecrets } from './repositories';

const entrySchema = z.number().int().min(0);
const hashSchema = z.string().length(64);
const timeSchema = z.iso.datetime();

const anchorSchema = z.strictObject({
  version: z.literal([1, 2]),
  entry: entrySchema,
  hash: hashSchema,
  at: timeSchema.nullable(),
  /** The newest ends of credentials: entry and name, and since version 2 how and when. */
  ends: z.array(
    z.union([
      z.tuple([z.number().int(), z.string()]),
      z.tuple([z.number().int(), z.string(), z.enum(endedBy), timeSchema]),
    ]),
  ),
  /** Ends up to this entry are not listed. */
  endsSince: z.number().int(),
  returning: z.strictObject({ entry: entrySchema, hash: hashSchema, what: z.string().max(200) }).optional(),
});

/** What the console is about to put back: the trail of that database ends with this very entry. */
export type Returning = { entry: number; hash: string; what: string };

export type Anchor = {
  entry: number;
  hash: string;
  at: string | null;
  ends: CredentialEnd[];
  endsSince: number;
  /** Written before a database is exchanged, so that the next opening knows it also after a kill. */
  returning?: Returning | undefined;
};

/** The anchor of a trail that has none yet. */
export const nothingYet: Anchor = { entry: 0, hash: chainStart, at: null, ends: [], endsSince: 0 };

/** Where the anchor is kept. Never rejects. */
export type AnchorStore = {
  read(): Promise<{ state: 'found'; text: string } | { state: 'absent' } | { state: 'unreachable' }>;
  /** False when it could not be written. */
  write(text: string): Promise<boolean>;
};

const context = ['audit-anchor'] as const;

/** Windows keeps 2,560 bytes in its keychain, so the text is packed. */
const pack = (value: z.input<typeof anchorSchema>) => deflateSync(JSON.stringify(value));
/** Version 1 was not packed. */
const unpack = (plain: Buffer): unknown => JSON.parse(String(plain[0] === 0x7b ? plain : inflateSync(plain)));

export const sealAnchor = ({ ends, ...anchor }: Anchor, { seal }: Pick<ComputerSecrets, 'seal'>): string =>
  seal(
    context,
    pack({
      version: 2,
      ...anchor,
      ends: ends.map(({ entry, name, how, at }) => (how === null ? [entry, name] : [entry, name, how, at ?? ''])),
    }),
  ).toString('base64');

/** Null for a text that this vault's key did not seal. */
export function openAnchor(text: string, { open }: Pick<ComputerSecrets, 'open'>): Anchor | null {
  const plain = open(context, Buffer.from(text, 'base64'));
  if (!plain) return null;
  const parsed = anchorSchema.safeParse(unpack(plain));
  if (!parsed.success) return null;
  const { version: _version, ends, ...anchor } = parsed.data;
  return { ...anchor, ends: ends.map(([entry, name, how = null, at = null]) => ({ entry, name, how, at })) };
}

/** For a database in memory: it can't be replaced by an earlier state. */
export function createMemoryAnchor(): AnchorStore {
  let kept: string | null = null;
  return {
    read: async () => (kept === null ? { state: 'absent' } : { state: 'found', text: kept }),
    write: async (text) => {
      kept = text;
      return true;
    },
  };
}
