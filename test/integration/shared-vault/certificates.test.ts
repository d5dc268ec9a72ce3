/** Whose certificate a console and a receptionist accept: the server's own, by the authority that was named. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Desk } from '../../../src-main/desk';
import { createUpkeepHandlers } from '../../../src-main/ipc/handlers/vault-upkeep';
import { changeAuthority } from '../../../src-main/shared-vault/change-authority';
import { createSharedDatabase } from '../../../src-main/storage/postgres/driver';
import { openVaultDatabase } from '../../../src-receptionist/vault-database';
import { AppError } from '../../../src-shared/errors';
import { newIdentity } from '../../../src-shared/shared-vault/identity';
import { parseDatabaseUrl } from '../../../src-shared/shared-vault/server-address';
import type { SharedPlace } from '../../../src-shared/vault/clinics-place';
import { calls } from '../../fakes/calls';
import { type PostgresServer, startPostgres } from '../../fakes/postgres-server';
import { codeOf } from '../../unit/main/vault/profile';
import { createAuthority } from './authority';
import { startSharedVault } from './consoles';

let folder: string;
let server: PostgresServer;
let place: Awaited<ReturnType<PostgresServer['newDatabase']>>;
const authorities = new Map<string, ReturnType<typeof createAuthority>>();

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'voxanne-certificates-'));
  for (const name of ['true', 'other']) authorities.set(name, createAuthority(path.join(folder, name)));
});
afterEach(() => void vi.unstubAllEnvs());
afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const authority = (name: string) => {
  const found = authorities.get(name);
  if (!found) throw new Error(`no authority ${name}`);
  return found;
};

async function serve(names: string, days = 2): Promise<void> {
  await server?.close();
  server = await startPostgres(authority('true').issue(names, days));
  place = await server.newDatabase();
}

/** How a try to use the server ends: it has no vault, so that this is what a trusted one says. */
async function answerWith(ca: string | null, host = '127.0.0.1'): Promise<string> {
  const { login } = parseDatabaseUrl(place.url, null);
  const address = { host, port: place.port, database: place.database, ca };
  const database = createSharedDatabase(
    () => address,
    async () => login,
  );
  try {
    return await codeOf(database.transaction(null, async () => undefined));
  } finally {
    await database.close();
  }
}
/** What a receptionist says of why it is not let in, or reads nothing. */
async function causeAtMachine(ca: string): Promise<string> {
  const keys = { id: randomUUID(), keys: await newIdentity() };
  const vault = { version: 1, kind: 'voxanne vault', vaultId: keys.id, pinned: { sequence: 1, hash: '' }, ca } as const;
  const databaseUrl = `postgres://voxanne_r@127.0.0.1:${place.port}/${place.database}`;
  const database = openVaultDatabase(databaseUrl, { ...keys, vault: { ...vault, databaseUrl } });
  try {
    await database.read();
    return 'read';
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return `${thrown.data.code}: ${thrown.data.cause}`;
  } finally {
    await database.close();
  }
}
const trusted = 'shared-vault.not-provisioned';
const refused = 'shared-vault.certificate';

test('the server’s own by the authority that was named, for the address that was asked', async () => {
  await serve('IP:127.0.0.1,DNS:localhost');
  expect(await answerWith(authority('true').certificate)).toBe(trusted);
  expect(await answerWith(authority('true').certificate, 'localhost')).toBe(trusted);
  expect(await answerWith(authority('other').certificate)).toBe(refused);
  expect(await causeAtMachine(authority('true').certificate)).toMatch(/^receptionist\.login-refused: /);
  expect(await causeAtMachine(authority('other').certificate)).toBe(
    'receptionist.database-out-of-reach: Its certificate is of an authority that this machine does not trust.',
  );
});

test('none for another name, also where the host is an address', async () => {
  await serve('DNS:localhost');
  expect(await answerWith(authority('true').certificate)).toBe(refused);
  expect(await answerWith(authority('true').certificate, 'localhost')).toBe(trusted);
  expect(await causeAtMachine(authority('true').certificate)).toBe(
    'receptionist.database-out-of-reach: Its certificate names another host than the address.',
  );
});

test('none that has expired; it says by whose clock', async () => {
  await serve('IP:127.0.0.1', -1);
  expect(await answerWith(authority('true').certificate)).toBe(refused);
  const { login } = parseDatabaseUrl(place.url, null);
  const { port, database: name } = place;
  const address = { host: '127.0.0.1', port, database: name, ca: authority('true').certificate };
  const database = createSharedDatabase(
    () => address,
    async () => login,
  );
  const told = database.transaction(null, async () => undefined);
  await expect(told).rejects.toMatchObject({ data: { cause: expect.stringContaining('clock of this computer') } });
  expect(await causeAtMachine(authority('true').certificate)).toBe(
    'receptionist.database-out-of-reach: Its certificate has expired, or the clock of this machine is ahead.',
  );
  await database.close();
});

