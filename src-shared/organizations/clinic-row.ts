/**
 * A clinic's row on its way to the window: small, and without a proof that holds. It has exactly what `readiness/`
 * needs, so that the window knows at any later time what became of the clinic. Proofs and full ladders come with the
 * clinic's page.
 */
import { z } from 'zod';
import { aheadSchema } from '../ahead';
import { momentOf, timeOf } from '../moments';
import { idSchema, modeSchema, providerIdSchema } from '../primitives';
import { type Text, t } from '../texts/translate';
import type { Rung, RungState } from './ladder';
import { setupStepSchema } from './organization';
import { proofSpansSchema } from './proof-spans';

const letters: Readonly<Record<RungState, string>> = {
  proven: 'p',
  stale: 's',
  disproved: 'd',
  pending: 'r',
  unproven: 'u',
  'not-applicable': 'n',
  unconfirmed: 'c',
};
const states = new Map(Object.entries(letters).map(([state, letter]) => [letter, state as RungState]));

/** A time in milliseconds since 1970. */
const momentSchema = z.int();

const rowConnectionSchema = z.strictObject({
  /** Absent: `active`. */
  status: z.enum(['needs-attention', 'reconnect-needed']).optional(),
  resource: z.string().optional(),
  mode: modeSchema.optional(),
  /** The states of the rungs, bottom first, a letter each; proofs are as old as they are. */
  rungs: z.string().regex(/^[psdrunc]*$/),
  /**
   * When each rung was found so: the first as a moment, each other as milliseconds after the one before; null for
   * never. Zeros at the end are left out.
   */
  times: z.array(momentSchema.nullable()),
  /** When the credential was last verified; absent where that is no later than the newest rung. */
  verified: momentSchema.optional(),
  /** What showed the state, by the rung's place, where the rung is not proven. */
  said: z.record(z.string(), z.string()).optional(),
  problem: z
    .strictObject({ code: z.string(), message: z.string(), retryable: z.boolean(), helpUrl: z.string().optional() })
    .optional(),
  /** When it was checked last, where something is wrong with it. */
  attempted: momentSchema.optional(),
  expires: momentSchema.optional(),
  ahead: aheadSchema.optional(),
});
export type RowConnection = z.infer<typeof rowConnectionSchema>;

export const clinicRowSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  setupStep: setupStepSchema.optional(),
  /** Providers that a person decided against. */
  notNeeded: z.array(providerIdSchema).optional(),
  /** Providers that could not be told of a withdrawal yet. */
  withdrawals: z.array(providerIdSchema).optional(),
  /** How many receptionists of a shared vault have its credentials. */
  machines: z.int().optional(),
  connections: z.partialRecord(providerIdSchema, rowConnectionSchema),
});
export type ClinicRow = z.infer<typeof clinicRowSchema>;

/** Packs the rungs of a connection, as they were recorded. */
export function packRungs(rungs: readonly Rung[]): Pick<RowConnection, 'rungs' | 'times' | 'said'> {
  const times: (number | null)[] = [];
  let before = 0;
  for (const { checkedAt } of rungs) {
    const found = checkedAt === null ? Number.NaN : momentOf(checkedAt);
    const moment = Number.isNaN(found) ? null : found;
    times.push(moment === null ? null : moment - before);
    before = moment ?? before;
  }
  while (times.length > 1 && times.at(-1) === 0) times.pop();
  const said = rungs.flatMap(({ state, proof }, place) =>
    proof === null || state === 'proven' || state === 'not-applicable' ? [] : [[String(place), proof] as const],
  );
  return {
    rungs: rungs.map(({ state }) => letters[state]).join(''),
    times,
    ...(said.length === 0 ? {} : { said: Object.fromEntries(said) }),
  };
}

/** The rungs again. Those that are proven come without what showed it. */
export function unpackRungs(
  { rungs, times, said }: Pick<RowConnection, 'rungs' | 'times' | 'said'>,
  named: readonly { id: string; label: Text }[],
): Rung[] {
  let before = 0;
  return named.map(({ id, label }, place) => {
    const state = states.get(rungs[place] ?? '') ?? 'unproven';
    const after = place < times.length ? (times[place] ?? null) : 0;
    before += after ?? 0;
    return {
      id,
      label: t(label),
      state,
      checkedAt: after === null ? null : timeOf(before),
      proof: said?.[place] ?? null,
    };
  });
}

/** Where a slice begins: after a clinic's id, or at the start of the list. */
export const sliceStartSchema = z.union([idSchema, z.literal('')]);

export const clinicSliceSchema = z.strictObject({
  organizations: z.array(clinicRowSchema),
  /** Where the next slice begins; null when this was the last one. */
  next: sliceStartSchema.nullable(),
  /** How many clinics there are; said with the first slice. */
  total: z.int().optional(),
  /** Changes when another program has written to the database. What this one writes is told clinic by clinic. */
  version: z.string(),
  /** How long a proof counts. */
  proofSpans: proofSpansSchema,
  /** The version is the one that the caller knows, so no row was read. */
  unchanged: z.literal(true).optional(),
});
export type ClinicSlice = z.infer<typeof clinicSliceSchema>;

/** How many clinics something may be done with at once. */
export const maxPicked = 200_000;

/** How many rows may be asked for at once. */
export const maxRows = 200;
