import { useMemo } from 'react';
import { useClinics } from './use-clinics';

/** All clinics that this console shows, by name and id. */
export function useListedClinics(): readonly { id: string; name: string }[] {
  const index = useClinics((state) => state.index);
  const version = useClinics((state) => state.version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the index is the same object throughout
  return useMemo(
    () => [...index.ids()].flatMap((id) => index.get(id)?.row ?? []).map(({ id, name }) => ({ id, name })),
    [index, version],
  );
}
