/** Services for one open database at a time, closed before those of another are made. */
import { closeAll } from './close-all';
import { createTurns } from './turns';

export type Joined<Key, Services> = {
  /** The services of `key`, made at the first call. @throws what making them throws; the next call tries again */
  for(key: Key): Promise<Services>;
  /** The services that are made; null when none are. */
  current(): Services | null;
  /** Closes those that are made; the next call makes new ones. */
  release(): Promise<void>;
  /** Closes the services of any other key. */
  keep(key: Key | null): void;
  /** For good. */
  close(): Promise<void>;
};

export function createJoined<Key, Services extends { close(): Promise<void> }>({
  make,
  closeFailed,
}: {
  make: (key: Key) => Promise<Services>;
  closeFailed: (thrown: unknown) => void;
}): Joined<Key, Services> {
  const inTurn = createTurns();
  let current: { key: Key; services: Services } | null = null;

  /** Inside a turn. */
  async function closeCurrent(): Promise<void> {
    const closing = current;
    current = null;
    if (closing) await closeAll([() => closing.services.close()], closeFailed);
  }

  return {
    for: (key) =>
      inTurn(async () => {
        if (current?.key === key) return current.services;
        await closeCurrent();
        const services = await make(key);
        current = { key, services };
        return services;
      }),
    current: () => current?.services ?? null,
    release: () => inTurn(closeCurrent),
    keep: (key) => void inTurn(async () => (current !== null && current.key !== key ? closeCurrent() : undefined)),
    close: () => inTurn(closeCurrent),
  };
}
