/** Bad days of several consoles: clocks that differ, logins that are changed by hand, two at one place at one time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compose } from '../../../src-main/compose';
import { readInvitation, writeInvitation } from '../../../src-main/shared-vault/invitation';
import { joinVault } from '../../../src-main/shared-vault/join';
import { makeNextKeys, publicFileOf, readKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { loginRole } from '../../../src-shared/shared-vault/database-login';
import { machineLogin } from '../../../src-shared/shared-vault/machine-files';
import { identityWords } from '../../../src-shared/shared-vault/words';
import {
  clinicWithCredential,
  codeOf,
  note,
  platformOf,
  saveCredential,
  secrets,
  testKdf,
} from '../../unit/main/vault/profile';
import { createFileKeyStore } from '../storage/file-key-store';
import { startSharedVault, type TestConsole } from './consoles';
import { admitMachine } from './machines';

const hour = 3_600_000;
let keychains: string;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;
let ben: TestConsole;
let owner: pg.Client;
let clinic: string;

beforeAll(async () => {
  keychains = mkdtempSync(path.join(tmpdir(), 'voxanne-keychains-'));
  vault = await startSharedVault({ keyStoreOf: (name) => createFileKeyStore(path.join(keychains, name)) });
  anna = vault.anna;
  clinic = await anna.addClinic('Sunrise Dental');
  await saveCredential((await anna.storage()).forOrganization(clinic));
  owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await vault.close();
  rmSync(keychains, { recursive: true, force: true });
});

const tokenBy = async (by: TestConsole, id = clinic) =>
  (await (await by.storage()).forOrganization(id).credentials.open('twilio')).fields.authToken;
const isIntact = async (by: TestConsole) => (await by.storage()).audit.verify();
const roleOf = (by: TestConsole) => pg.escapeIdentifier(loginRole('member', by.file.require().memberId));

/** The same profile by a clock that is wrong. */
async function withClock<T>(
  by: TestConsole,
  name: string,
  wrongBy: number,
  work: (opened: {
    admission: ReturnType<NonNullable<Awaited<ReturnType<typeof compose>>['sharedVault']>['admission']>;
    storage: Awaited<ReturnType<TestConsole['storage']>>;
  }) => Promise<T>,
): Promise<T> {
  await by.close();
  const workspace = await compose({
    platform: { ...platformOf(by.profileDir), now: () => new Date(Date.now() + wrongBy) },
    env: {},
    keyStore: createFileKeyStore(path.join(keychains, name)),
    publish: () => undefined,
    logger: { info: () => undefined, warn: () => undefined, fault: () => undefined },
    practice: null,
  });
  try {
    const { sharedVault, vault: own } = workspace;
    if (sharedVault === null) throw new Error('in no shared vault');
    return await work({
      admission: sharedVault.admission(own.requireStorage()),
      storage: workspace.services().storage,
    });
  } finally {
    await workspace.close();
  }
}

test('clocks an hour apart: whoever is shut out by the wrong one leaves an activity that is whole', async () => {
  for (const [at, wrongBy] of [-hour, hour].entries()) {
    const [first, second] = [`Slow ${at}`, `Fast ${at}`];
    const [lost, gone] = [await vault.admit(first), await vault.admit(second)];
    for (const by of [lost, gone]) {
      await saveCredential((await by.storage()).forOrganization(clinic), { ...secrets, authToken: `canary-${at}` });
      await by.addClinic(`Of ${by === lost ? first : second}`);
      await by.close();
    }
    await withClock(anna, 'anna', wrongBy, async ({ admission, storage }) => {
      await admission.inviteAgain(first);
      await admission.removeMember(second);
      expect(await storage.audit.verify()).toMatchObject({ intact: true });
      expect((await storage.forOrganization(clinic).credentials.open('twilio')).fields.authToken).toBe(`canary-${at}`);
      await saveCredential(storage.forOrganization(clinic));
    });
    expect(await isIntact(anna)).toMatchObject({ intact: true });
    expect(await tokenBy(anna)).toBe(secrets.authToken);
    await (await anna.admission()).removeMember(first);
  }
});

