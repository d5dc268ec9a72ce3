/**
 * Everything that the audit trail records, with its words. A new action is one line here; one that nothing records is
 * no line.
 */
export const auditActions = {
  'organization.added': 'Clinic added',
  'organization.changed': 'Clinic changed',
  'organization.removed': 'Clinic removed',
  'provider.not-needed': 'Provider not needed',
  'provider.needed': 'Provider needed again',
  'credential.verify': 'Credentials verified',
  'credential.added': 'Credentials saved',
  'credential.replaced': 'Credentials replaced',
  'credential.checked': 'Connection checked',
  'credential.renewed': 'Sign-in renewed',
  'credential.revoked': 'Credentials revoked',
  'credential.withdrawn': 'Access withdrawn',
  'credential.signed-in': 'Signed in',
  'sign-in.ended': 'Sign-in ended',
  'test.started': 'Test started',
  'test.passed': 'Test passed',
  'test.failed': 'Test failed',
  'test.unconfirmed': 'Test ended, not all confirmed',
  'test.stopped': 'Test stopped',
  'test.interrupted': 'Test interrupted',
  'test.reconciled': 'Message looked up',
  'test.confirmed-by-code': 'Arrival confirmed by code',
  'settings.name-changed': 'Name shown changed',
  'recovery.exported': 'Recovery kit saved',
  'recovery.restored': 'Restored from a recovery kit',
  'rescue.restored': 'Restored after damage',
  'rescue.deleted': 'Kept files deleted',
  'activity.returned': 'Activity went back',
  'credential.bound': 'Credentials sealed again',
  'credential.came-back': 'Credentials came back',
  'credential.confirmed': 'Credentials confirmed',
  'providers.redirected': 'Providers redirected',
  'member.invited': 'Member invited',
  'member.admitted': 'Member admitted',
  'member.removed': 'Member removed',
  'machine.admitted': 'Receptionist admitted',
  'machine.removed': 'Receptionist removed',
  'update.configured': 'Updates configured',
  'update.downloaded': 'Update downloaded',
  'update.handed-over': 'Update given to the installer',
  'update.installed': 'Update installed',
} as const satisfies Record<string, string>;

export type AuditAction = keyof typeof auditActions;

/** Words for entries that earlier versions recorded: the trail keeps them. */
export const earlierActions: Readonly<Record<string, string>> = {
  'sms-test.started': 'SMS test started',
  'sms-test.finished': 'SMS test finished',
  'sms-test.stopped': 'SMS test stopped',
  'sms-test.interrupted': 'SMS test interrupted',
  'sms-test.reconciled': 'Message looked up',
  'sms-test.confirmed-by-code': 'Arrival confirmed by code',
  'connection-test.started': 'Test started',
  'connection-test.ended': 'Test ended',
};

const words = new Map([...Object.entries(earlierActions), ...Object.entries(auditActions)]);

/**
 * What an entry says happened. An action of another version is spelled out: `vault.key-created` becomes `Vault key
 * created`.
 */
export function actionWords(action: string): string {
  const known = words.get(action);
  if (known !== undefined) return known;
  const spelled = action.replace(/[._-]+/g, ' ').replace(/\bsms\b/g, 'SMS');
  return spelled.charAt(0).toUpperCase() + spelled.slice(1);
}
