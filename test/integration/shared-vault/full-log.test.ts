/**
 * The disk of the server's log is full: PostgreSQL ends itself then. Started by itself or by somebody, it recovers, for
 * which it needs room as well, and ends again until there is some.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Receptionist } from '../../../src-receptionist/api';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { asNobody, type PostgresServer, startPostgres } from '../../fakes/postgres-server';
import { clinicWithCredential, codeOf, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault } from './consoles';
import { admitMachine } from './machines';
import { mountServerDisk, refused, type ServerDisk } from './server-disk';

let disk: ServerDisk | string;
let folder: string;
let server: PostgresServer;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let receptionist: Receptionist | null = null;
let clinic: string;

beforeAll(async () => {
  const mounted = mountServerDisk(80);
  disk = mounted;
  if (typeof mounted === 'string') return;
  folder = mkdtempSync(path.join(tmpdir(), 'voxanne-full-log-'));
  // What was written is not used again, so the log soon needs a file more. A server that ended stays so.
  const options = { folder, isDurable: true, settings: { wal_recycle: 'off', restart_after_crash: 'off' } };
  // Made, and with its log moved to the small disk while it is stopped.
  await (await startPostgres(null, options)).stop();
  const [log, onDisk] = [path.join(folder, 'data/pg_wal'), path.join(mounted.at, 'pg_wal')];
  cpSync(log, onDisk, { recursive: true });
  chmodSync(onDisk, 0o700);
  if (asNobody.uid !== undefined) execFileSync('chown', ['-R', `${asNobody.uid}:${asNobody.gid}`, onDisk]);
  rmSync(log, { recursive: true });
  symlinkSync(onDisk, log);
  server = await startPostgres(null, options);
  vault = await startSharedVault({ server });
  clinic = await vault.anna.addClinic('Sunrise Dental');
  await saveCredential(await scope());
}, 120_000);
afterAll(async () => {
  // A server that is still there writes what it needs before it ends.
  if (typeof disk === 'object') disk.free();
  await receptionist?.close();
  await vault?.close();
  await server?.close();
  if (typeof disk !== 'object') return;
  disk.unmount();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(({ skip }) => {
  if (typeof disk === 'string') skip(disk);
});

const scope = async () => (await vault.anna.storage()).forOrganization(clinic);

test('a server that ended for want of room is away; nothing confirmed is lost, and all goes on', async () => {
  if (typeof disk === 'string') return;
  const { anna } = vault;
  const machine = await admitMachine(vault, 'Receptionist', [clinic]);
  receptionist = await openReceptionist({ ...machine, pollMs: 100 });
  const { vault: own, moving } = await anna.workspace();
  const { organizationId: moved } = await clinicWithCredential(own.requireStorage(), 'Moved meanwhile');
  disk.fill();
  let confirmed = secrets.authToken;
  let asked = confirmed;
  const { data } = await refused(async (turn) => {
    asked = `canary ${turn} ${'x'.repeat(400_000)}`;
    await saveCredential(await scope(), { ...secrets, authToken: asked });
    confirmed = asked;
  });
  // Told by the server while it ends, or by its silence.
  expect(data.code).toMatch(/^shared-vault\.(?:disk-full|unreachable)$/);
  await expect.poll(() => server.said(), { timeout: 30_000 }).toContain('database system is shut down');
  expect(server.said()).toMatch(/PANIC: .*No space left on device/);
  // Who asks meanwhile is told the same, keeps what is here, and a receptionist works on.
  expect(await codeOf(moving.move([moved]))).toBe('shared-vault.unreachable');
  expect([confirmed, asked]).toContain(
    await receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken),
  );

  await server.stop();
  await expect(server.start()).rejects.toThrow('No space left on device');
  disk.free();
  await server.start();
  const { authToken } = (await (await scope()).credentials.open('twilio')).fields;
  // The one whose answer never came is saved whole, or not at all.
  expect([confirmed, asked]).toContain(authToken);
  await saveCredential(await scope(), { ...secrets, authToken: 'canary with room' });
  expect((await moving.move([moved])).ended).toMatchObject({ moved: 1, refused: 0 });
  await expect
    .poll(() => receptionist?.use(clinic, 'twilio', async ({ fields }) => fields.authToken))
    .toBe('canary with room');
  expect(await (await anna.storage()).audit.verify()).toMatchObject({ intact: true });
}, 120_000);
