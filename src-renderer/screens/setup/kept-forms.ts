/**
 * What was typed in the steps of the wizard and not saved, for whoever goes back and comes again, until the wizard is
 * left. What is no secret outlives the page too. Secrets are in the page's memory alone, and the lock takes them.
 */
import type { Connection } from '../../../src-shared/credentials/connection';
import type { ProviderId } from '../../../src-shared/primitives';
import type { ProviderDescriptor } from '../../../src-shared/providers/descriptor';
import { voxanne } from '../../bridge';
import type { ClinicForm } from '../../components/clinic-form/clinic-form';
import { draftOf, keepDraft } from '../../components/drafts';
import { hasSecret, publicValues } from './connect-step/connect-form';
import { type ConnectStore, createConnectStore } from './connect-step/connect-store';

export type KeptForms = {
  clinic: ClinicForm | null;
  hotLead: string | null;
  readonly credentials: Map<ProviderId, ConnectStore>;
  /** The wizard is left. */
  forget(): void;
};

const credentialsKey = (organizationId: string, provider: ProviderId) => `${organizationId}/credentials/${provider}`;

export function createKeptForms(organizationId: string): KeptForms {
  const [clinic, hotLead] = [`${organizationId}/clinic`, `${organizationId}/hot-lead`];
  const credentials: KeptForms['credentials'] = new Map();
  return {
    credentials,
    get clinic() {
      return (draftOf(clinic)?.fields as ClinicForm | undefined) ?? null;
    },
    set clinic(typed) {
      keepDraft(clinic, typed);
    },
    get hotLead() {
      return draftOf(hotLead)?.fields.text ?? null;
    },
    set hotLead(text) {
      keepDraft(hotLead, text === null ? null : { text });
    },
    forget() {
      for (const key of [clinic, hotLead, ...[...credentials.keys()].map((id) => credentialsKey(organizationId, id))])
        keepDraft(key, null);
    },
  };
}

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
  const key = credentialsKey(organizationId, descriptor.id);
  const left = draftOf(key);
  if (left !== null) {
    const { methodId = '', hadSecret, ...values } = left.fields;
    made.getState().fill(methodId, values);
    made.setState({ secretsGone: hadSecret !== undefined });
  }
  made.subscribe(({ connect }, before) => {
    if (connect === before.connect) return;
    if (connect.state === 'filling')
      keepDraft(key, {
        methodId: connect.form.methodId,
        ...publicValues(descriptor, connect.form),
        ...(hasSecret(descriptor, connect.form) ? { hadSecret: 'yes' } : {}),
      });
    else if (connect.state === 'saved') keepDraft(key, null);
  });
  credentials.set(descriptor.id, made);
  return made;
}
