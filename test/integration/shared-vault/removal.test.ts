/** Who is removed reads nothing that comes after, and what they knew is named, because it is not safe by that alone. */

import { createSecretKey } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { open } from '../../../src-main/crypto/envelope';
import { credentialContext } from '../../../src-main/storage/seal-contexts';
import { makeKeyFile, publicFileOf, writeKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { unwrapClinicKey } from '../../../src-shared/shared-vault/clinic-key';
import { machineLogin } from '../../../src-shared/shared-vault/machine-files';
import { readMembership } from '../../../src-shared/shared-vault/membership';
import { databaseUrlOf } from '../../../src-shared/shared-vault/server-address';
import { identityWords } from '../../../src-shared/shared-vault/words';
import { codeOf, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;
let ben: TestConsole;
let clinic: string;
let administrator: pg.Client;

beforeAll(async () => {
  vault = await startSharedVault();
  anna = vault.anna;
  ben = await vault.admit('Ben');
  // The one who is removed wrapped the key, and sealed.
  clinic = await ben.addClinic('Sunrise Dental');
  await saveCredential(await scopeOf(ben));
  administrator = new pg.Client({ connectionString: vault.place.url });
  await administrator.connect();
});
afterAll(async () => {
  await administrator?.end();
  await vault.close();
});

const scopeOf = async (by: TestConsole) => (await by.storage()).forOrganization(clinic);
const rowOf = async (table: string) =>
  (await administrator.query(`SELECT * FROM voxanne.${table} WHERE organization_id = $1`, [clinic])).rows;

async function newMachine(name: string) {
  const [keyFile, cacheFile] = [vault.at(`${name}.key`), vault.at(`${name}.cache`)];
  const keys = await makeKeyFile(keyFile);
  const file = await publicFileOf(keys);
  const words = await identityWords(file.keys, machineLogin(file));
  const { user, head, vaultId } = await (await anna.admission()).addMachine(name, file, words, [clinic]);
  const databaseUrl = databaseUrlOf(vault.address, user);
  writeKeyFile(keyFile, {
    ...keys,
    vault: { version: 1, kind: 'voxanne vault', vaultId, databaseUrl, ca: null, pinned: head },
  });
  return () => openReceptionist({ databaseUrl, keyFile, cacheFile, pollMs: 200 });
}

test('a member who is removed is locked out; all they reached is sealed anew, what they knew listed', async () => {
  const start = await newMachine('Receptionist');
  const receptionist = await start();
  const token = () => receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken);
  expect(await token()).toBe(secrets.authToken);

  // What the member could have kept: their own keys, and the wrapped key of the clinic.
  const { memberId, pinned } = ben.file.require();
  const keys = ben.file.openKeys(await ben.secrets());
  const [wrapped] = (await rowOf('clinic_keys')).filter((row) => row.member_id === memberId);
  const log = (await administrator.query('SELECT * FROM voxanne.membership_log ORDER BY sequence')).rows;
  const key = await unwrapClinicKey(
    await readMembership(log, pinned),
    { id: memberId, keys },
    {
      organizationId: clinic,
      version: wrapped.version,
      memberId,
      signer: wrapped.signer,
      head: { sequence: wrapped.head_sequence, hash: wrapped.head_hash },
      wrapped: wrapped.wrapped,
      signature: wrapped.signature,
    },
  );
  const opens = async () => {
    const [row] = await rowOf('organization_api_credentials');
    const bound = { ...row, simulated: row.simulated ? 1 : 0 };
    const plain = open(createSecretKey(Buffer.from(key)), credentialContext(bound, row.sealed_fields), row.sealed);
    return typeof plain === 'string' ? plain : JSON.parse(plain.toString());
  };
  expect(await opens()).toEqual(secrets);

  const known = await (await anna.admission()).removeMember('Ben');
  expect(known).toEqual([{ organizationId: clinic, provider: 'twilio', keyHint: 'Auth token ending in cret' }]);
  expect(await opens()).toBe('other-key');
  expect((await rowOf('clinic_keys')).map((row) => row.member_id)).not.toContain(memberId);
  await ben.close();
  expect(await codeOf((await ben.storage()).organizations.overviews())).toBe('shared-vault.login-refused');

  // Those who stay work on: the other member, and the machine, with what a member who is there has signed.
  expect((await (await scopeOf(anna)).credentials.open('twilio')).fields).toEqual(secrets);
  await expect.poll(() => receptionist.held()).toMatchObject([{ revision: 2, revoked: false }]);
  expect(await token()).toBe(secrets.authToken);
  await saveCredential(await scopeOf(anna), { ...secrets, authToken: 'canary-after' });
  await expect.poll(token).toBe('canary-after');
  expect(await (await anna.storage()).audit.verify()).toMatchObject({ intact: true });
  await receptionist.close();
});

test('nobody removes themselves', async () => {
  expect(await codeOf((await anna.admission()).removeMember('Anna'))).toBe('shared-vault.not-oneself');
  expect(await codeOf((await anna.admission()).removeMember('Nobody'))).toBe('shared-vault.unknown-name');
});

test('a machine that is removed stops at once, and starts no more', async () => {
  const start = await newMachine('Another');
  const receptionist = await start();
  const told: string[] = [];
  receptionist.on('revoked', ({ provider }) => void told.push(provider));
  const known = await (await anna.admission()).removeMachine('Another');
  expect(known).toMatchObject([{ organizationId: clinic, provider: 'twilio' }]);
  await expect.poll(() => told).toEqual(['twilio']);
  expect(await codeOf(receptionist.use(clinic, 'twilio', async () => undefined))).toBe('receptionist.revoked');
  await receptionist.close();
  const again = await start();
  expect(await codeOf(again.use(clinic, 'twilio', async () => undefined))).toBe('receptionist.revoked');
  await again.close();
  expect((await (await anna.standing()).machines()).map(({ name }) => name)).not.toContain('Another');
});
