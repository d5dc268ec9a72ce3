/** A message bus of a test's own: without the folders of service files, so that it starts nothing by itself. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** Why there can be no bus with these programs here; null when there can. */
export function busMissing(...programs: string[]): string | null {
  if (process.platform !== 'linux') return 'there is no message bus but on Linux';
  const missing = ['dbus-daemon', ...programs].filter((program) => !has(program));
  return missing.length > 0 ? `${missing.join(' and ')} is not installed` : null;
}

export type MessageBus = {
  readonly socket: string;
  readonly address: string;
  /** From now on these rules hold as well. */
  follow(rules: string): void;
  close(): Promise<void>;
};

export async function stopProcess(child: ChildProcess): Promise<void> {
  child.kill();
  if (child.exitCode === null && child.signalCode === null)
    await new Promise<void>((resolve) => child.once('close', () => resolve()));
}

const configuration = (socket: string, rules: string) => `<!DOCTYPE busconfig
 PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    ${rules}
  </policy>
</busconfig>
`;

/** @param folder in which its socket lies, under `name` */
export async function startMessageBus(folder: string, name = 'bus'): Promise<MessageBus> {
  const socket = join(folder, name);
  const file = `${socket}.conf`;
  // Of a bus that was here before.
  rmSync(socket, { force: true });
  writeFileSync(file, configuration(socket, ''));
  const args = [`--config-file=${file}`, '--nofork', '--nopidfile', '--print-address=1'];
  const bus = spawn('dbus-daemon', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaints = '';
  bus.stderr.on('data', (piece: Buffer) => {
    complaints += piece.toString();
  });
  // It prints its address when it listens: its socket is there a moment before.
  await new Promise<void>((resolve, reject) => {
    bus.stdout.once('data', () => resolve());
    bus.once('error', reject);
    bus.once('close', (code, signal) => reject(new Error(`the bus ended with ${code ?? signal}: ${complaints}`)));
  });
  return {
    socket,
    address: `unix:path=${socket}`,
    follow(rules) {
      writeFileSync(file, configuration(socket, rules));
      bus.kill('SIGHUP');
    },
    close: () => stopProcess(bus),
  };
}
