/** Turns of refreshing a sign-in: two machines or consoles at once could end it. */
import { setTimeout as wait } from 'node:timers/promises';
import type { ProviderId } from '../src-shared/primitives';
import { refreshIsBusy } from './receptionist-errors';
import type { VaultDatabase } from './vault-database';

/** How long a refresh waits for another's, longer than that one's turn lasts, and how often it asks. */
const patienceMs = 75_000;
const pollMs = 200;

/** @param readAgain who had the turn before may have been given another token */
export function createRefreshTurns(database: Pick<VaultDatabase, 'takeTurn'>, readAgain: () => Promise<void>) {
  /** Runs a refresh in its turn: in an outage of the database there is none. */
  return async function inTurn<T>(clinicId: string, provider: ProviderId, work: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + patienceMs;
    for (let hasWaited = false; ; hasWaited = true) {
      const turn = await database.takeTurn(clinicId, provider);
      if (turn === null) {
        if (performance.now() >= deadline) throw refreshIsBusy(provider, clinicId);
        await wait(pollMs);
        continue;
      }
      try {
        if (hasWaited) await readAgain();
        return await work();
      } finally {
        await turn.giveBack();
      }
    }
  };
}