test('a clinic that moves by a clock an hour slow is the same everywhere afterwards', async () => {
  const local = (await anna.workspace()).vault.requireStorage();
  const { organizationId: id } = await clinicWithCredential(local, 'Moved slowly');
  ben = await vault.admit('Ben');
  await anna.close();
  const workspace = await compose({
    platform: { ...platformOf(anna.profileDir), now: () => new Date(Date.now() - hour) },
    env: {},
    keyStore: createFileKeyStore(path.join(keychains, 'anna')),
    publish: () => undefined,
    logger: { info: () => undefined, warn: () => undefined, fault: () => undefined },
    practice: null,
  });
  expect(await workspace.moving.move([id])).toMatchObject({ ended: { moved: 1, refused: 0 } });
  await workspace.close();
  await saveCredential((await ben.storage()).forOrganization(id), { ...secrets, authToken: 'canary-moved' });
  expect(await tokenBy(anna, id)).toBe('canary-moved');
  expect((await (await anna.workspace()).moving.view()).clinics).toMatchObject([{ id, state: 'moved' }]);
  for (const by of [anna, ben]) expect(await isIntact(by)).toMatchObject({ intact: true });
});

test('a password that was changed, and a role that was dropped, are said by name', async () => {
  const dora = await vault.admit('Dora');
  expect(await tokenBy(dora)).toBe(secrets.authToken);
  await owner.query(`ALTER ROLE ${roleOf(dora)} PASSWORD 'other'`);
  // What is connected works on; what connects anew is refused.
  expect(await tokenBy(dora)).toBe(secrets.authToken);
  await dora.close();
  expect(await codeOf(tokenBy(dora))).toBe('shared-vault.login-refused');
  await dora.close();

  const emil = await vault.admit('Emil');
  const id = await emil.addClinic('Of Emil');
  await owner.query(`DROP ROLE ${roleOf(emil)}`);
  const refused = codeOf(saveCredential((await emil.storage()).forOrganization(id)));
  expect(await refused).toMatch(/^shared-vault\.(?:login-refused|not-allowed|unreachable)$/);
  // The others remove them, or invite them again; what they had is whole.
  const admission = await anna.admission();
  await admission.removeMember('Dora');
  await saveCredential((await anna.storage()).forOrganization(id));
  const { invitation, known } = await admission.inviteAgain('Emil');
  expect(known).toContainEqual(expect.objectContaining({ organizationId: id, provider: 'twilio' }));
  const again = vault.consoleOf('emil-again');
  const file = vault.at('emil-again.invitation');
  const code = await writeInvitation(file, { address: vault.address, ...invitation }, testKdf);
  const words = await joinVault(await readInvitation(file, code), again.file, await again.secrets());
  await again.close();
  await admission.admit('Emil', words);
  expect(await tokenBy(again, id)).toBe(secrets.authToken);
  // Dropped once more, and removed.
  await owner.query(`DROP ROLE ${roleOf(again)}`);
  await admission.removeMember('Emil');
  expect(await tokenBy(anna, id)).toBe(secrets.authToken);
  expect(await isIntact(anna)).toMatchObject({ intact: true });
});

test('a member whom nobody can invite again gets a dropped login back from a backup of the roles', async () => {
  const hugo = await vault.admit('Hugo');
  const id = await hugo.addClinic('Of Hugo');
  const role = loginRole('member', hugo.file.require().memberId);
  // What `pg_dumpall --roles-only` writes of it.
  const { rows } = await owner.query<{ statement: string }>(
    `SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS '
       'CONNECTION LIMIT %s PASSWORD %L', rolname, rolconnlimit, rolpassword) AS statement
       FROM pg_authid WHERE rolname = $1
     UNION ALL
     SELECT format('GRANT %I TO %I', roleid::regrole::text, member::regrole::text)
       FROM pg_auth_members WHERE member = $1::regrole`,
    [role],
  );
  expect(rows).toHaveLength(2);
  await owner.query(`DROP ROLE ${pg.escapeIdentifier(role)}`);
  await hugo.close();
  await expect(tokenBy(hugo, id)).rejects.toMatchObject({
    data: {
      code: 'shared-vault.login-refused',
      cause: expect.stringContaining('dropped the login'),
      fix: expect.stringContaining('a backup of its roles'),
    },
  });
  await hugo.close();
  for (const { statement } of rows) await owner.query(statement);
  await saveCredential((await hugo.storage()).forOrganization(id));
  expect(await tokenBy(hugo, id)).toBe(secrets.authToken);
  expect(await isIntact(hugo)).toMatchObject({ intact: true });
});

