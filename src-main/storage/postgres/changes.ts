/**
 * What others changed in a shared vault since it was asked last, as far as this member reaches. A hint of the server
 * names nothing, so each console looks for itself: at the newest entries of the activity, and at the newest attempts,
 * which leave no entry.
 */
import type { Tx } from './driver';
import { serverNow } from './run-leases';
import { positionsOfMillisecond } from './shared-audit';

/**
 * How far back is looked each time, in milliseconds: clocks of other consoles may be slow by as much, and what was
 * written earlier may become visible later.
 */
const windowMs = 10 * 60_000;
/** At the first look, what is older than this was read with the list. */
const freshMs = 60_000;

type Act = { id: string; at: string };
type Seen = {
  at: number;
  things: { organizationId: string; name: string; at: number; isOwn: boolean }[];
  /** What each member did last. */
  acts: Act[];
};

/** @param self whose own entries are no news here */
export async function readChanges(tx: Tx, self: string): Promise<Seen> {
  const at = Date.parse(await serverNow(tx));
  const since = new Date(at - windowMs);
  const entries = await tx
    .selectFrom('audit_log')
    .select(['organization_id', 'sequence', 'position', 'at', 'actor_id'])
    .where('position', '>', since.getTime() * positionsOfMillisecond)
    .execute();
  const attempts = await tx
    .selectFrom('organization_api_credentials')
    .select(['organization_id', 'provider', 'revision', 'attempted_at'])
    .where('attempted_at', '>', since.toISOString())
    .execute();
  const things = [
    ...entries.flatMap((row) =>
      row.organization_id === null
        ? []
        : [
            {
              organizationId: row.organization_id,
              name: `${row.organization_id} ${row.sequence}`,
              at: row.position / positionsOfMillisecond,
              isOwn: row.actor_id === self,
            },
          ],
    ),
    ...attempts.map((row) => ({
      organizationId: row.organization_id,
      name: `${row.organization_id} ${row.provider} ${row.revision}`,
      at: Date.parse(row.attempted_at ?? ''),
      isOwn: false,
    })),
  ];
  const last = new Map<string, string>();
  for (const { actor_id, at } of entries) if (at > (last.get(actor_id) ?? '')) last.set(actor_id, at);
  return { at, things, acts: [...last].map(([id, at]) => ({ id, at })) };
}

/** Tells what of it is new. */
export function createNews() {
  let known: ReadonlySet<string> | null = null;
  let knownActs: ReadonlyMap<string, string> = new Map();
  /** @returns the clinics that changed, each once, and the members who did something */
  return ({ at, things, acts }: Seen): { clinics: string[]; acts: Act[] } => {
    const newActs = acts.filter(({ id, at }) => knownActs.get(id) !== at);
    knownActs = new Map(acts.map(({ id, at }) => [id, at]));
    const before = known;
    known = new Set(things.map(({ name }) => name));
    const isNew = (one: Seen['things'][number]) =>
      !one.isOwn && (before === null ? one.at > at - freshMs : !before.has(one.name));
    const clinics = [...new Set(things.filter(isNew).map(({ organizationId }) => organizationId))];
    return { clinics, acts: newActs };
  };
}
