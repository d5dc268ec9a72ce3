/** Saving a change of a clinic from a dialog: one at a time, with the error of the last. */
import { useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Organization } from '../../../src-shared/organizations/organization';
import { voxanne } from '../../bridge';

type Change = Omit<Parameters<typeof voxanne.organizations.update>[0], 'organizationId'>;

export function useClinicUpdate({ id }: Organization, onSaved: (organization: Organization) => void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const save = async (change: Change): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const result = await voxanne.organizations.update({ organizationId: id, ...change });
    setBusy(false);
    if (result.ok) onSaved(result.value);
    else setError(result.error);
  };
  return { busy, error, save };
}
