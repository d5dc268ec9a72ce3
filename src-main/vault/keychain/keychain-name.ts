/** Display name of the OS keychain. */
import { t } from '../../../src-shared/texts/translate';
export function keychainName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return t('Keychain');
  if (platform === 'win32') return t('Credential Manager');
  return t('login keyring');
}
