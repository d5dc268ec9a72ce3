/** What a member or a machine reaches is changed: what they lose they read no more, and what they gain they open. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKeyFile, publicFileOf, writeKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { machineLogin } from '../../../src-shared/shared-vault/machine-files';
import { databaseUrlOf } from '../../../src-shared/shared-vault/server-address';
import { identityWords } from '../../../src-shared/shared-vault/words';
import { codeOf, note, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;
let sunrise: string;
let moonlight: string;

beforeAll(async () => {
  vault = await startSharedVault();
  anna = vault.anna;
  sunrise = await anna.addClinic('Sunrise Dental');
  moonlight = await anna.addClinic('Moonlight');
  for (const clinic of [sunrise, moonlight]) await saveCredential((await anna.storage()).forOrganization(clinic));
});
afterAll(() => vault.close());

const namesOf = async (by: TestConsole) =>
  (await (await by.storage()).organizations.overviews()).map(({ organization }) => organization.name);
const tokenOf = async (by: TestConsole, clinic: string) =>
  (await (await by.storage()).forOrganization(clinic).credentials.open('twilio')).fields.authToken;

test('a member gains clinics and the right to admit, loses them, and what it signed stays true', async () => {
  const cleo = await vault.admit('Cleo', [sunrise]);
  await saveCredential((await cleo.storage()).forOrganization(sunrise), { ...secrets, authToken: 'canary-cleo' });
  const admission = await anna.admission();
  expect(await codeOf((await cleo.admission()).changeScope('Cleo', 'all'))).not.toBe('no error');

  expect(await admission.changeScope('Cleo', 'all')).toEqual([]);
  expect(await namesOf(cleo)).toEqual(['Moonlight', 'Sunrise Dental']);
  expect(await tokenOf(cleo, moonlight)).toBe(secrets.authToken);
  const third = await cleo.addClinic('Third');
  await (await cleo.admission()).invite('Dora', [third]);

  const known = await admission.changeScope('Cleo', [moonlight]);
  expect(known.map(({ organizationId }) => organizationId)).toEqual([sunrise]);
  expect(await namesOf(cleo)).toEqual(['Moonlight']);
  expect(await codeOf(tokenOf(cleo, sunrise))).toBe('credentials.unknown');
  expect(await codeOf(cleo.addClinic('Mine'))).toBe('shared-vault.not-allowed');
  expect(await codeOf((await cleo.admission()).invite('Emil', 'all'))).toBe('shared-vault.not-allowed');
  // What it sealed and whose keys it made there works on for those who stay, under new keys.
  expect(await tokenOf(anna, sunrise)).toBe('canary-cleo');
  expect(await codeOf((await anna.storage()).forOrganization(third).credentials.open('twilio'))).toBe(
    'credentials.unknown',
  );
  expect(await (await anna.storage()).audit.verify()).toMatchObject({ intact: true });

  expect(await admission.changeScope('Cleo', [moonlight, sunrise])).toEqual([]);
  expect(await tokenOf(cleo, sunrise)).toBe('canary-cleo');
  expect(await codeOf(admission.changeScope('Anna', [sunrise]))).toBe('shared-vault.not-oneself');
  expect(await codeOf(admission.changeScope('Nobody', 'all'))).toBe('shared-vault.unknown-name');
});

test('a member of a clinic that was removed since is changed and removed like any other', async () => {
  const gone = await anna.addClinic('Gone');
  await vault.admit('Emil', [gone, sunrise]);
  await (await anna.storage()).organizations.remove(gone, note('organization.removed'));
  const admission = await anna.admission();
  expect(await admission.changeScope('Emil', [moonlight])).toMatchObject([{ organizationId: sunrise }]);
  await vault.admit('Fritz', [moonlight]);
  const late = await anna.addClinic('Late');
  await admission.changeScope('Fritz', [late]);
  await (await anna.storage()).organizations.remove(late, note('organization.removed'));
  expect(await admission.removeMember('Fritz')).toEqual([]);
});

test('a machine stops with the clinic that it loses, and goes on with one that it gets again', async () => {
  const [keyFile, cacheFile] = [vault.at('key'), vault.at('cache')];
  const keys = await makeKeyFile(keyFile);
  const file = await publicFileOf(keys);
  const words = await identityWords(file.keys, machineLogin(file));
  const admission = await anna.admission();
  const { user, head, vaultId } = await admission.addMachine('Receptionist', file, words, [moonlight]);
  const databaseUrl = databaseUrlOf(vault.address, user);
  const about = { version: 1, kind: 'voxanne vault', vaultId, databaseUrl, ca: null, pinned: head } as const;
  writeKeyFile(keyFile, { ...keys, vault: about });
  const receptionist = await openReceptionist({ databaseUrl, keyFile, cacheFile, pollMs: 200 });
  const told: unknown[] = [];
  receptionist.on('stale', (event) => void told.push(event));
  const token = (clinic: string) => receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken);
  expect(await token(moonlight)).toBe(secrets.authToken);

  expect(await admission.changeMachineClinics('Receptionist', [sunrise])).toMatchObject([
    { organizationId: moonlight, provider: 'twilio' },
  ]);
  await expect.poll(() => codeOf(token(moonlight))).toBe('receptionist.revoked');
  await expect.poll(() => codeOf(token(sunrise))).toBe('no error');

  expect(await admission.changeMachineClinics('Receptionist', [sunrise, moonlight])).toEqual([]);
  await expect.poll(() => codeOf(token(moonlight))).toBe('no error');
  // Saved again afterwards: nothing that it takes for older stands in the way.
  await saveCredential((await anna.storage()).forOrganization(moonlight), { ...secrets, authToken: 'canary-again' });
  await expect.poll(() => token(moonlight)).toBe('canary-again');
  expect(told).toEqual([]);
  await receptionist.close();
});
