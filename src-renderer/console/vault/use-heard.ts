import { useEffect, useRef } from 'react';
import type { VaultHeard } from '../../../src-shared/vault/members';
import { voxanne } from '../../bridge';

/** Calls `listener` with what is heard of the shared vault, as long as the component is there. */
export function useHeard(listener: (heard: VaultHeard) => void): void {
  const newest = useRef(listener);
  newest.current = listener;
  useEffect(() => voxanne.on['vault.heard']((heard) => newest.current(heard)), []);
}
