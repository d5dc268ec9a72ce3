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

type Seen = { at: number; things: { organizationId: string; name: string; at: number; isOwn: boolean }[] };

/** @param self whose own entries are no news here */
export async function readChanges(tx: Tx, self: string): Promise<Seen> {
  const at = Date.parse(await serverNow(tx));
  const since = new Date(at - windowMs);
  const entries = await tx
    .selectFrom('audit_log')
    .select(['organization_id', 'sequence', 'position', 'actor_id'])
    .where('position', '>', since.getTime() * positionsOfMillisecond)
    .where('organization_id', 'is not', null)
    .execute();
  const attempts = await tx
    .selectFrom('organization_api_credentials')
    .select(['organization_id', 'provider', 'revision', 'attempted_at'])
    .where('attempted_at', '>', since.toISOString())
    .execute();
  const things = [
    ...entries.map((row) => ({
      organizationId: row.organization_id ?? '',
      name: `${row.organization_id} ${row.sequence}`,
      at: row.position / positionsOfMillisecond,
      isOwn: row.actor_id === self,
    })),
    ...attempts.map((row) => ({
      organizationId: row.organization_id,
      name: `${row.organization_id} ${row.provider} ${row.revision}`,
      at: Date.parse(row.attempted_at ?? ''),
      isOwn: false,
    })),
  ];
  return { at, things };
}

/** Tells what of it is new. */
export function createNews() {
  let known: ReadonlySet<string> | null = null;
  /** @returns the clinics that changed, each once */
  return ({ at, things }: Seen): string[] => {
    const before = known;
    known = new Set(things.map(({ name }) => name));
    const isNew = (one: Seen['things'][number]) =>
      !one.isOwn && (before === null ? one.at > at - freshMs : !before.has(one.name));
    return [...new Set(things.filter(isNew).map(({ organizationId }) => organizationId))];
  };
}