test('a receptionist whose login was dropped or changed works on, says so, and is back by other keys', async () => {
  for (const statement of ['DROP ROLE', 'ALTER ROLE']) {
    const name = `Receptionist of ${statement}`;
    const machine = await admitMachine(vault, name, [clinic]);
    const keys = readKeyFile(machine.keyFile);
    const role = pg.escapeIdentifier(loginRole('machine', keys.id));
    const receptionist = await openReceptionist({ ...machine, pollMs: 100 });
    const token = () => receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken);
    try {
      const causes: { code: string; fix: string }[] = [];
      receptionist.on('stale', ({ cause }) => void causes.push(cause));
      await owner.query(statement === 'DROP ROLE' ? `DROP ROLE ${role}` : `ALTER ROLE ${role} PASSWORD 'other'`);
      await owner.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [
        loginRole('machine', keys.id),
      ]);
      await expect.poll(() => causes.at(-1)?.code).toBe('receptionist.login-refused');
      expect(causes.at(-1)?.fix).toContain('voxanne-receptionist renew');
      expect(await token()).toBe(secrets.authToken);
      const next = await publicFileOf(await makeNextKeys(machine.keyFile));
      const admission = await anna.admission();
      await admission.renewMachine(name, next, await identityWords(next.keys, machineLogin(next)));
      await saveCredential((await anna.storage()).forOrganization(clinic), { ...secrets, authToken: 'canary-after' });
      await expect.poll(token).toBe('canary-after');
    } finally {
      await receptionist.close();
      await saveCredential((await anna.storage()).forOrganization(clinic));
    }
  }
});

test('a member who is removed while moving clinics keeps all that did not arrive', async () => {
  const gita = await vault.admit('Gita');
  const local = (await gita.workspace()).vault.requireStorage();
  const ids: string[] = [];
  for (const name of ['One', 'Two', 'Three', 'Four'])
    ids.push((await clinicWithCredential(local, `Gita ${name}`)).organizationId);
  const { moving } = await gita.workspace();
  const moved = moving.move(ids).catch(() => null);
  const removed = (await anna.admission()).removeMember('Gita');
  await Promise.all([moved, removed]);
  const there = await (await anna.storage()).organizations.overviews();
  const arrived = new Set(there.map(({ organization }) => organization.id));
  for (const id of ids) {
    expect((await local.forOrganization(id).credentials.open('twilio')).fields.authToken).toBe(secrets.authToken);
    if (arrived.has(id)) expect(await tokenBy(anna, id)).toBe(secrets.authToken);
  }
  expect(await isIntact(anna)).toMatchObject({ intact: true });
  const { rowCount } = await owner.query('SELECT 1 FROM voxanne.clinic_keys WHERE member_id = $1', [
    gita.file.require().memberId,
  ]);
  expect(rowCount).toBe(0);
});

test('one invitation on two computers, and two who admit at one time: one of each is in', async () => {
  const { newcomer, words, file, code } = await vault.join('Hana');
  const other = vault.consoleOf('hana-other');
  expect(await codeOf(joinVault(await readInvitation(file, code), other.file, await other.secrets()))).toBe(
    'shared-vault.login-refused',
  );
  const admissions = [await anna.admission(), await ben.admission()];
  const ended = await Promise.all(admissions.map((one) => codeOf(one.admit('Hana', words))));
  expect(ended.sort()).toEqual(['no error', 'shared-vault.nobody-asks']);
  expect(await tokenBy(newcomer)).toBe(secrets.authToken);
  await (await anna.storage()).organizations.update(clinic, { name: 'Sunrise' }, note('organization.changed'));
  expect(await isIntact(newcomer)).toMatchObject({ intact: true });
});
