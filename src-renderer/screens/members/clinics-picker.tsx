import { ClinicChecks } from '../../components/clinic-checks';
import { useListedClinics } from '../../console/clinics/use-listed-clinics';

/** All clinics that this console shows, to pick from. */
export function ClinicsPicker(props: {
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
  disabled?: boolean;
}) {
  return <ClinicChecks {...props} clinics={useListedClinics()} />;
}
