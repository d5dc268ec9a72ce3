/** The contract of storage, on a shared vault: a database of its own for each test, on one server. */
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type PostgresServer, startPostgres } from '../../fakes/postgres-server';
import { repositoryContract } from '../../unit/main/storage/repository-contract';
import { revocationContract } from '../../unit/main/storage/revocation-contract';
import { startSharedVault } from './consoles';

let server: PostgresServer;
const opened: Awaited<ReturnType<typeof startSharedVault>>[] = [];

beforeAll(async () => {
  server = await startPostgres();
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});
afterAll(() => server.close());

async function newStorage() {
  const vault = await startSharedVault({ server });
  opened.push(vault);
  return vault.anna.storage();
}

repositoryContract(newStorage);
revocationContract(newStorage);
