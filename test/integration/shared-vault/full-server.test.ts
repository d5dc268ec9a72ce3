/** The server's disk is full: really, a small file system of its own, to the last page. */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Receptionist } from '../../../src-receptionist/api';
import { readKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { openVaultDatabase } from '../../../src-receptionist/vault-database';
import { type PostgresServer, startPostgres } from '../../fakes/postgres-server';
import { clinicWithCredential, codeOf, note, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault } from './consoles';
import { admitMachine } from './machines';
import { mountServerDisk, refused, type ServerDisk } from './server-disk';

let disk: ServerDisk | string;
let server: PostgresServer;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let receptionist: Receptionist;
let clinic: string;

/** The clinics' database on a disk of its own. */
beforeAll(async () => {
  const mounted = mountServerDisk(40);
  disk = mounted;
  if (typeof mounted === 'string') return;
  const plain = await startPostgres();
  server = {
    ...plain,
    async newDatabase() {
      const place = await plain.newDatabase();
      const owner = new pg.Client({ connectionString: plain.administratorUrl });
      await owner.connect();
      await owner.query(`CREATE TABLESPACE small LOCATION '${mounted.at}'`);
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
  if (typeof disk !== 'string') disk.unmount();
});
beforeEach(({ skip }) => {
  if (typeof disk === 'string') skip(disk);
});

function theDisk(): ServerDisk {
  if (typeof disk === 'string') throw new Error(disk);
  return disk;
}

const scope = async () => (await vault.anna.storage()).forOrganization(clinic);

test('a change is refused by name and undone whole; all is read, and works again with room', async () => {
  const machine = await admitMachine(vault, 'Receptionist', [clinic]);
  receptionist = await openReceptionist({ ...machine, pollMs: 100 });
  const tokenOfMachine = () => receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken);
  theDisk().fill();
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

  theDisk().free();
  await saveCredential(await scope(), { ...secrets, authToken: 'canary with room' });
  await expect.poll(tokenOfMachine).toBe('canary with room');
  expect(await codeOf((await scope()).credentials.revoke('twilio', note('credential.revoked')))).toBe('no error');
  await expect.poll(() => codeOf(tokenOfMachine())).toBe('receptionist.revoked');
  expect(await (await vault.anna.storage()).audit.verify()).toMatchObject({ intact: true });
}, 180_000);

test('a move ends at the clinic that finds no room, by name: it and the others move once there is', async () => {
  const { anna } = vault;
  const { vault: own, moving } = await anna.workspace();
  const local = own.requireStorage();
  const tokens = new Map<string, string>();
  for (let at = 0; at < 30; at += 1) {
    const scope = await clinicWithCredential(local, `Moving ${String(at).padStart(2, '0')}`);
    const authToken = `canary ${at} ${'x'.repeat(300_000)}`;
    await saveCredential(scope, { ...secrets, authToken });
    tokens.set(scope.organizationId, authToken);
  }
  theDisk().fill();
  const ids = [...tokens.keys()];
  const first = await moving.move(ids);
  theDisk().free();
  expect(first.ended).toMatchObject({ refused: 1 });
  expect(first.ended?.left).toBeGreaterThan(0);
  const [stopped] = first.clinics.filter(({ error }) => error !== null);
  expect(stopped?.error).toMatchObject({ code: 'shared-vault.disk-full', fix: expect.stringContaining('make room') });
  for (const [id, token] of tokens)
    expect((await local.forOrganization(id).credentials.open('twilio')).fields.authToken).toBe(token);
  // What did not arrive is used here as before.
  await local.organizations.update(stopped?.id ?? '', { name: 'Renamed here' }, note('organization.changed'));

  expect((await moving.move(ids)).ended).toMatchObject({ refused: 0, left: 0 });
  const shared = await anna.storage();
  for (const [id, token] of tokens)
    expect((await shared.forOrganization(id).credentials.open('twilio')).fields.authToken).toBe(token);
  expect((await shared.organizations.get(stopped?.id ?? ''))?.name).toBe('Renamed here');
  for (const { audit } of [local, shared]) expect(await audit.verify()).toMatchObject({ intact: true });
});
