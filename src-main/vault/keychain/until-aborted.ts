/** A key store whose calls are aborted by `signal`, so that closing does not wait for an unanswered dialog. */
import type { KeyStore } from './key-store';

export function untilAborted(keyStore: KeyStore, signal: AbortSignal): KeyStore {
  const aborted = new Promise<{ state: 'unavailable' }>((resolve) => {
    if (signal.aborted) resolve({ state: 'unavailable' });
    signal.addEventListener('abort', () => resolve({ state: 'unavailable' }), { once: true });
  });
  return {
    name: keyStore.name,
    read: (account) => Promise.race([keyStore.read(account), aborted]),
    write: (account, value) => Promise.race([keyStore.write(account, value), aborted]),
    probe: () => Promise.race([keyStore.probe(), aborted]),
  };
}
