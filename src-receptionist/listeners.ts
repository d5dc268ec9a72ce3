/** The backend, listening to its receptionist. */
import type { ReceptionistEvents } from './api';

type Listener<Name extends keyof ReceptionistEvents> = (event: ReceptionistEvents[Name]) => void;

export function createListeners() {
  const listeners: { [Name in keyof ReceptionistEvents]: Set<Listener<Name>> } = {
    changed: new Set(),
    revoked: new Set(),
    stale: new Set(),
  };
  return {
    tell<Name extends keyof ReceptionistEvents>(name: Name, event: ReceptionistEvents[Name]): void {
      for (const listener of listeners[name])
        try {
          listener(event);
        } catch (thrown) {
          // A fault of the backend's, told as one. What is to be done here is done all the same.
          queueMicrotask(() => {
            throw thrown;
          });
        }
    },
    /** @returns what ends it */
    on<Name extends keyof ReceptionistEvents>(name: Name, listener: Listener<Name>): () => void {
      listeners[name].add(listener);
      return () => void listeners[name].delete(listener);
    },
  };
}
