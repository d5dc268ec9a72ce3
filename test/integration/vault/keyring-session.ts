/** A Secret Service of one's own for a test: a private message bus, and a gnome-keyring whose state the test decides. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** Why there can be no real keyring here; null when there can. */
export function keyringMissing(): string | null {
  if (process.platform !== 'linux') return 'gnome-keyring is tested on Linux';
  const missing = ['dbus-daemon', 'gnome-keyring-daemon'].filter((program) => !has(program));
  return missing.length > 0 ? `${missing.join(' and ')} is not installed` : null;
}

/** An end of the bus and of what was started on it, by the ids of those processes. */
export type KeyringSession = {
  /** Environment of a process that is to see this keyring. */
  readonly env: NodeJS.ProcessEnv;
  /** Starts the keyring; with a password it is unlocked (and made, the first time), without one it stays locked. */
  startKeyring(password: string | null): Promise<void>;
  stopKeyring(): Promise<void>;
  close(): Promise<void>;
};

const ended = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise<void>((resolve) => child.once('close', () => resolve()));

async function stop(child: ChildProcess): Promise<void> {
  child.kill();
  await ended(child);
}

// Without the folders of service files, so that the bus starts nothing by itself.
const busConfiguration = (socket: string) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

/** A bus without any activatable service: what is not started on it is not there. */
export async function startKeyringSession(): Promise<KeyringSession> {
  const folder = mkdtempSync(join(tmpdir(), 'voxanne-keyring-'));
  chmodSync(folder, 0o700);
  for (const name of ['data', 'config', 'run', 'home']) mkdirSync(join(folder, name), { mode: 0o700 });
  const socket = join(folder, 'bus');
  writeFileSync(join(folder, 'bus.conf'), busConfiguration(socket));
  const bus = spawn('dbus-daemon', [`--config-file=${join(folder, 'bus.conf')}`, '--nofork', '--nopidfile'], { stdio: 'ignore' });
  for (let tries = 0; !existsSync(socket) && tries < 200; tries += 1) await wait(25);
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: join(folder, 'home'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}`,
  };
  let keyring: ChildProcess | null = null;

  const owned = () =>
    spawnSync(
      'dbus-send',
      ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'],
      {
        env,
        encoding: 'utf8',
      },
    ).stdout.includes('true');

  return {
    env,
    async startKeyring(password) {
      const args = ['--foreground', '--components=secrets', ...(password === null ? [] : ['--unlock'])];
      keyring = spawn('gnome-keyring-daemon', args, { env, stdio: ['pipe', 'ignore', 'ignore'] });
      keyring.stdin?.end(password ?? '');
      for (let tries = 0; !owned() && tries < 200; tries += 1) await wait(25);
    },
    async stopKeyring() {
      if (keyring) await stop(keyring);
      keyring = null;
    },
    async close() {
      if (keyring) await stop(keyring);
      await stop(bus);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
