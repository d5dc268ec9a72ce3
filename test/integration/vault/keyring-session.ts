/**
 * A private Secret Service for a test: a private message bus, and a gnome-keyring whose state the test decides.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { busMissing, startMessageBus, stopProcess } from '../../fakes/message-bus.ts';

/** Why there can be no real keyring here; null when there can. */
export const keyringMissing = (): string | null => busMissing('gnome-keyring-daemon');

/** An end of the bus and of what was started on it, by the ids of those processes. */
export type KeyringSession = {
  /** Environment of a process that is to see this keyring. */
  readonly env: NodeJS.ProcessEnv;
  /** Starts the keyring; with a password it is unlocked (and made, the first time), without one it stays locked. */
  startKeyring(password: string | null): Promise<void>;
  stopKeyring(): Promise<void>;
  /** Locks the keyring while it runs, as a person does in its own program. */
  lock(): void;
  /** Unlocks it while it runs, as signing in does: over its control socket, like gnome-keyring's PAM module. */
  unlock(password: string): Promise<void>;
  /** From now on the bus refuses every call to the keyring, or passes them again. */
  forbid(forbidden: boolean): Promise<void>;
  /** From now on the keyring takes every call and answers none, or goes on and answers all of them. */
  hang(hanging: boolean): void;
  /** What is kept in the keyring under a service, by its account. */
  items(service: string): Record<string, string>;
  /** Replaces what is kept there. */
  setItems(service: string, items: Record<string, string>): void;
  close(): Promise<void>;
};

/**
 * One message of the control socket: a byte with this process's credentials, then length, operation and password, with
 * numbers of 32 bits.
 */
function unlockOver(socketFile: string, password: string): Promise<void> {
  const operation = 1;
  const text = Buffer.from(password);
  const head = Buffer.alloc(12);
  head.writeUInt32BE(head.length + text.length, 0);
  head.writeUInt32BE(operation, 4);
  head.writeUInt32BE(text.length, 8);
  return new Promise((resolve, reject) => {
    const socket = connect(socketFile, () => socket.write(Buffer.concat([Buffer.from([0]), head, text])));
    socket.once('error', reject);
    socket.once('data', (answer: Buffer) => {
      socket.end();
      if (answer.readUInt32BE(4) === 0) resolve();
      else reject(new Error('the keyring was not unlocked'));
    });
  });
}

/** A bus without any activatable service: what is not started on it is not there. */
export async function startKeyringSession(): Promise<KeyringSession> {
  const folder = mkdtempSync(join(tmpdir(), 'voxanne-keyring-'));
  chmodSync(folder, 0o700);
  for (const name of ['data', 'config', 'run', 'home']) mkdirSync(join(folder, name), { mode: 0o700 });
  const bus = await startMessageBus(folder);
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: join(folder, 'home'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    DBUS_SESSION_BUS_ADDRESS: bus.address,
  };
  let keyring: ChildProcess | null = null;

  const send = (...message: string[]) =>
    spawnSync('dbus-send', ['--session', '--print-reply', ...message], { env, encoding: 'utf8' });
  const owned = () =>
    send(
      '--dest=org.freedesktop.DBus',
      '/',
      'org.freedesktop.DBus.NameHasOwner',
      'string:org.freedesktop.secrets',
    ).stdout.includes('true');
  const reachable = () =>
    send('--dest=org.freedesktop.secrets', '/org/freedesktop/secrets', 'org.freedesktop.DBus.Peer.Ping').status === 0;
  const keytar = <T>(work: string, given: unknown): T => {
    const keytarFile = createRequire(import.meta.url).resolve('keytar');
    const program = `(async (keytar, given) => { ${work} })
      (require(${JSON.stringify(keytarFile)}), ${JSON.stringify(given)})
      .then((answer) => process.stdout.write(JSON.stringify(answer ?? null)))`;
    const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', program], {
      env,
      encoding: 'utf8',
      timeout: 60_000,
    });
    if (status !== 0) throw new Error(`the keyring could not be reached: ${stderr}`);
    return JSON.parse(stdout);
  };

  /** @throws when it does not come about in a minute, which no computer is too busy for */
  const until = async (what: string, isSo: () => boolean) => {
    const began = performance.now();
    while (!isSo()) {
      if (performance.now() - began > 60_000) throw new Error(`the keyring ${what}`);
      await wait(25);
    }
  };

  return {
    env,
    async startKeyring(password) {
      const args = ['--foreground', '--components=secrets', ...(password === null ? [] : ['--unlock'])];
      keyring = spawn('gnome-keyring-daemon', args, { env, stdio: ['pipe', 'ignore', 'ignore'] });
      keyring.stdin?.end(password ?? '');
      await until('did not start', owned);
    },
    async stopKeyring() {
      if (keyring) await stopProcess(keyring);
      keyring = null;
    },
    lock() {
      const collection = 'array:objpath:/org/freedesktop/secrets/collection/login';
      const { status, stderr } = send(
        '--dest=org.freedesktop.secrets',
        '/org/freedesktop/secrets',
        'org.freedesktop.Secret.Service.Lock',
        collection,
      );
      if (status !== 0) throw new Error(`the keyring was not locked: ${stderr}`);
    },
    unlock: (password) => unlockOver(join(folder, 'run', 'keyring', 'control'), password),
    async forbid(forbidden) {
      bus.follow(forbidden ? '<deny send_destination="org.freedesktop.secrets"/>' : '');
      await until(`is ${forbidden ? 'still' : 'not'} reached`, () => reachable() !== forbidden);
    },
    hang: (hanging) => void keyring?.kill(hanging ? 'SIGSTOP' : 'SIGCONT'),
    items: (service) =>
      keytar<Record<string, string>>(
        'return Object.fromEntries((await keytar.findCredentials(given)).map(({ account, password }) => ' +
          '[account, password]));',
        service,
      ),
    setItems: (service, items) =>
      keytar<void>(
        `for (const { account } of await keytar.findCredentials(given.service))
        await keytar.deletePassword(given.service, account);
         for (const [account, value] of Object.entries(given.items))
        await keytar.setPassword(given.service, account, value);`,
        { service, items },
      ),
    async close() {
      // A stopped process does not receive SIGTERM.
      keyring?.kill('SIGCONT');
      if (keyring) await stopProcess(keyring);
      await bus.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
