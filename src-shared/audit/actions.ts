/**
 * Everything that the audit trail records, with its words. A new action is one line here; one that nothing records is
 * no line.
 */
import { type Text, t, text } from '../texts/translate.ts';
export const auditActions = {
  'organization.added': text('Clinic added'),
  'organization.changed': text('Clinic changed'),
  'organization.removed': text('Clinic removed'),
  'organization.moved': text('Clinic moved to the shared vault'),
  'organization.forgotten': text('Rest of a moved clinic deleted'),
  'provider.not-needed': text('Provider not needed'),
  'provider.needed': text('Provider needed again'),
  'credential.verify': text('Credentials verified'),
  'credential.added': text('Credentials saved'),
  'credential.replaced': text('Credentials replaced'),
  'credential.checked': text('Connection checked'),
  'credential.renewed': text('Sign-in renewed'),
  'credential.revoked': text('Credentials revoked'),
  'credential.withdrawn': text('Access withdrawn'),
  'credential.signed-in': text('Signed in'),
  'sign-in.ended': text('Sign-in ended'),
  'test.started': text('Test started'),
  'test.passed': text('Test passed'),
  'test.failed': text('Test failed'),
  'test.unconfirmed': text('Test ended, not all confirmed'),
  'test.stopped': text('Test stopped'),
  'test.interrupted': text('Test interrupted'),
  'test.reconciled': text('Message looked up'),
  'test.confirmed-by-code': text('Arrival confirmed by code'),
  'settings.name-changed': text('Name shown changed'),
  'recovery.exported': text('Recovery kit saved'),
  'recovery.restored': text('Restored from a recovery kit'),
  'rescue.restored': text('Restored after damage'),
  'rescue.deleted': text('Kept files deleted'),
  'clinic.key-renewed': text('Clinic sealed again under a new key'),
  'activity.returned': text('Activity went back'),
  'credential.bound': text('Credentials sealed again'),
  'credential.came-back': text('Credentials came back'),
  'credential.confirmed': text('Credentials confirmed'),
  'providers.redirected': text('Providers redirected'),
  'member.invited': text('Member invited'),
  'member.invitation-withdrawn': text('Invitation withdrawn'),
  'member.admitted': text('Member admitted'),
  'member.scope-changed': text('Member’s clinics changed'),
  'member.keys-withdrawn': text('Member’s keys withdrawn'),
  'member.keys-replaced': text('Member’s keys replaced'),
  'member.removed': text('Member removed'),
  'machine.admitted': text('Receptionist admitted'),
  'machine.clinics-changed': text('Receptionist’s clinics changed'),
  'machine.keys-replaced': text('Receptionist’s keys replaced'),
  'machine.removed': text('Receptionist removed'),
  'update.configured': text('Updates configured'),
  'update.downloaded': text('Update downloaded'),
  'update.handed-over': text('Update given to the installer'),
  'update.installed': text('Update installed'),
} as const satisfies Record<string, Text>;

export type AuditAction = keyof typeof auditActions;

/** Words for entries that earlier versions recorded: the trail keeps them. */
export const earlierActions: Readonly<Record<string, Text>> = {
  'sms-test.started': text('SMS test started'),
  'sms-test.finished': text('SMS test finished'),
  'sms-test.stopped': text('SMS test stopped'),
  'sms-test.interrupted': text('SMS test interrupted'),
  'sms-test.reconciled': text('Message looked up'),
  'sms-test.confirmed-by-code': text('Arrival confirmed by code'),
  'connection-test.started': text('Test started'),
  'connection-test.ended': text('Test ended'),
};

const words = new Map<string, Text>([...Object.entries(earlierActions), ...Object.entries(auditActions)]);

/**
 * What an entry says happened. An action of another version is spelled out: `vault.key-created` becomes `Vault key
 * created`.
 */
export function actionWords(action: string): string {
  const known = words.get(action);
  if (known !== undefined) return t(known);
  const spelled = action.replace(/[._-]+/g, ' ').replace(/\bsms\b/g, 'SMS');
  return spelled.charAt(0).toUpperCase() + spelled.slice(1);
}
