/** What an entry of the audit trail says happened, in words. */
const words: Record<string, string> = {
  'organization.added': 'Clinic added',
  'organization.updated': 'Clinic changed',
  'organization.removed': 'Clinic removed',
  'credential.added': 'Credentials saved',
  'credential.verified': 'Credentials verified',
  'credential.replaced': 'Credentials replaced',
  'credential.revoked': 'Credentials revoked',
  'credential.withdrawn': 'Withdrawal of access',
  'credential.checked': 'Connection checked',
  'credential.opened': 'Credentials used',
  'sms-test.started': 'SMS test started',
  'sms-test.finished': 'SMS test finished',
  'sms-test.stopped': 'SMS test stopped',
  'recovery.exported': 'Recovery kit saved',
  'recovery.restored': 'Restored from a recovery kit',
  'rescue.restored': 'Restored after damage',
};

/** An action without words of its own is spelled out from its name: `vault.key-created` becomes `Vault key created`. */
export function actionWords(action: string): string {
  const known = words[action];
  if (known !== undefined) return known;
  const spelled = action.replace(/[._-]+/g, ' ').replace(/\bsms\b/g, 'SMS');
  return spelled.charAt(0).toUpperCase() + spelled.slice(1);
}
