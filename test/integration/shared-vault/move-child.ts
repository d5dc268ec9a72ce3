/**
 * Moves the clinics of a profile and, where a number is given, kills itself at that point: before and after each
 * statement to the server, and before and after each step on this computer.
 */
import pg from 'pg';
import { compose } from '../../../src-main/compose';
import { createFileKeyStore } from '../storage/file-key-store';
import { storageWorker } from '../storage/storage-worker';

const [profileDir = '', keychain = '', killAt = '0'] = process.argv.slice(2);
let points = 0;
const point = () => {
  points += 1;
  if (points === Number(killAt)) process.kill(process.pid, 'SIGKILL');
};
function watched<T>(work: () => T): T {
  point();
  const result = work();
  if (!(result instanceof Promise)) return result;
  return result.then((value) => {
    point();
    return value;
  }) as T;
}

async function main() {
  const workspace = await compose({
    platform: {
      profileDir,
      actor: 'tester',
      version: '0.0.0',
      sqliteBinding: undefined,
      storageWorker,
      now: () => new Date(),
    },
    env: {},
    keyStore: createFileKeyStore(keychain),
    publish: () => undefined,
    logger: { info: () => undefined, warn: () => undefined, fault: () => undefined },
    practice: null,
  });
  const { moves } = workspace.vault.requireStorage();
  const move = workspace.clinicMove();
  if (move === null || moves === null) throw new Error('in no shared vault');
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...args: unknown[]) {
      return watched(() => query.apply(this, args));
    },
  });
  for (const name of ['begin', 'finish', 'abandon'] as const) {
    const step = moves[name] as (...args: unknown[]) => Promise<unknown>;
    Object.assign(moves, { [name]: (...args: unknown[]) => watched(() => step(...args)) });
  }
  const clinics = await move.move({ organizationIds: null, signal: new AbortController().signal });
  await workspace.close();
  process.stdout.write(`${JSON.stringify({ points, clinics })}\n`);
}

void main();
