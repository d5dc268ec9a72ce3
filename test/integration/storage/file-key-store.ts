/** A keychain that several processes share and that survives a kill: one file a key, written whole or not at all. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyStore } from '../../../src-main/vault/keychain/key-store';

export function createFileKeyStore(folder: string, delayMs = 0): KeyStore {
  mkdirSync(folder, { recursive: true });
  const fileOf = (account: string) => join(folder, encodeURIComponent(account));
  const pause = () => new Promise((resolve) => setTimeout(resolve, delayMs));
  return {
    name: 'file keychain',
    async read(account) {
      await pause();
      return existsSync(fileOf(account))
        ? { state: 'found', value: readFileSync(fileOf(account), 'utf8') }
        : { state: 'absent' };
    },
    async write(account, value) {
      await pause();
      const part = `${fileOf(account)}.${process.pid}.part`;
      writeFileSync(part, value);
      renameSync(part, fileOf(account));
      return { state: 'stored' };
    },
    probe: async () => ({ state: 'open' }),
  };
}
