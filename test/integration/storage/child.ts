/**
 * What the killed processes do. Arguments: what, the profile folder, the keychain folder, and where it kills itself:
 * right after it said a line of this name, or at this step of its work (0: never). What is finished is a line on
 * stdout, with the steps and the time until then.
 */

import { writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { createConnection } from '../../../src-main/storage/connection';
import { migrations } from '../../../src-main/storage/migrations';
import { openDatabase } from '../../../src-main/storage/open-database';
import type { Storage } from '../../../src-main/storage/repositories';
import { openVault } from '../../../src-main/vault/open-vault';
import type { AuditAction } from '../../../src-shared/audit/actions';
import { countSteps } from './counted-steps';
import { createFileKeyStore } from './file-key-store';
import { storageWorker } from './storage-worker';

const [what = '', profileDir = '', keychainDir = '', killAt = '0'] = process.argv.slice(2);
const counted = countSteps(Number(killAt) || 0);
const platform = {
  profileDir,
  actor: 'child',
  version: '0',
  sqliteBinding: undefined,
  storageWorker,
  now: () => new Date(),
};
const note = (action: AuditAction) => ({ action, outcome: 'succeeded' as const, detail: '', simulated: false });
// Written synchronously: the line is out before this process can be killed.
function say(line: Record<string, unknown>): void {
  counted.step();
  writeSync(1, `${JSON.stringify({ ...line, steps: counted.steps(), ms: performance.now() })}\n`);
  if (killAt in line) process.kill(process.pid, 'SIGKILL');
}

async function open(): Promise<Storage> {
  const vault = await openVault({
    platform,
    keyStore: createFileKeyStore(keychainDir, what === 'first-launch' ? 30 : 0),
    kdf: { N: 16, r: 8, p: 1 },
  });
  if (what === 'first-launch') say({ state: vault.state() });
  if (!vault.storage) throw new Error('no storage');
  return vault.storage;
}

/** The credential of round `i`: every part of it carries the number, so that a mixture of two is seen. */
const credential = (i: number) => ({
  provider: 'twilio' as const,
  methodId: 'auth-token',
  choice: `+1415555${String(i).padStart(4, '0')}`,
  metadata: { round: i, padding: 'x'.repeat(3000) },
  accountKey: `AC${i}`,
  keyHint: `${i}`,
  simulated: false,
  verifiedAt: null,
  expiresAt: null,
});

const rung = (i: number) => ({
  provider: 'twilio' as const,
  rung: 'number-owned',
  state: 'proven' as const,
  proof: `${i}`,
  checkedAt: new Date().toISOString(),
  simulated: false,
});

async function main() {
  if (what === 'first-launch') {
    counted.count(true);
    await open();
  } else if (what === 'save' || what === 'number-change') {
    const storage = await open();
    const { id } =
      (await storage.organizations.find('Clinic')) ??
      (await storage.organizations.add({ name: 'Clinic', timeZone: 'UTC', country: 'US' }, note('organization.added')));
    const { credentials } = storage.forOrganization(id);
    const last = await credentials.find('twilio');
    let i = Number(last?.metadata.round ?? 0);
    if (what === 'number-change' && !last)
      await credentials.save(credential(i), { authToken: `${i}` }, [rung(i)], note('credential.added'));
    counted.count(true);
    for (;;) {
      i += 1;
      const { choice, metadata, accountKey } = credential(i);
      if (what === 'save')
        await credentials.save(
          { ...credential(i), accountKey },
          { authToken: `${i}` },
          [rung(i)],
          note('credential.replaced'),
        );
      else await credentials.recordCheck('twilio', { choice, metadata }, [rung(i)], note('credential.checked'));
      say({ done: i });
    }
  } else if (what === 'revoke') {
    const storage = await open();
    const { id } =
      (await storage.organizations.find('Clinic')) ??
      (await storage.organizations.add({ name: 'Clinic', timeZone: 'UTC', country: 'US' }, note('organization.added')));
    const { credentials } = storage.forOrganization(id);
    let i = Number((await credentials.find('twilio'))?.metadata.round ?? 0);
    counted.count(true);
    for (;;) {
      i += 1;
      await credentials.save(credential(i), { authToken: `${i}` }, [rung(i)], note('credential.added'));
      say({ done: i });
      await credentials.revoke('twilio', note('credential.revoked'));
      say({ revoked: i });
    }
  } else if (what === 'intend') {
    const storage = await open();
    const { id } =
      (await storage.organizations.find('Clinic')) ??
      (await storage.organizations.add({ name: 'Clinic', timeZone: 'UTC', country: 'US' }, note('organization.added')));
    const { tests, messages } = storage.forOrganization(id);
    counted.count(true);
    for (;;) {
      const run = await tests.begin(
        {
          provider: 'twilio',
          subject: '+14155550100',
          recipient: '+14155550111',
          simulated: true,
          startedAt: new Date().toISOString(),
          startedBy: 'child',
          steps: [],
        },
        note('test.started'),
      );
      const message = await messages.intend({
        runId: run.id,
        step: 'test-sms',
        from: '+14155550100',
        to: '+14155550111',
        body: 'Hello',
        code: null,
      });
      say({ intended: message.id });
    }
  } else if (what === 'migrate') {
    // A slow step with many rows, so that a kill hits it in the middle.
    const slow = {
      version: migrations.length + 1,
      name: 'slow',
      up(database: Database.Database) {
        database.exec(
          'CREATE TABLE copies (id INTEGER PRIMARY KEY, value TEXT) STRICT; ALTER TABLE settings ADD COLUMN ' +
            "changed_at TEXT; UPDATE settings SET changed_at = 'now'",
        );
        const insert = database.prepare('INSERT INTO copies (value) VALUES (?)');
        for (let i = 0; i < 3000; i += 1) insert.run('y'.repeat(1000));
      },
    };
    counted.count(true);
    say({ started: true });
    const result = await openDatabase(platform, [...migrations, slow]);
    say({ state: result.state });
    if (result.state === 'open') result.connection.database.close();
  } else {
    createConnection(new Database(':memory:'));
    throw new Error(`unknown: ${what}`);
  }
}

main().then(
  () => process.exit(0),
  (thrown) => {
    process.stderr.write(`${thrown instanceof Error ? thrown.stack : thrown}\n`);
    process.exit(1);
  },
);