test('a server that speaks no TLS is not used without it, whatever the environment says', async () => {
  await server.close();
  server = await startPostgres();
  place = await server.newDatabase();
  vi.stubEnv('PGSSLMODE', 'disable');
  expect(await answerWith(authority('true').certificate)).toBe(refused);
  expect(await answerWith(null)).toBe(trusted);
  const ways = ['?sslmode=disable', '?sslmode=require', '?ssl=0', '?sslrootcert=system', '?options=-c%20role%3Dx'];
  for (const way of ways)
    expect(await codeOf(async () => parseDatabaseUrl(`postgres://a@db.example/voxanne${way}`, null))).toBe(
      'usage.database-url',
    );
  expect(pg.defaults.ssl).toBe(false);
});

test('a new authority is trusted beside the old one before the server has its certificate, then alone', async () => {
  const [old, next] = [authority('true'), authority('other')];
  await serve('IP:127.0.0.1');
  const vault = await startSharedVault({ server });
  try {
    const { anna } = vault;
    const change = async (given: string, only: boolean) =>
      changeAuthority(anna.file, await anna.secrets(), given, only);
    const clinics = async () => {
      await anna.close();
      return (await anna.storage()).organizations.count();
    };
    expect(await codeOf(change('no certificate', false))).toBe('usage.no-certificate');
    // By this one alone the server proves nothing, so nothing is changed.
    expect(await codeOf(change(next.certificate, false))).toBe(refused);
    expect(anna.file.require().address.ca).toBeNull();
    expect(await change(old.certificate, false)).toBe(1);
    expect(await change(next.certificate, false)).toBe(2);
    expect(await change(next.certificate, false)).toBe(2);
    expect(await codeOf(change(next.certificate, true))).toBe(refused);
    expect(await clinics()).toBe(0);

    await server.stop();
    const folderOf = path.dirname(server.dataDir ?? '');
    const { key, certificate } = next.issue('IP:127.0.0.1', 2);
    writeFileSync(path.join(folderOf, 'server.key'), key);
    writeFileSync(path.join(folderOf, 'server.crt'), certificate);
    await server.start();
    expect(await clinics()).toBe(0);
    expect(await change(next.certificate, true)).toBe(1);
    expect(await clinics()).toBe(0);
    expect(await codeOf(change(old.certificate, true))).toBe(refused);
  } finally {
    await vault.close();
  }
});

test('from the window: what is trusted is shown, and counts at once, also where the server was refused', async () => {
  const [old, next] = [authority('true'), authority('other')];
  await serve('IP:127.0.0.1');
  const vault = await startSharedVault({ server });
  try {
    const { anna } = vault;
    let chosen: string | null = null;
    const desk = { chooseFile: async () => chosen } as unknown as Desk;
    const window = createUpkeepHandlers(await anna.workspace(), desk);
    const known = async () => calls['vault.authorities'].response.parse(await window['vault.authorities']({})).known;
    const trust = (only: boolean) => Promise.resolve(window['vault.trustAuthority']({ only }));
    const choose = async (name: string, contents: string) => {
      chosen = vault.at(name);
      writeFileSync(chosen, contents);
      return calls['vault.chooseAuthority'].response.parse(await window['vault.chooseAuthority']({}));
    };
    expect(await known()).toBeNull();
    expect(await window['vault.chooseAuthority']({})).toEqual({ chosen: null });
    expect(await codeOf(trust(false))).toBe('usage.no-certificate');
    for (const contents of ['none', next.certificate.replace('MII', 'MIX'), next.certificate.slice(0, 200)])
      expect(await codeOf(choose('broken.pem', contents))).toBe('usage.no-certificate');
    expect(await codeOf(trust(false))).toBe('usage.no-certificate');
    expect(await choose('old.pem', old.certificate)).toMatchObject({
      chosen: {
        file: 'old.pem',
        authorities: [{ name: 'Authority true', fingerprint: expect.stringMatching(/^..:/) }],
      },
    });
    expect(await trust(false)).toMatchObject({ place: 'shared', problem: null });
    expect(await codeOf(trust(false))).toBe('usage.no-certificate');
    expect((await known())?.map(({ name }) => name)).toEqual(['Authority true']);

    // The server changes before it was told here: the window follows the vault, and hears that it is refused.
    await anna.follow();
    const problems = () =>
      anna.events.flatMap(({ event, payload }) =>
        event === 'vault.placeChanged' ? [(payload as SharedPlace).problem?.code ?? null] : [],
      );
    await server.stop();
    const folderOf = path.dirname(server.dataDir ?? '');
    const { key, certificate } = next.issue('IP:127.0.0.1', 2);
    writeFileSync(path.join(folderOf, 'server.key'), key);
    writeFileSync(path.join(folderOf, 'server.crt'), certificate);
    await server.start();
    await expect.poll(() => problems().at(-1)).toBe(refused);
    await choose('next.pem', next.certificate);
    expect(await trust(true)).toMatchObject({ place: 'shared', problem: null });
    expect((await known())?.map(({ name }) => name)).toEqual(['Authority other']);
    await expect.poll(() => problems().at(-1)).toBeNull();
    // Without a restart of the console.
    await anna.addClinic('Sunrise Dental');
    await choose('old.pem', old.certificate);
    expect(await codeOf(trust(true))).toBe(refused);
    expect((await known())?.map(({ name }) => name)).toEqual(['Authority other']);
    expect(await (await anna.storage()).organizations.count()).toBe(1);
  } finally {
    await vault.close();
  }
});
