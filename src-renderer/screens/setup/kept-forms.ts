/**
 * What was typed in the steps of the wizard and not saved, for whoever goes back and comes again. It may hold secrets,
 * so it is in the page's memory alone: it ends with the wizard, and the lock loads the page anew.
 */
import type { Connection } from '../../../src-shared/credentials/connection';
import type { ProviderId } from '../../../src-shared/primitives';
import type { ProviderDescriptor } from '../../../src-shared/providers/descriptor';
import { voxanne } from '../../bridge';
import type { ClinicForm } from '../../components/clinic-form/clinic-form';
import { type ConnectStore, createConnectStore } from './connect-step/connect-store';

export type KeptForms = {
  clinic: ClinicForm | null;
  hotLead: string | null;
  readonly credentials: Map<ProviderId, ConnectStore>;
};

export const createKeptForms = (): KeptForms => ({ clinic: null, hotLead: null, credentials: new Map() });

/** The form of a provider's credentials as it was left; an empty one once they are stored. */
export function keptConnectStore(
  { credentials }: KeptForms,
  descriptor: ProviderDescriptor,
  organizationId: string,
  known?: Connection['known'],
): ConnectStore {
  const kept = credentials.get(descriptor.id);
  if (kept !== undefined && kept.getState().connect.state !== 'saved') return kept;
  const made = createConnectStore(voxanne, descriptor, organizationId, known);
  credentials.set(descriptor.id, made);
  return made;
}
