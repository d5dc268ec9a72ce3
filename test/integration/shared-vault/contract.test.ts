/**
 * The contract of storage, on a shared vault: a database of its own for each test, on one server. On the newest
 * PostgreSQL, and on Debian's where that is installed: the oldest that a vault takes.
 */
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { debianPostgres, noDebianPostgres, type PostgresServer, startPostgres } from '../../fakes/postgres-server';
import { repositoryContract } from '../../unit/main/storage/repository-contract';
import { revocationContract } from '../../unit/main/storage/revocation-contract';
import { startSharedVault } from './consoles';

if (noDebianPostgres !== null) console.warn(`Left out: ${noDebianPostgres}.`);

function onServer(start: () => Promise<PostgresServer>): void {
  let server: PostgresServer;
  const opened: Awaited<ReturnType<typeof startSharedVault>>[] = [];

  beforeAll(async () => {
    server = await start();
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  afterAll(() => server?.close());

  async function newStorage() {
    const vault = await startSharedVault({ server });
    opened.push(vault);
    return vault.anna.storage();
  }

  repositoryContract(newStorage);
  revocationContract(newStorage);
}

describe('on the newest PostgreSQL', () => onServer(() => startPostgres()));
describe.skipIf(debianPostgres === null)(`on Debian’s PostgreSQL ${debianPostgres?.version ?? ''}`, () =>
  onServer(() => startPostgres(null, { from: 'debian' })),
);
