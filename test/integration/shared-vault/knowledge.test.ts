/**
 * What a receptionist believes: the newest that a member delivered, through outages and restarts, and nothing that
 * somebody with the database put in its place.
 */
import { chmodSync, rmSync } from 'node:fs';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Receptionist, ReceptionistEvents } from '../../../src-receptionist/api';
import { readKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { type LogEntry, signEntry } from '../../../src-shared/shared-vault/membership';
import { codeOf, note, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault } from './consoles';
import { admitMachine } from './machines';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let administrator: pg.Client;
let clinic: string;
let keyFile: string;
let cacheFile: string;
let databaseUrl: string;
let count = 0;
const opened: Receptionist[] = [];

beforeAll(async () => {
  vault = await startSharedVault();
});
afterAll(() => vault.close());

/** Each test has a clinic and a machine of its own. */
beforeEach(async () => {
  count += 1;
  clinic = await vault.anna.addClinic(`Clinic ${count}`);
  await deliver('canary-first');
  ({ keyFile, cacheFile, databaseUrl } = await admitMachine(vault, `Machine ${count}`, [clinic]));
  administrator = new pg.Client({ connectionString: vault.place.url });
  administrator.on('error', () => undefined);
  await administrator.connect();
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await administrator.end().catch(() => undefined);
});

const credentials = async () => (await vault.anna.storage()).forOrganization(clinic).credentials;
const deliver = async (authToken: string) =>
  saveCredential((await vault.anna.storage()).forOrganization(clinic), { ...secrets, authToken });
const revoke = async () => (await credentials()).revoke('twilio', note('credential.revoked'));

async function open() {
  const receptionist = await openReceptionist({ databaseUrl, keyFile, cacheFile, pollMs: 200 });
  opened.push(receptionist);
  const told: { name: keyof ReceptionistEvents; code?: string }[] = [];
  for (const name of ['changed', 'revoked'] as const) receptionist.on(name, () => void told.push({ name }));
  receptionist.on('stale', ({ cause }) => void told.push({ name: 'stale', code: cause.code }));
  return {
    receptionist,
    told,
    codes: () => told.flatMap(({ code }) => code ?? []),
    token: () => receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken),
  };
}
const rowNow = async () =>
  (await administrator.query('SELECT * FROM voxanne.deliveries WHERE organization_id = $1', [clinic]))
    .rows[0] as Record<string, unknown>;
const putBack = (row: Record<string, unknown>) =>
  administrator.query(
    `UPDATE voxanne.deliveries SET revision = $2, sealed = $3, signature = $4, head_sequence = $5, head_hash = $6
      WHERE organization_id = $1`,
    [clinic, row.revision, row.sealed, row.signature, row.head_sequence, row.head_hash],
  );

test('what is delivered anew is used from then on, and a revocation ends it', async () => {
  const { token, told } = await open();
  expect(await token()).toBe('canary-first');
  await deliver('canary-second');
  await expect.poll(token).toBe('canary-second');
  await revoke();
  await expect.poll(() => told.map(({ name }) => name)).toContain('revoked');
  expect(await codeOf(token())).toBe('receptionist.revoked');
});

test('it works on while the server is away, says so, and starts from its file', async () => {
  const first = await open();
  await vault.server.stop();
  try {
    await expect.poll(first.codes).toContain('receptionist.database-out-of-reach');
    expect(await first.token()).toBe('canary-first');
    const second = await open();
    expect(await second.token()).toBe('canary-first');
    await expect.poll(second.codes).toContain('receptionist.database-out-of-reach');
    rmSync(cacheFile);
    expect(await codeOf(open())).toBe('receptionist.database-out-of-reach');
  } finally {
    await vault.server.start();
  }
  await deliver('canary-second');
  await expect.poll(first.token).toBe('canary-second');
});

test('nothing real is handed out while the environment switches the verification of certificates off', async () => {
  const { token, receptionist } = await open();
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  try {
    expect(await codeOf(token())).toBe('receptionist.unverified');
    expect(await codeOf(receptionist.twilio(clinic))).toBe('receptionist.unverified');
  } finally {
    vi.unstubAllEnvs();
  }
  expect(await token()).toBe('canary-first');
});

