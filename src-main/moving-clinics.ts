/** The clinics of this computer on their way to the shared vault, as the window asks for it: one move at a time. */
import type { AppErrorData } from '../src-shared/errors';
import type { MoveProgress } from '../src-shared/shared-vault/moving';
import type { Moving } from '../src-shared/vault/moving-view';
import type { Publish } from './events';
import type { ClinicMove } from './shared-vault/move-clinics';
import { notShared } from './vault/not-shared';

/** @param signal aborted when the console closes */
export function createMoving(clinicMove: () => ClinicMove | null, publish: Publish, signal: AbortSignal) {
  let progress: MoveProgress | null = null;
  let ended: Moving['ended'] = null;
  let refused: ReadonlyMap<string, AppErrorData> = new Map();
  let underWay: { work: Promise<void>; stop: AbortController } | null = null;

  const required = (): ClinicMove => {
    const move = clinicMove();
    if (move === null) throw notShared();
    return move;
  };
  function tell(now: MoveProgress | null): void {
    progress = now;
    publish('vault.moveProgress', now);
  }
  async function run(organizationIds: readonly string[], again: boolean, stop: AbortSignal): Promise<void> {
    tell({ done: 0, of: organizationIds.length, name: '' });
    ended = null;
    try {
      const clinics = await required().move({
        organizationIds,
        again,
        signal: AbortSignal.any([signal, stop]),
        told: tell,
        arrived: (organizationId) => publish('organizations.changed', { organizationId }),
      });
      refused = new Map(clinics.flatMap(({ organizationId, error }) => (error ? [[organizationId, error]] : [])));
      const count = (state: (typeof clinics)[number]['state']) => clinics.filter((one) => one.state === state).length;
      ended = { moved: count('moved') + count('moved-before'), refused: count('refused'), left: count('left') };
    } finally {
      tell(null);
    }
  }

  /** @throws AppError `usage.not-shared`, `vault.*` */
  async function view(): Promise<Moving> {
    const move = required();
    // Only the server knows, and all else is known without it.
    const lost = await move.lost().catch(() => new Set<string>());
    const clinics = (await move.list()).map(({ organizationId: id, name, mark }) => ({
      id,
      name,
      state: lost.has(id) ? ('lost' as const) : (mark?.state ?? ('here' as const)),
      error: refused.get(id) ?? null,
    }));
    return { clinics, progress, ended };
  }

  return {
    view,
    /** Answers when it has ended; a second call while one is under way waits for that one. */
    async move(organizationIds: readonly string[], again = false): Promise<Moving> {
      if (underWay === null) {
        const stop = new AbortController();
        const work = run(organizationIds, again, stop.signal).finally(() => {
          underWay = null;
        });
        underWay = { work, stop };
      }
      await underWay.work;
      return view();
    },
    /** The clinic that is under way is finished, the others are left. */
    stop(): void {
      underWay?.stop.abort();
    },
    /** Destroys the copies kept here of clinics that were moved. @throws AppError `shared-vault.move-not-there` */
    async forget(): Promise<Moving> {
      await required().forget(null);
      return view();
    },
  };
}
