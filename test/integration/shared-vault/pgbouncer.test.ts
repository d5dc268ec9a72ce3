/** The contract of storage, and a receptionist, through PgBouncer in transaction mode. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { noPgBouncer, startPgBouncer } from '../../fakes/pgbouncer';
import { type PostgresServer, startPostgres } from '../../fakes/postgres-server';
import { repositoryContract } from '../../unit/main/storage/repository-contract';
import { note, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault } from './consoles';
import { admitMachine } from './machines';

if (noPgBouncer !== null) console.warn(`Left out: ${noPgBouncer}.`);

describe.skipIf(noPgBouncer !== null)('through PgBouncer', () => {
  let server: PostgresServer;
  let bouncer: Awaited<ReturnType<typeof startPgBouncer>>;
  const opened: Awaited<ReturnType<typeof startSharedVault>>[] = [];

  beforeAll(async () => {
    server = await startPostgres();
    bouncer = await startPgBouncer(server.administratorUrl);
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  afterAll(async () => {
    await bouncer?.close();
    await server?.close();
  });

  /** Provisioned directly, as its administrator does, and reached through the pooler from then on. */
  async function newVault() {
    const vault = await startSharedVault({ server });
    opened.push(vault);
    const file = path.join(vault.anna.profileDir, 'shared-vault.json');
    const contents = JSON.parse(readFileSync(file, 'utf8')) as { address: { port: number } };
    contents.address.port = bouncer.port;
    writeFileSync(file, JSON.stringify(contents), { mode: 0o600 });
    return vault;
  }

  repositoryContract(async () => (await newVault()).anna.storage());

  test('a receptionist works, and hears of changes by asking', async () => {
    const vault = await newVault();
    const clinic = await vault.anna.addClinic('Sunrise Dental');
    const scope = (await vault.anna.storage()).forOrganization(clinic);
    await saveCredential(scope);
    const files = await admitMachine(vault, 'Receptionist', [clinic], bouncer.port);
    const receptionist = await openReceptionist({ ...files, pollMs: 200 });
    const token = () => receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken);
    expect(await token()).toBe(secrets.authToken);
    await saveCredential(scope, { ...secrets, authToken: 'canary-second' });
    await expect.poll(token).toBe('canary-second');
    await scope.credentials.revoke('twilio', note('credential.revoked'));
    await expect.poll(() => receptionist.held()).toMatchObject([{ revoked: true }]);
    await receptionist.close();
  });
});
