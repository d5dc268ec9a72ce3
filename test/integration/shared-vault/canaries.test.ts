/**
 * Secrets made for this test, through a shared vault: saved, replaced, delivered, revoked, in changes that fail. None
 * is found in the clear in what the server keeps and logs, in what consoles and a receptionist
 * keep, or in any error.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCrashReports } from '../../../src-main/logging/crash-reports';
import { createLogger } from '../../../src-main/logging/logger';
import { readKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { toAppErrorData } from '../../../src-shared/errors';
import { databasePassword } from '../../../src-shared/shared-vault/database-login';
import { type PostgresServer, startPostgres } from '../../fakes/postgres-server';
import { note, saveCredential, secrets } from '../../unit/main/vault/profile';
import { type Canary, searchFolders, searchText, textCanary, tokenCanary } from '../security/canaries';
import { startSharedVault } from './consoles';
import { admitMachine } from './machines';

let server: PostgresServer;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let owner: pg.Client;

beforeAll(async () => {
  // Every statement with its parameters, and what stands in failing rows: the most that a server's log may hold.
  server = await startPostgres(null, {
    settings: { log_statement: 'all', log_error_verbosity: 'verbose', log_parameter_max_length_on_error: '-1' },
  });
  vault = await startSharedVault({ server });
  owner = new pg.Client({ connectionString: vault.place.url });
  // The server ends on the way.
  owner.on('error', () => undefined);
  await owner.connect();
});
afterAll(async () => {
  await owner?.end().catch(() => undefined);
  await vault?.close();
  await server?.close();
});

const problem = { code: 'network.reset', message: '', cause: '', fix: '', retryable: true };

test('no canary is in anything that the server or a console keeps, logs or says', async () => {
  const [saved, replaced, failed, refresh] = [
    tokenCanary('the saved token'),
    tokenCanary('the token in its place'),
    tokenCanary('the token of a save that failed'),
    textCanary('the refresh token'),
  ];
  const errors: unknown[] = [];
  const thrown = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (one: unknown) => one,
    );
    expect(error).not.toBeNull();
    errors.push(error);
  };
  const { anna } = vault;
  const ben = await vault.admit('Ben');
  const clinic = await anna.addClinic('Sunrise Dental');
  const scopeOf = async (by: typeof anna) => (await by.storage()).forOrganization(clinic);
  const save = async (by: typeof anna, { value }: Canary, hint = 'hint') =>
    saveCredential(await scopeOf(by), { ...secrets, authToken: value }, '+14155550177', { keyHint: hint });
  await save(anna, saved);
  const machine = await admitMachine(vault, 'Receptionist', [clinic]);
  const receptionist = await openReceptionist({ ...machine, pollMs: 100 });
  receptionist.on('stale', (event) => void errors.push(event));
  await save(ben, replaced);
  const tokenNow = () => receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken);
  await expect.poll(tokenNow).toBe(replaced.value);
  await (await scopeOf(ben)).credentials.save(
    {
      provider: 'google',
      methodId: 'own-calendars',
      choice: 'primary',
      metadata: {},
      accountKey: '42/x',
      keyHint: 'x',
      simulated: false,
      verifiedAt: null,
      expiresAt: null,
    },
    { clientId: 'x', clientSecret: saved.value, refreshToken: refresh.value },
    [],
    note('credential.added'),
  );
  await (await scopeOf(ben)).credentials.revoke('google', note('credential.revoked'), { account: 'x', problem });
  await (await anna.admission()).renewClinicKey(clinic);
  // Changes that the server refuses.
  await owner.query(`ALTER TABLE voxanne.organization_api_credentials ADD CHECK (key_hint <> 'refused')`);
  await thrown(save(ben, failed, 'refused'));
  await owner.query(`ALTER TABLE voxanne.deliveries ADD CHECK (false) NOT VALID`);
  await thrown(save(anna, failed));
  await thrown(
    receptionist.use(clinic, 'twilio', async () => {
      throw Object.assign(new Error('refused'), { status: 401 });
    }),
  );
  const keysOf = async (by: typeof anna) => by.file.openKeys(await by.secrets());
  const passwords = [await databasePassword(await keysOf(anna)), await databasePassword(await keysOf(ben))];
  const ofMachine = readKeyFile(machine.keyFile).keys;
  const keys: Canary[] = [await keysOf(anna), await keysOf(ben), ofMachine].flatMap(({ receive, sign }, at) => [
    { name: `receiving key ${at}`, value: receive.private },
    { name: `signing key ${at}`, value: sign.private },
  ]);
  keys.push(...passwords.map((value, at) => ({ name: `password ${at}`, value })));
  const canaries = [saved, replaced, failed, refresh];
  await save(anna, failed).catch(() => undefined);
  const said = vault.server.said();
  await vault.server.stop();
  await thrown(save(anna, failed));
  await vault.server.start();

  // As a window that breaks on each of them writes it down.
  for (const by of [anna, ben]) {
    const [log, crashes] = [createLogger(by.profileDir), createCrashReports(by.profileDir, '0.0.0')];
    for (const error of errors) {
      log.fault('test', error);
      crashes.record('main', error);
    }
  }
  for (const error of errors) {
    const texts = [inspect(error, { depth: 10 }), JSON.stringify(toAppErrorData(error)), String(error)];
    expect(searchText('an error', texts.join('\n'), [...canaries, ...keys])).toEqual([]);
  }
  // It told what was written, a number among it, and what was refused. Of rows under policies it tells nothing more.
  expect(said).toContain('+14155550177');
  expect(said).toContain('violates check constraint');
  expect(searchText('the server’s log', said, [...canaries, ...keys])).toEqual([]);
  await receptionist.close();
  for (const by of [anna, ben]) await by.close();
  const kept = await searchFolders([path.dirname(anna.profileDir)], canaries);
  expect(kept.hits).toEqual([]);
  expect(kept.files).toBeGreaterThan(4);
  const { dataDir } = vault.server;
  if (dataDir === null) return;
  const stored = await searchFolders([dataDir], [...canaries, ...keys]);
  expect(stored.hits).toEqual([]);
  // What is no secret is there, and so would be a secret that was sent.
  const control = await searchFolders([dataDir], [{ name: 'a number', value: '+14155550177' }]);
  expect(control.hits.length).toBeGreaterThan(0);
  expect(readFileSync(machine.keyFile, 'utf8')).toContain(ofMachine.sign.private);
}, 300_000);
