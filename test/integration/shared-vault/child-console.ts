import { compose } from '../../../src-main/compose';
import { createFileKeyStore } from '../storage/file-key-store';
import { storageWorker } from '../storage/storage-worker';

/** The console of a profile, in a process that may be killed. */
export const composeChild = (profileDir: string, keychain: string, env: Record<string, string> = {}) =>
  compose({
    platform: {
      profileDir,
      actor: 'tester',
      version: '0.0.0',
      sqliteBinding: undefined,
      storageWorker,
      now: () => new Date(),
    },
    env,
    keyStore: createFileKeyStore(keychain),
    publish: () => undefined,
    logger: { info: () => undefined, warn: () => undefined, fault: () => undefined },
    practice: null,
  });
