/** The server's disk is full: really, a small file system of its own, to the last page. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Receptionist } from '../../../src-receptionist/api';
import { readKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { openVaultDatabase } from '../../../src-receptionist/vault-database';
import { AppError, type AppErrorData } from '../../../src-shared/errors';
import { asNobody, type PostgresServer, startPostgres } from '../../fakes/postgres-server';
import { codeOf, note, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault } from './consoles';
import { admitMachine } from './machines';

let disk: string | null = null;
let whyNot = '';
let server: PostgresServer;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let receptionist: Receptionist;
let clinic: string;

/** The clinics' database on a disk of its own. Only the superuser may mount, and not in every container. */
beforeAll(async () => {
  if (process.env.VOXANNE_TEST_POSTGRES_URL !== undefined) {
    whyNot = 'the server is not of these tests';
    return;
  }
  const at = mkdtempSync(path.join(tmpdir(), 'voxanne-full-server-'));
  try {
    if (process.platform !== 'linux') throw new Error('a small file system can be mounted on Linux only');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m,mode=0777', 'tmpfs', at], { stdio: 'pipe' });
  } catch (thrown) {
    whyNot = `no small file system can be mounted here: ${thrown instanceof Error ? thrown.message : thrown}`;
    rmSync(at, { recursive: true, force: true });
    return;
  }
  disk = at;
  if (asNobody.uid !== undefined) chownSync(at, asNobody.uid, asNobody.gid);
  const plain = await startPostgres();
  server = {
    ...plain,
    async newDatabase() {
      const place = await plain.newDatabase();
      const owner = new pg.Client({ connectionString: plain.administratorUrl });
      await owner.connect();
      await owner.query(`CREATE TABLESPACE small LOCATION '${at}'`);
      await owner.query(`ALTER DATABASE ${place.database} SET TABLESPACE small`);
      await owner.end();
      return place;
    },
  };
  vault = await startSharedVault({ server });
  clinic = await vault.anna.addClinic('Sunrise Dental');
  await saveCredential(await scope());
}, 120_000);
afterAll(async () => {
  await receptionist?.close();
  await vault?.close();
  await server?.close();
  if (disk === null) return;
  execFileSync('umount', [disk], { stdio: 'pipe' });
  rmSync(disk, { recursive: true, force: true });
});
beforeEach(({ skip }) => {
  if (disk === null) skip(whyNot);
});

const scope = async () => (await vault.anna.storage()).forOrganization(clinic);
const filler = () => path.join(disk ?? '', 'filler');
function fill(): void {
  const descriptor = openSync(filler(), 'a');
  try {
    const block = Buffer.alloc(4096, 1);
    while (statfsSync(disk ?? '').bavail > 0) writeSync(descriptor, block);
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC')) throw thrown;
  } finally {
    closeSync(descriptor);
  }
  chmodSync(filler(), 0o600);
}

/** Works until it is refused: there is some room left in the pages that exist. */
async function refused(work: (turn: number) => Promise<unknown>): Promise<{ data: AppErrorData; turns: number }> {
  for (let turn = 0; turn < 5_000; turn += 1) {
    try {
      await work(turn);
    } catch (thrown) {
      if (thrown instanceof AppError) return { data: thrown.data, turns: turn };
      throw thrown;
    }
  }
  throw new Error('the disk was never full');
}

test('a change is refused by name and undone whole; all is read, and works again with room', async () => {
  const machine = await admitMachine(vault, 'Receptionist', [clinic]);
  receptionist = await openReceptionist({ ...machine, pollMs: 100 });
  const tokenOfMachine = () => receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken);
  fill();
  let saved = secrets.authToken;
  const { data } = await refused(async (turn) => {
    const authToken = `canary ${turn} ${'x'.repeat(2_000)}`;
    await saveCredential(await scope(), { ...secrets, authToken });
    saved = authToken;
  });
  expect(data).toMatchObject({ code: 'shared-vault.disk-full', retryable: true });
  expect(data.fix).toMatch(/make room/);
  expect((await (await scope()).credentials.open('twilio')).fields.authToken).toBe(saved);
  await expect.poll(tokenOfMachine).toBe(saved);
  expect(await (await vault.anna.storage()).audit.verify()).toMatchObject({ intact: true });
  // Nothing is sent whose intent can't be recorded.
  const { data: ofTest } = await refused(async () =>
    (await scope()).tests.begin(
      {
        provider: 'twilio',
        simulated: false,
        startedAt: new Date().toISOString(),
        startedBy: 'x'.repeat(2_000),
        subject: 'x',
        recipient: null,
        steps: [],
      },
      note('test.started', 'y'.repeat(2_000)),
    ),
  );
  expect(ofTest.code).toBe('shared-vault.disk-full');
  // The machine's reports wait, and its own refusal has the name as well.
  const database = openVaultDatabase(machine.databaseUrl, readKeyFile(machine.keyFile));
  const { data: ofMachine } = await refused((turn) =>
    database.report(
      Array.from({ length: 50 }, (_, at) => ({
        ...{ kind: 'failure' as const, clinicId: clinic, provider: 'twilio', revision: 1, code: 'x'.repeat(80) },
        id: `0190a0a0-0000-7000-8000-${String(turn * 100 + at).padStart(12, '0')}`,
        at: new Date().toISOString(),
      })),
    ),
  );
  expect(ofMachine).toMatchObject({ code: 'receptionist.database-full', retryable: true });
  await database.close();

  rmSync(filler());
  await saveCredential(await scope(), { ...secrets, authToken: 'canary with room' });
  await expect.poll(tokenOfMachine).toBe('canary with room');
  expect(await codeOf((await scope()).credentials.revoke('twilio', note('credential.revoked')))).toBe('no error');
  await expect.poll(() => codeOf(tokenOfMachine())).toBe('receptionist.revoked');
  expect(await (await vault.anna.storage()).audit.verify()).toMatchObject({ intact: true });
}, 180_000);
