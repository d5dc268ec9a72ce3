import { auditActions, earlierActions } from '../../../src-shared/audit/actions';

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
