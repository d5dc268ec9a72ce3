/** Several consoles share their clinics through a PostgreSQL server, each as far as it was let in. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readInvitation } from '../../../src-main/shared-vault/invitation';
import { joinVault } from '../../../src-main/shared-vault/join';
import { codeOf, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;
let ben: TestConsole;
let sunrise: string;

beforeAll(async () => {
  vault = await startSharedVault();
  anna = vault.anna;
  sunrise = await anna.addClinic('Sunrise Dental');
  ben = await vault.admit('Ben');
});
afterAll(() => vault.close());

const scopeOf = async (by: TestConsole) => (await by.storage()).forOrganization(sunrise);
const namesOf = async (by: TestConsole) =>
  (await (await by.storage()).organizations.overviews()).map(({ organization }) => organization.name);

async function asAdministrator<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: vault.place.url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

test('members see the same clinics and the same six words', async () => {
  const [annas, bens] = [await (await anna.standing()).status(), await (await ben.standing()).status()];
  expect(annas.member.name).toBe('Anna');
  expect(bens).toMatchObject({ words: annas.words, member: { name: 'Ben' } });
  expect(await namesOf(ben)).toEqual(['Sunrise Dental']);
});

test('what one saves, the other opens and replaces; a save of a stale revision is refused', async () => {
  const saved = await saveCredential(await scopeOf(anna));
  const bens = await scopeOf(ben);
  expect((await bens.credentials.open('twilio')).fields).toEqual(secrets);
  await saveCredential(bens, { ...secrets, authToken: 'canary-second-secret' });
  expect((await (await scopeOf(anna)).credentials.open('twilio')).fields.authToken).toBe('canary-second-secret');
  const stale = (await scopeOf(anna)).credentials.recordCheck(
    'twilio',
    { revision: saved.revision, status: 'needs-attention' },
    [],
    null,
  );
  expect(await codeOf(stale)).toBe('credentials.changed');
});

test('the activity holds what each did, signed, and tells when it was edited', async () => {
  const { audit } = await anna.storage();
  const everything = { organizationId: null, before: null, limit: 50, search: '', outcome: null };
  const { entries } = await audit.list(everything);
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['credential.added', 'organization.added', 'member.invited', 'member.admitted']),
  );
  expect((await audit.list({ ...everything, search: 'member ben' })).entries).toHaveLength(2);
  expect(await audit.verify()).toMatchObject({ intact: true, checked: entries.length });
  const edit = (to: string) =>
    asAdministrator((client) => client.query('UPDATE voxanne.audit_log SET actor = $1 WHERE sequence = 1', [to]));
  await edit('somebody else');
  expect(await audit.verify()).toMatchObject({ intact: false, problem: { kind: 'edited' } });
  await edit('tester');
  expect(await audit.verify()).toMatchObject({ intact: true });
});

test('a row that was changed outside the console is not used', async () => {
  const put = (choice: string) =>
    asAdministrator((client) => client.query('UPDATE voxanne.organization_api_credentials SET choice = $1', [choice]));
  await put('+14155550199');
  expect(await codeOf((await scopeOf(ben)).credentials.open('twilio'))).toBe('shared-vault.row-changed');
  await put('+14155550100');
  expect((await (await scopeOf(ben)).credentials.open('twilio')).record.choice).toBe('+14155550100');
});

test('a member of one clinic sees that one alone, and admits nobody', async () => {
  const moonlight = await anna.addClinic('Moonlight');
  const cleo = await vault.admit('Cleo', [moonlight]);
  expect(await namesOf(cleo)).toEqual(['Moonlight']);
  expect(await codeOf((await scopeOf(cleo)).credentials.open('twilio'))).toBe('credentials.unknown');
  expect(await codeOf(saveCredential(await scopeOf(cleo)))).toBe('organization.unknown');
  expect(await codeOf(cleo.addClinic('Mine'))).toBe('shared-vault.not-allowed');
  expect(await codeOf((await cleo.admission()).invite('Dora', 'all'))).toBe('shared-vault.not-allowed');
  const { audit } = await cleo.storage();
  const everything = { organizationId: null, before: null, limit: 50, search: '', outcome: null };
  const { entries } = await audit.list(everything);
  expect(new Set(entries.map(({ organizationId }) => organizationId))).toEqual(new Set([moonlight]));
});

test('nobody comes in with a wrong code, by other words, or before they are admitted', async () => {
  const { newcomer, words, file, code } = await vault.join('Emil');
  expect(readFileSync(file, 'utf8')).not.toContain(vault.place.database);
  expect(await codeOf(readInvitation(file, 'one-two-three-four-five'))).toBe('shared-vault.wrong-code');
  expect(await codeOf(namesOf(newcomer))).toBe('shared-vault.not-admitted');
  const admission = await anna.admission();
  expect(await codeOf(admission.admit('Emil', words.split(' ').reverse().join(' ')))).toBe('shared-vault.other-words');
  expect(await codeOf(admission.admit('Nobody', words))).toBe('shared-vault.nobody-asks');
  expect(await codeOf(namesOf(newcomer))).toBe('shared-vault.not-admitted');
  // Joining again goes on where it stopped, with the same keys.
  expect(await joinVault(await readInvitation(file, code), newcomer.file, await newcomer.secrets())).toBe(words);
  await admission.admit('Emil', words.toUpperCase());
  expect(await namesOf(newcomer)).toEqual(['Moonlight', 'Sunrise Dental']);
});

test('a database that holds a shared vault already is left as it is', async () => {
  const other = vault.consoleOf('other');
  expect(await codeOf(vault.provision(other, 'Other'))).toBe('shared-vault.provisioned-before');
  expect(existsSync(path.join(other.profileDir, 'shared-vault.json'))).toBe(false);
});

test('a server that is gone is told as such, and serves again by itself', async () => {
  await vault.server.stop();
  expect(await codeOf(namesOf(anna))).toBe('shared-vault.unreachable');
  await vault.server.start();
  expect(await namesOf(anna)).toContain('Sunrise Dental');
});

test('no secret is in the files of the server', async () => {
  await saveCredential(await scopeOf(anna), { ...secrets, authToken: 'canary-in-no-file' }, '+14155550177');
  const { dataDir } = vault.server;
  if (dataDir === null) return;
  await asAdministrator((client) => client.query('CHECKPOINT'));
  const { execFileSync } = await import('node:child_process');
  const filesWith = (word: string) => {
    try {
      return execFileSync('grep', ['-rlaF', word, dataDir], { encoding: 'utf8' }).trim().split('\n').length;
    } catch {
      return 0;
    }
  };
  expect(filesWith('+14155550177')).toBeGreaterThan(0);
  for (const canary of ['canary-in-no-file', 'canary-second-secret', secrets.authToken])
    for (const form of [canary, Buffer.from(canary).toString('base64'), Buffer.from(canary).toString('hex')])
      expect(filesWith(form)).toBe(0);
});

test('a server that was restored from yesterday is told apart, and nothing is believed of it', async () => {
  await ben.close();
  await asAdministrator((client) =>
    client.query(
      'DELETE FROM voxanne.membership_log WHERE sequence = (SELECT max(sequence) FROM voxanne.membership_log)',
    ),
  );
  // Ben's computer has not seen the entry that is gone. Anna's wrote it.
  await anna.close();
  expect(await codeOf(namesOf(anna))).toBe('shared-vault.log-rolled-back');
  expect(await codeOf((await scopeOf(anna)).credentials.open('twilio'))).toBe('shared-vault.log-rolled-back');
});
