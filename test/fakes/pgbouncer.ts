/** PgBouncer in transaction mode before a server of tests: what a client sets for its session, the next one gets. */
import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asNobody, freePort } from './postgres-server';

const program = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'].find((file) =>
  existsSync(file),
);

/** Why its tests are left out; null where it is installed. */
export const noPgBouncer = program === undefined ? 'PgBouncer is not installed (Debian: apt install pgbouncer)' : null;

export async function startPgBouncer(administratorUrl: string): Promise<{ port: number; close(): Promise<void> }> {
  if (program === undefined) throw new Error(noPgBouncer ?? '');
  const { hostname, port: server, username, password } = new URL(administratorUrl);
  const folder = mkdtempSync(path.join(tmpdir(), 'voxanne-pgbouncer-'));
  const port = await freePort();
  const file = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  // It asks the server for what it checks logins with: those of members are made while it runs.
  const users = file('users.txt', `"${username}" "${decodeURIComponent(password)}"\n`);
  const settings = file(
    'pgbouncer.ini',
    `[databases]
* = host=${hostname} port=${server} auth_user=${username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = 2
max_client_conn = 200
`,
  );
  if (asNobody.uid !== undefined)
    for (const owned of [folder, users, settings]) chownSync(owned, asNobody.uid, asNobody.gid);
  const bouncer = spawn(program, [settings], { ...asNobody, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => bouncer.once('exit', () => resolve()));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    bouncer.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('process up')) resolve();
    });
    bouncer.once('error', reject);
    bouncer.once('exit', () => reject(new Error(`PgBouncer did not start: ${said}`)));
  });
  return {
    port,
    async close() {
      bouncer.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
