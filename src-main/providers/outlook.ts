/**
 * What is known of an account's future: what runs out, and what ends. Stored with the connection's public metadata.
 * Its times are the provider's: a computer whose clock was wrong once must not be told of ages that are not true.
 */
import { z } from 'zod';

const moneySchema = z.object({ amount: z.number(), currency: z.string().nullable() });
const endSchema = z.object({
  /** Milliseconds since 1970. */
  at: z.number(),
  /** What ends, as the start of a sentence that a day ends: `The trial at Acme ends on`. */
  what: z.string(),
  /** What to do before. */
  text: z.string(),
});
export type End = z.infer<typeof endSchema>;

/** What one proof told. What is left out was not told this time; null says that there is none. */
export type ProofOutlook = {
  /** How far the provider's clock is ahead of this computer's, in milliseconds; null when its answers did not tell. */
  aheadMs: number | null;
  /** Prepaid money. */
  balance?: z.infer<typeof moneySchema> | null;
  ends?: Readonly<Record<string, End | null>>;
};

const outlookSchema = z.object({
  /** The provider's time at the newest proof, and since when it knows this credential. */
  at: z.number().optional(),
  since: z.number().optional(),
  ends: z.record(z.string(), endSchema).optional(),
  balance: moneySchema.optional(),
  /** Balances of the last days, oldest first: days since 1970 and amounts. */
  balances: z.array(z.tuple([z.number(), z.number()])).optional(),
});
export type Outlook = z.infer<typeof outlookSchema>;

/** Key in the public metadata. */
export const outlookKey = 'outlook';

export function outlookOf(metadata: Record<string, unknown>): Outlook {
  const read = outlookSchema.safeParse(metadata[outlookKey]);
  return read.success ? read.data : {};
}

const dayMs = 24 * 3_600_000;
/** So many days of balances are kept for the forecast. */
const keptDays = 14;

function endsAfter(told: ProofOutlook['ends'] = {}, earlier: Outlook['ends'] = {}): Record<string, End> {
  return Object.fromEntries(Object.entries({ ...earlier, ...told }).filter((pair): pair is [string, End] => !!pair[1]));
}

function balancesAfter(balance: ProofOutlook['balance'], at: number | null, earlier: Outlook): Outlook {
  if (balance === null) return {};
  const { balance: before, balances = [] } = earlier;
  if (balance === undefined) return before === undefined ? {} : { balance: before, balances };
  if (at === null) return { balance, balances };
  const today = Math.floor(at / dayMs);
  const kept = balances.filter(([day]) => day < today && day >= today - keptDays);
  return { balance, balances: [...kept, [today, balance.amount]] };
}

/**
 * The outlook after a proof.
 * @param earlier the outlook of the proof before, of the same credential
 * @param addedAt when the credential was added, by this computer's clock; null for one that is added now
 * @param now the time of this computer
 */
export function outlookAfter(
  { aheadMs, balance, ends }: ProofOutlook,
  earlier: Outlook,
  addedAt: string | null,
  now: Date,
): Outlook {
  const at = aheadMs === null ? null : now.getTime() + aheadMs;
  // A credential of before its outlook was kept: it can't have been added later than now.
  const since = earlier.since ?? (at === null ? undefined : Math.min(at, momentOr(addedAt, at)));
  return {
    ...(at === null ? {} : { at }),
    ...(since === undefined ? {} : { since }),
    ends: endsAfter(ends, earlier.ends),
    ...balancesAfter(balance, at, earlier),
  };
}

function momentOr(time: string | null, otherwise: number): number {
  const moment = time === null ? Number.NaN : Date.parse(time);
  return Number.isNaN(moment) ? otherwise : moment;
}

/** What passed since the proof is taken from this computer's clock; more than this is a clock that was set. */
export const longestMs = 31 * dayMs;

/** The provider's time now, as far as it can be known; null when it can't. */
export function providerNow({ at }: Outlook, verifiedAt: string | null, now: Date): number | null {
  if (at === undefined) return null;
  const passed = now.getTime() - momentOr(verifiedAt, now.getTime());
  return passed > 0 && passed <= longestMs ? at + passed : at;
}

/**
 * In how many days the balance is used up at the pace of the last days; null when that can't be said. Money that was
 * paid in between is not counted as use.
 */
export function daysLeft({ balance, balances = [] }: Outlook): number | null {
  const [first] = balances;
  const last = balances.at(-1);
  if (balance === undefined || first === undefined || last === undefined || last[0] === first[0]) return null;
  let used = 0;
  for (const [index, [, amount]] of balances.entries()) {
    const before = balances[index - 1];
    if (before !== undefined) used += Math.max(0, before[1] - amount);
  }
  return used === 0 ? null : Math.max(0, balance.amount) / (used / (last[0] - first[0]));
}
