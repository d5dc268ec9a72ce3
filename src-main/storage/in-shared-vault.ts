/** Whether a profile belongs to a shared vault. Every start asks; the rest is read only where it does. */
import { existsSync } from 'node:fs';
import path from 'node:path';

export const sharedVaultFile = (profileDir: string) => path.join(profileDir, 'shared-vault.json');

export const isInSharedVault = (profileDir: string): boolean => existsSync(sharedVaultFile(profileDir));
