import { useEffect, useRef } from 'react';
import type { VaultHeard } from '../../../src-shared/vault/members';
import { voxanne } from '../../bridge';
import type { Loader } from '../../components/loader';

/** Calls `listener` with what is heard of the shared vault, as long as the component is there. */
export function useHeard(listener: (heard: VaultHeard) => void): void {
  const newest = useRef(listener);
  newest.current = listener;
  useEffect(() => voxanne.on['vault.heard']((heard) => newest.current(heard)), []);
}

/** Reads what could not be read once more as soon as the server of the shared vault is heard again. */
export function useHeardAfterFailure<T>(loader: Loader<T>): void {
  useHeard(() => {
    if (loader.getState().loaded.state === 'failed') void loader.reload();
  });
}
