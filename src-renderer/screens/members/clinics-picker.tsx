import { useMemo } from 'react';
import { ClinicChecks } from '../../components/clinic-checks';
import { useClinics } from '../../console/clinics/use-clinics';

/** All clinics that this console shows, to pick from. */
export function ClinicsPicker(props: {
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
  disabled?: boolean;
}) {
  return <ClinicChecks {...props} clinics={useListedClinics()} />;
}

export function useListedClinics(): readonly { id: string; name: string }[] {
  const index = useClinics((state) => state.index);
  const version = useClinics((state) => state.version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the index is the same object throughout
  return useMemo(
    () => [...index.ids()].flatMap((id) => index.get(id)?.row ?? []).map(({ id, name }) => ({ id, name })),
    [index, version],
  );
}
