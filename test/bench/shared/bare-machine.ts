/** What a receptionist can't start without: a connection, the rows, and the unsealing of each. Nothing is verified. */
import pg from 'pg';
import { deliveryOf } from '../../../src-receptionist/delivered-rows';
import { readKeyFile } from '../../../src-receptionist/key-file';
import { databasePassword } from '../../../src-shared/shared-vault/database-login';
import { openSealed } from '../../../src-shared/shared-vault/sealing';
import { type Part, statement } from '../../../src-shared/shared-vault/statement';

export async function bareMachine(databaseUrl: string, keyFile: string): Promise<number> {
  const { keys, vault } = readKeyFile(keyFile);
  const url = new URL(databaseUrl);
  url.password = await databasePassword(keys);
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query("SELECT set_config('voxanne.across', 'yes', true)");
  await client.query('SELECT sequence, body, signer, hash, signature FROM voxanne.membership_log ORDER BY sequence');
  const { rows } = await client.query(`SELECT organization_id, machine_id, provider, credential_id, revision,
    head_sequence, head_hash, signer, encode(sealed, 'hex') AS sealed, signature FROM voxanne.deliveries
    ORDER BY organization_id, provider`);
  await client.query('COMMIT');
  let opened = 0;
  for (const row of rows) {
    const { organizationId, provider, credentialId, revision, machineId, head, signer, sealed } = deliveryOf(row);
    const parts: Part[] = [vault?.vaultId ?? '', organizationId, provider, credentialId, revision, machineId];
    const context = statement('delivery', [...parts, head.sequence, head.hash, signer]);
    if (sealed !== null && (await openSealed(keys.receive.private, context, sealed)) !== null) opened += 1;
  }
  await client.end();
  if (opened !== rows.length) throw new Error(`${opened} of ${rows.length} deliveries opened`);
  return opened;
}
