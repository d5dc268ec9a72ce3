/** A clinic and its connections, as the rule of readiness reads them. Pure. */
import type { Connection } from '../credentials/connection';
import type { Organization } from '../organizations/organization';
import { findStep } from '../setup/setup-steps';
import type { KnownClinic } from './readiness';

export const knownConnection = ({ ladder, ...connection }: Connection) => ({ ...connection, rungs: ladder.rungs });

export const knownClinic = (organization: Organization, connections: readonly Connection[]): KnownClinic => ({
  setupStopsAt: findStep(organization.setupStep)?.label ?? null,
  notNeeded: organization.notNeeded.map(({ provider }) => provider),
  connections: connections.map(knownConnection),
  withdrawals: connections.flatMap(({ provider, pendingRevocation }) => (pendingRevocation ? [provider] : [])),
});
