/** Reports of a receptionist that the vault refuses, and reports that lie: neither keeps anybody from anything else. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { databasePassword } from '../../../src-shared/shared-vault/database-login';
import { saveCredential } from '../../unit/main/vault/profile';
import { startSharedVault } from './consoles';
import { admitMachine } from './machines';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let owner: pg.Client;

beforeAll(async () => {
  vault = await startSharedVault();
  owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await vault?.close();
});

async function connectedClinic(name: string): Promise<string> {
  const clinic = await vault.anna.addClinic(name);
  await saveCredential((await vault.anna.storage()).forOrganization(clinic));
  return clinic;
}

test('what was used of a clinic that is not the machine’s any more keeps no other report from arriving', async () => {
  const [taken, kept] = [await connectedClinic('Taken'), await connectedClinic('Kept')];
  const files = await admitMachine(vault, 'Reporting', [taken, kept]);
  const receptionist = await openReceptionist({ ...files, pollMs: 200 });
  await receptionist.use(taken, 'twilio', async () => undefined);
  await (await vault.anna.admission()).changeMachineClinics('Reporting', [kept]);
  await expect.poll(() => receptionist.held().find(({ clinicId }) => clinicId === taken)?.revoked).toBe(true);
  await receptionist.use(kept, 'twilio', async () => undefined);
  await receptionist.close();
  const { rows } = await owner.query('SELECT organization_id FROM voxanne.usage');
  expect(rows).toEqual([{ organization_id: kept }]);
});

test.each(['infinity', '-infinity', '0044-03-15 BC', '290000-01-01'])(
  'a receptionist that reports the time %s keeps nobody from reading',
  async (time) => {
    const name = `Lying ${time}`;
    const clinic = await connectedClinic(name);
    const files = await admitMachine(vault, name, [clinic]);
    const { id, keys } = readKeyFile(files.keyFile);
    const url = new URL(files.databaseUrl);
    url.password = await databasePassword(keys);
    const machine = new pg.Client({ connectionString: url.href });
    await machine.connect();
    try {
      await machine.query('BEGIN');
      await machine.query("SELECT set_config('voxanne.clinic', $1, true)", [clinic]);
      const at = [clinic, id, time];
      await machine.query("INSERT INTO voxanne.receipts VALUES ($1, $2, 'twilio', 1, $3)", at);
      await machine.query("INSERT INTO voxanne.usage VALUES ($1, $2, 'twilio', gen_random_uuid(), 1, $3)", at);
      await machine.query(
        "INSERT INTO voxanne.failures VALUES ($1, $2, 'twilio', gen_random_uuid(), 1, '401', $3)",
        at,
      );
      await machine.query('COMMIT');
    } finally {
      await machine.end();
    }
    const standing = await vault.anna.standing();
    const farAway = /^(0001-01-01T00:00:00\.000Z|9999-12-31T23:59:59\.999Z)$/;
    expect(await standing.usesOf(clinic)).toMatchObject([
      { machine: name, lastUsedAt: expect.stringMatching(farAway), loaded: { at: expect.stringMatching(farAway) } },
    ]);
    expect((await standing.machines()).map((machine) => machine.name)).toContain(name);
  },
);
