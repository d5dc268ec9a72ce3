/**
 * The anchor of the audit trail: its last entry, kept outside of the database, so that a trail that was cut or a whole
 * database of another time is noticed. Sealed with the vault's key.
 */
import { z } from 'zod';
import type { ComputerSecrets } from './repositories';

const anchorSchema = z.strictObject({
  version: z.literal(1),
  entry: z.number().int().min(0),
  hash: z.string().length(64),
  at: z.iso.datetime().nullable(),
  /** The newest ends of credentials: entry and id. */
  ends: z.array(z.tuple([z.number().int(), z.string()])),
  /** Ends up to this entry are not listed. */
  endsSince: z.number().int(),
});
export type Anchor = Omit<z.infer<typeof anchorSchema>, 'version'>;

/** Where the anchor is kept. Never rejects. */
export type AnchorStore = {
  read(): Promise<{ state: 'found'; text: string } | { state: 'absent' } | { state: 'unreachable' }>;
  /** False when it could not be written. */
  write(text: string): Promise<boolean>;
};

const context = ['audit-anchor'] as const;

export const sealAnchor = (anchor: Anchor, { seal }: Pick<ComputerSecrets, 'seal'>): string =>
  seal(context, Buffer.from(JSON.stringify({ version: 1, ...anchor }))).toString('base64');

/** Null for a text that this vault's key did not seal. */
export function openAnchor(text: string, { open }: Pick<ComputerSecrets, 'open'>): Anchor | null {
  const plain = open(context, Buffer.from(text, 'base64'));
  if (!plain) return null;
  const parsed = anchorSchema.safeParse(JSON.parse(plain.toString()));
  if (!parsed.success) return null;
  const { version: _version, ...anchor } = parsed.data;
  return anchor;
}

/** For a database in memory, which nobody else can take back. */
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
