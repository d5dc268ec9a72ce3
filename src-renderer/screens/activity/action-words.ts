import { auditActions } from '../../../src-shared/audit/actions';

/** What an entry says happened. An action of another version is spelled out: `vault.key-created` becomes `Vault key created`. */
export function actionWords(action: string): string {
  if (Object.hasOwn(auditActions, action)) return auditActions[action as keyof typeof auditActions];
  const spelled = action.replace(/[._-]+/g, ' ').replace(/\bsms\b/g, 'SMS');
  return spelled.charAt(0).toUpperCase() + spelled.slice(1);
}
