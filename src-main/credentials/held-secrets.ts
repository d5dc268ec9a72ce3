/**
 * Secrets that are not saved yet: from a file import or a verification, in memory, for 15 minutes at most. The window
 * holds only the id, so a secret that came from a file never enters it, and one that was typed can leave it after
 * `Verify`.
 */
import { v7 as uuid } from 'uuid';

export type HeldSecrets<T> = {
  /** Keeps a value; returns its id and when it will be forgotten. */
  hold(value: T): { id: string; expiresAt: string };
  /** The value, if it is still kept. */
  find(id: string): T | null;
  forget(id: string): void;
  /** Forgets all, and keeps nothing from now on: a call may still be under way when the console locks. */
  close(): void;
};

const minutes = 60_000;

/** @param capacity how many are kept at once; the oldest goes first */
export function createHeldSecrets<T>(now: () => Date, lifetimeMs = 15 * minutes, capacity = 50): HeldSecrets<T> {
  const held = new Map<string, { value: T; until: number }>();
  let isClosed = false;
  const dropExpired = () => {
    for (const [id, { until }] of held) if (until <= now().getTime()) held.delete(id);
  };
  return {
    hold(value) {
      dropExpired();
      const oldest = held.keys().next().value;
      if (held.size >= capacity && oldest !== undefined) held.delete(oldest);
      const id = uuid();
      const until = now().getTime() + lifetimeMs;
      if (!isClosed) held.set(id, { value, until });
      return { id, expiresAt: new Date(until).toISOString() };
    },
    find(id) {
      dropExpired();
      return held.get(id)?.value ?? null;
    },
    forget: (id) => void held.delete(id),
    close() {
      isClosed = true;
      held.clear();
    },
  };
}
