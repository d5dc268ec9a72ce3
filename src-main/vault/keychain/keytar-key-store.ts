/**
 * The operating system's keychain through keytar: Keychain on macOS, Credential Manager on Windows, the Secret Service
 * on Linux.
 */
import type { KeyReadResult, KeyStore, KeyStoreFailure, KeyWriteResult } from './key-store';
import { keychainFailure } from './keychain-failures';
import { keychainName } from './keychain-name';

/**
 * Name of the keys in the keychain. Tests on a desktop that has one keychain for everything keep theirs apart by
 * another name.
 */
export const keychainService = 'Voxanne Console';

/** An entry without a secret, written and removed to test whether the keychain is unlocked. */
const probeAccount = 'keychain-check';

type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>;

export type KeytarOptions = {
  /**
   * How long one call may take, in milliseconds. A keychain can hang, for example behind a dialog on another screen.
   */
  timeoutMs?: number;
  /** Loads keytar at first use, since its native part costs start-up time. */
  load?: () => Promise<Keytar>;
  platform?: NodeJS.Platform;
  service?: string;
};

async function loadKeytar(): Promise<Keytar> {
  const module = await import('keytar');
  // A CommonJS module: bundlers and Node put its exports in different places.
  return 'default' in module ? (module.default as Keytar) : module;
}

/** A {@link KeyStore} over the keychain of the signed-in person. */
export function createKeytarKeyStore({
  timeoutMs = 10_000,
  load = loadKeytar,
  platform = process.platform,
  service = process.env.VOXANNE_KEYCHAIN_SERVICE || keychainService,
}: KeytarOptions = {}): KeyStore {
  // A hanging call occupies one of libuv's few threads, so repeated calls share it.
  const underWay = new Map<string, Promise<unknown>>();

  async function call<T>(
    name: string,
    work: (keytar: Keytar) => Promise<T>,
  ): Promise<{ state: 'answered'; value: T } | KeyStoreFailure> {
    const running = (underWay.get(name) as Promise<T> | undefined) ?? load().then(work);
    underWay.set(name, running);
    const forget = () => {
      if (underWay.get(name) === running) underWay.delete(name);
    };
    const settled = running.then(forget, forget);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<KeyStoreFailure>((resolve) => {
      timer = setTimeout(() => resolve({ state: 'timed-out', settled }), timeoutMs);
    });
    try {
      return await Promise.race([running.then((value) => ({ state: 'answered' as const, value })), late]);
    } catch (thrown) {
      return { state: keychainFailure(thrown) };
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    get name() {
      return keychainName(platform);
    },

    async read(account): Promise<KeyReadResult> {
      const answer = await call(`read ${account}`, (keytar) => keytar.getPassword(service, account));
      if (answer.state !== 'answered') return answer;
      return answer.value === null ? { state: 'absent' } : { state: 'found', value: answer.value };
    },

    async write(account, value): Promise<KeyWriteResult> {
      const answer = await call(`write ${account}`, (keytar) => keytar.setPassword(service, account, value));
      return answer.state === 'answered' ? { state: 'stored' } : answer;
    },

    async probe() {
      // Only the Secret Service answers "absent" for a locked keyring; the others say that they are locked.
      if (platform === 'darwin' || platform === 'win32') return { state: 'open' };
      const answer = await call('probe', async (keytar) => {
        await keytar.setPassword(service, probeAccount, 'open');
        await keytar.deletePassword(service, probeAccount);
      });
      return answer.state === 'answered' ? { state: 'open' } : answer;
    },
  };
}
