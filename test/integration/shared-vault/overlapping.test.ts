/** Others act between two statements of a console: nothing is sealed under a key that nobody has; no false alarm. */
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeKeyFile, publicFileOf } from '../../../src-receptionist/key-file';
import { machineLogin } from '../../../src-shared/shared-vault/machine-files';
import { identityWords } from '../../../src-shared/shared-vault/words';
import { note, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';
import { holdAnswer, holdNothing } from './held-answer';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;
let ben: TestConsole;
let clinic: string;
let owner: pg.Client;

beforeAll(async () => {
  vault = await startSharedVault();
  anna = vault.anna;
  ben = await vault.admit('Ben');
  owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
  clinic = await anna.addClinic('Sunrise Dental');
  await saveCredential(await scopeOf(anna));
});
afterEach(holdNothing);
afterAll(async () => {
  await owner?.end();
  await vault.close();
});

const scopeOf = async (by: TestConsole) => (await by.storage()).forOrganization(clinic);
const tokenBy = async (by: TestConsole) => (await (await scopeOf(by)).credentials.open('twilio')).fields.authToken;
/** As consoles that start only now, with what is on the server alone. */
async function everybodyOpens(token: string): Promise<void> {
  for (const by of [anna, ben]) {
    await by.close();
    expect(await tokenBy(by)).toBe(token);
  }
  expect(await (await anna.storage()).audit.verify()).toMatchObject({ intact: true });
}

/** Until it has ended, or one of the consoles waits for another one. */
async function endedOrWaiting(work: Promise<unknown>): Promise<void> {
  let isEnded = false;
  const end = () => {
    isEnded = true;
  };
  work.then(end, end);
  const waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await expect.poll(async () => isEnded || (await owner.query(waiting)).rowCount !== 0).toBe(true);
}

test('a clinic is renamed while its keys are renewed: all is sealed under the key that everybody got', async () => {
  const held = holdAnswer(anna, 'from "voxanne"."audit_log"');
  const renewal = (await anna.admission()).renewClinicKey(clinic);
  await held.isHeld;
  const renamed = (await ben.storage()).organizations.update(clinic, { name: 'Sunrise' }, note('organization.changed'));
  await endedOrWaiting(renamed);
  held.release();
  await Promise.all([renewal, renamed]);
  await everybodyOpens(secrets.authToken);
});

test('somebody is invited while a member is removed: the same', async () => {
  await vault.admit('Cleo');
  const admission = await ben.admission();
  const held = holdAnswer(anna, 'from "voxanne"."audit_log"');
  const removal = (await anna.admission()).removeMember('Cleo');
  await held.isHeld;
  await admission.invite('Dora', 'all');
  held.release();
  expect(await removal).toMatchObject([{ organizationId: clinic, provider: 'twilio' }]);
  await everybodyOpens(secrets.authToken);
});

test('credentials that are replaced while they are read were not put back', async () => {
  const held = holdAnswer(anna, 'from "voxanne"."organization_api_credentials"');
  const reading = tokenBy(anna);
  await held.isHeld;
  await saveCredential(await scopeOf(anna), { ...secrets, authToken: 'canary-second' });
  held.release();
  expect(await reading).toBe('canary-second');
});

test('credentials whose key is renewed while they are read are opened', async () => {
  await ben.close();
  await ben.workspace();
  const held = holdAnswer(ben, 'from "voxanne"."organization_api_credentials"');
  const reading = tokenBy(ben);
  await held.isHeld;
  await (await anna.admission()).renewClinicKey(clinic);
  held.release();
  expect(await reading).toBe('canary-second');
});

const from = (table: string) => `from "voxanne"."${table}"`;

test('a delivery that is made anew while it is looked at did not go back', async () => {
  const admission = await anna.admission();
  const file = await publicFileOf(await makeKeyFile(vault.at('looked-at.key')));
  await admission.addMachine('Looked at', file, await identityWords(file.keys, machineLogin(file)), [clinic]);
  const standing = await anna.standing();
  for (const look of [() => standing.usesOf(clinic), async () => (await anna.vouching()).vouch(0)]) {
    const held = holdAnswer(anna, 'from "voxanne"."deliveries"');
    const looked = look();
    await held.isHeld;
    await saveCredential(await scopeOf(anna));
    held.release();
    const seen = await looked;
    if (Array.isArray(seen)) expect(seen.map(({ isHeldBack }) => isHeldBack)).toEqual([false]);
    else expect(seen.behind).toEqual([]);
    holdNothing();
  }
  await admission.removeMachine('Looked at');
});

test('credentials that are saved while a receptionist is admitted are delivered to it', async () => {
  const file = await publicFileOf(await makeKeyFile(vault.at('machine.key')));
  const words = await identityWords(file.keys, machineLogin(file));
  const held = holdAnswer(anna, from('organization_api_credentials'));
  const admitted = (await anna.admission()).addMachine('Receptionist', file, words, [clinic]);
  await held.isHeld;
  const saved = saveCredential(await scopeOf(ben), { ...secrets, authToken: 'canary-fourth' });
  await endedOrWaiting(saved);
  held.release();
  await Promise.all([admitted, saved]);
  const { rows } = await owner.query(
    `SELECT d.revision, c.delivery_revision FROM voxanne.deliveries d
     JOIN voxanne.organization_api_credentials c USING (organization_id, provider) WHERE d.machine_id = $1`,
    [file.id],
  );
  expect(rows).toEqual([{ revision: rows[0]?.delivery_revision, delivery_revision: expect.any(Number) }]);
});

test('the first credentials of a clinic, saved while its keys are renewed, are opened by everybody', async () => {
  for (const [renewing, saving] of [
    [{ by: anna, at: from('organization_api_credentials') }, null],
    [null, { by: ben, at: from('clinic_keys') }],
  ]) {
    const id = await anna.addClinic(renewing === null ? 'Saved first' : 'Renewed first');
    const held = holdAnswer((renewing ?? saving)?.by ?? anna, (renewing ?? saving)?.at ?? '');
    const renew = async () => (await anna.admission()).renewClinicKey(id);
    const save = async () => saveCredential((await ben.storage()).forOrganization(id));
    const first = (renewing === null ? save : renew)();
    await held.isHeld;
    const second: Promise<unknown> = (renewing === null ? renew : save)();
    await endedOrWaiting(second);
    held.release();
    await Promise.all([first, second]);
    for (const by of [anna, ben]) {
      await by.close();
      const { fields } = await (await by.storage()).forOrganization(id).credentials.open('twilio');
      expect(fields.authToken).toBe(secrets.authToken);
    }
  }
});

test('a clinic that is added while a member is admitted is theirs too; while one is removed, it is not', async () => {
  const { newcomer, words } = await vault.join('Emil');
  const keysOf = async (id: string) =>
    (
      await owner.query('SELECT 1 FROM voxanne.clinic_keys WHERE organization_id = $1 AND member_id = $2', [
        id,
        newcomer.file.require().memberId,
      ])
    ).rowCount;
  const adding = async (name: string, meanwhile: () => Promise<unknown>): Promise<string> => {
    const held = holdAnswer(anna, `select "id" ${from('organizations')}`);
    const first = meanwhile();
    await held.isHeld;
    const added = ben.addClinic(name);
    await endedOrWaiting(added);
    held.release();
    await first;
    return added;
  };
  const admission = await anna.admission();
  const theirs = await adding('Added to', () => admission.admit('Emil', words));
  expect(await keysOf(theirs)).toBe(1);
  await saveCredential((await ben.storage()).forOrganization(theirs));
  const { fields } = await (await newcomer.storage()).forOrganization(theirs).credentials.open('twilio');
  expect(fields.authToken).toBe(secrets.authToken);
  await newcomer.close();
  expect(await keysOf(await adding('Added after', () => admission.removeMember('Emil')))).toBe(0);
});

test('an activity that goes on while it is verified is whole', async () => {
  const held = holdAnswer(anna, 'from "voxanne"."audit_log"');
  const verified = (await anna.storage()).audit.verify();
  await held.isHeld;
  await anna.addClinic('Moonlight');
  await saveCredential(await scopeOf(anna), { ...secrets, authToken: 'canary-third' });
  held.release();
  expect(await verified).toMatchObject({ intact: true });
});

test('two who remove each other: one is left, who may admit and opens everything', async () => {
  const [annas, bens] = [await anna.admission(), await ben.admission()];
  const ended = await Promise.allSettled([annas.removeMember('Ben'), bens.removeMember('Anna')]);
  expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const left = ended[0]?.status === 'fulfilled' ? anna : ben;
  await left.close();
  expect((await (await left.standing()).status()).members).toHaveLength(1);
  expect(await tokenBy(left)).toBe('canary-third');
  await (await left.admission()).invite('Gita', 'all');
});
