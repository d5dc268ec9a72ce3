/** Opening a sealed credential beside the bare decryption plus the bare SELECT that it can't do without. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { openVault } from '../../src-main/vault/open-vault';
import { FakeKeyStore } from '../fakes/fake-key-store';
import { storageWorker } from '../integration/storage/storage-worker';
import type { Pair } from './measure';

const opens = 4000;
const fields = { accountSid: `AC${'1'.repeat(32)}`, authToken: '0123456789abcdef0123456789abcdef' };
const note = { action: 'credential.added', outcome: 'succeeded', detail: '', simulated: true } as const;

function bareOpener(file: string): () => unknown {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE sealed (id TEXT PRIMARY KEY, nonce BLOB, secret BLOB, tag BLOB) STRICT');
  const key = randomBytes(32);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from('bench'));
  const secret = Buffer.concat([cipher.update(JSON.stringify(fields)), cipher.final()]);
  db.prepare('INSERT INTO sealed VALUES (?, ?, ?, ?)').run('one', nonce, secret, cipher.getAuthTag());
  const select = db.prepare<[string], { nonce: Buffer; secret: Buffer; tag: Buffer }>(
    'SELECT nonce, secret, tag FROM sealed WHERE id = ?',
  );
  return () => {
    const row = select.get('one');
    if (!row) throw new Error('the row is gone');
    const decipher = createDecipheriv('aes-256-gcm', key, row.nonce);
    decipher.setAAD(Buffer.from('bench'));
    decipher.setAuthTag(row.tag);
    return JSON.parse(Buffer.concat([decipher.update(row.secret), decipher.final()]).toString());
  };
}

export async function compareVault(runs: number): Promise<Pair[]> {
  const dir = mkdtempSync(path.join(tmpdir(), 'bench-vault-'));
  const platform = {
    profileDir: path.join(dir, 'profile'),
    actor: 'bench',
    version: '0.0.0',
    sqliteBinding: undefined,
    storageWorker,
    now: () => new Date(),
  };
  const vault = await openVault({ platform, keyStore: new FakeKeyStore() });
  const pair: Pair = {
    name: 'open a sealed credential',
    beside: 'bare AES-256-GCM and a bare SELECT',
    budget: 2,
    ours: [],
    theirs: [],
    unit: 'µs',
  };
  try {
    if (!vault.storage) throw new Error(`no storage: ${vault.state().state}`);
    const { id } = await vault.storage.organizations.add({ name: 'Bench', timeZone: 'UTC', country: 'US' }, note);
    const { credentials } = vault.storage.forOrganization(id);
    await credentials.save(
      {
        provider: 'twilio',
        methodId: 'auth-token',
        choice: null,
        metadata: {},
        accountKey: fields.accountSid,
        keyHint: 'ending in cdef',
        simulated: true,
        verifiedAt: null,
        expiresAt: null,
      },
      fields,
      [],
      note,
    );
    const bare = bareOpener(path.join(dir, 'bare.db'));
    const time = async (work: () => unknown) => {
      const before = process.hrtime.bigint();
      for (let index = 0; index < opens; index += 1) await work();
      return Number(process.hrtime.bigint() - before) / 1000 / opens;
    };
    await time(() => credentials.open('twilio'));
    await time(bare);
    for (let run = 0; run < runs; run += 1) {
      pair.ours.push(await time(() => credentials.open('twilio')));
      pair.theirs.push(await time(bare));
    }
  } finally {
    vault.close();
    rmSync(dir, { recursive: true, force: true });
  }
  return [pair];
}