test('a revocation that was seen holds in the file too, whatever the server says later', async () => {
  const delivered = await rowNow();
  const first = await open();
  await revoke();
  await expect.poll(() => codeOf(first.token())).toBe('receptionist.revoked');
  await putBack(delivered);
  await expect.poll(first.codes).toContain('shared-vault.delivery-rolled-back');
  expect(await codeOf(first.token())).toBe('receptionist.revoked');
  const second = await open();
  expect(await codeOf(second.token())).toBe('receptionist.revoked');
  await vault.server.stop();
  try {
    expect(await codeOf((await open()).token())).toBe('receptionist.revoked');
  } finally {
    await vault.server.start();
  }
});

test('an older or exchanged delivery is refused by name, and the one that was true stays in use', async () => {
  const older = await rowNow();
  const { token, codes } = await open();
  await deliver('canary-second');
  await expect.poll(token).toBe('canary-second');
  const newer = await rowNow();
  await putBack(older);
  await expect.poll(codes).toContain('shared-vault.delivery-rolled-back');
  await putBack({ ...newer, revision: 9 });
  await expect.poll(codes).toContain('shared-vault.delivery-not-trusted');
  expect(await token()).toBe('canary-second');
});

test('a log that was cut is refused by name', async () => {
  const { token, codes } = await open();
  const { rows } = await administrator.query(
    `DELETE FROM voxanne.membership_log
      WHERE sequence = (SELECT max(sequence) FROM voxanne.membership_log) RETURNING *`,
  );
  await expect.poll(codes).toContain('shared-vault.log-rolled-back');
  expect(await token()).toBe('canary-first');
  const [cut] = rows as [Record<string, unknown>];
  await administrator.query('INSERT INTO voxanne.membership_log VALUES ($1, $2, $3, $4, $5)', [
    ...['sequence', 'body', 'signer', 'hash', 'signature'].map((column) => cut[column]),
  ]);
});

test('a fork of the log is noticed while it runs, as long as the true one', async () => {
  const { token, codes } = await open();
  const { rows } = await administrator.query<LogEntry>(
    'SELECT sequence, body, signer, hash, signature FROM voxanne.membership_log ORDER BY sequence DESC LIMIT 2',
  );
  const [newest, before] = rows;
  if (!newest || !before) throw new Error('no log');
  const { file, secrets: ofComputer } = vault.anna;
  const body = { kind: 'machine-removed', at: new Date().toISOString(), id: readKeyFile(keyFile).id } as const;
  const by = { id: file.require().memberId, keys: file.openKeys(await ofComputer()) };
  const forked = await signEntry(before, body, by);
  const put = ({ sequence, body: text, signer, hash, signature }: LogEntry) =>
    administrator.query(
      'UPDATE voxanne.membership_log SET body = $2, signer = $3, hash = $4, signature = $5 WHERE sequence = $1',
      [sequence, text, signer, hash, signature],
    );
  await put(forked);
  try {
    await expect.poll(codes).toContain('shared-vault.log-forked');
    expect(await token()).toBe('canary-first');
  } finally {
    await put(newest);
  }
  await deliver('canary-second');
  await expect.poll(token).toBe('canary-second');
});

test('after a refusal newer credentials are tried once; else the console is told', async () => {
  const { receptionist } = await open();
  const seen: string[] = [];
  const refusedOnce = receptionist.use(clinic, 'twilio', async ({ fields }) => {
    seen.push(fields.authToken ?? '');
    if (seen.length === 1) {
      await deliver('canary-second');
      throw Object.assign(new Error('refused'), { status: 401 });
    }
    return 'done';
  });
  expect(await refusedOnce).toBe('done');
  expect(seen).toEqual(['canary-first', 'canary-second']);
  const refused = receptionist.use(clinic, 'twilio', async () => {
    throw Object.assign(new Error('refused'), { status: 401, code: 20003 });
  });
  await expect(refused).rejects.toThrow('refused');
  const uses = async () => {
    const machines = await (await vault.anna.standing()).machines();
    return machines.flatMap((machine) => machine.uses).find((use) => use.organizationId === clinic);
  };
  await expect.poll(uses).toMatchObject({
    loaded: { revision: 2 },
    lastUsedAt: expect.stringMatching(/Z$/),
    lastFailure: { code: '20003', revision: 2 },
  });
});

test('a key file that others may read is not used', async () => {
  if (process.platform === 'win32') return;
  chmodSync(keyFile, 0o644);
  expect(await codeOf(open())).toBe('receptionist.key-file');
});
