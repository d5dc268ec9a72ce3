/** A clinic and its connections, as the rule of readiness reads them. Pure. */
import type { Connection } from '../credentials/connection';
import type { Organization, SetupStep } from '../organizations/organization';
import { findStep } from '../setup/setup-steps';
import { t } from '../texts/translate';
import type { KnownClinic } from './readiness';

export const knownConnection = ({ ladder, ...connection }: Connection) => ({ ...connection, rungs: ladder.rungs });

/** Where the set-up goes on, by the step's name. */
export function setupStopsAt(step: SetupStep | null): string | null {
  const found = findStep(step);
  return found === null ? null : t(found.label);
}

export const knownClinic = (organization: Organization, connections: readonly Connection[]): KnownClinic => ({
  setupStopsAt: setupStopsAt(organization.setupStep),
  notNeeded: organization.notNeeded.map(({ provider }) => provider),
  connections: connections.map(knownConnection),
  withdrawals: connections.flatMap(({ provider, pendingRevocation }) => (pendingRevocation ? [provider] : [])),
});
