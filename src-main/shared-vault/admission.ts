/** Who is in a shared vault: its members, its machines, and what they reach. Each change is one transaction. */
import type { SharedParts } from '../storage/postgres/create-shared-storage';
import { announceChange } from '../storage/postgres/notify';
import { renewClinic } from '../storage/postgres/renew-clinic';
import { requireOrganization } from '../storage/postgres/shared-organizations';
import { createMachineAdmission } from './admit-machines';
import { createMemberAdmission } from './admit-members';
import { note } from './membership-changes';

export function createAdmission(parts: SharedParts) {
  const { database, append } = parts;
  return {
    ...createMemberAdmission(parts),
    ...createMachineAdmission(parts),

    /** A clinic's data key, for the same members: everything of the clinic is sealed and delivered again. */
    renewClinicKey: (organizationId: string): Promise<void> =>
      database.transaction(organizationId, async (tx) => {
        const { name } = await requireOrganization(tx, organizationId);
        await renewClinic(parts, tx, organizationId);
        await append(tx, organizationId, note('clinic.key-renewed', name));
        await announceChange(tx);
      }),
  };
}
