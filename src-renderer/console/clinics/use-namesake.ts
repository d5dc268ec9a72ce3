/** Whether another clinic has this name already. Names may repeat: it is said, and nothing is refused. */
import { useEffect, useMemo } from 'react';
import { cleanLine } from '../../../src-shared/pasted';
import { useClinics } from './use-clinics';

const keyOf = (name: string) => cleanLine(name.normalize('NFKC')).toLowerCase();

/** @param ownId the clinic that is edited; null for one that is yet to be made */
export function useNamesake(name: string, ownId: string | null): boolean {
  const phase = useClinics((state) => state.data.phase);
  const version = useClinics((state) => state.version);
  // Opened before the list was ever shown.
  useEffect(() => {
    if (phase === 'loading') void useClinics.getState().load();
  }, [phase]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the index is one object, and `version` its changes
  return useMemo(() => {
    const key = keyOf(name);
    const { index } = useClinics.getState();
    return key !== '' && [...index.ids()].some((id) => id !== ownId && keyOf(index.get(id)?.row.name ?? '') === key);
  }, [name, ownId, version]);
}
