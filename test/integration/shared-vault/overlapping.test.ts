/** Others act between two statements of a console: nothing is sealed under a key that nobody has; no false alarm. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { note, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';
import { holdAnswer, holdNothing } from './held-answer';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;
let ben: TestConsole;
let clinic: string;

beforeAll(async () => {
  vault = await startSharedVault();
  anna = vault.anna;
  ben = await vault.admit('Ben');
  clinic = await anna.addClinic('Sunrise Dental');
  await saveCredential(await scopeOf(anna));
});
afterEach(holdNothing);
afterAll(() => vault.close());

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

test('a clinic is renamed while its keys are renewed: all is sealed under the key that everybody got', async () => {
  const held = holdAnswer(anna, 'from "voxanne"."audit_log"');
  const renewal = (await anna.admission()).renewClinicKey(clinic);
  await held.isHeld;
  await (await ben.storage()).organizations.update(clinic, { name: 'Sunrise' }, note('organization.changed'));
  held.release();
  await renewal;
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

test('an activity that goes on while it is verified is whole', async () => {
  const held = holdAnswer(anna, 'from "voxanne"."audit_log"');
  const verified = (await anna.storage()).audit.verify();
  await held.isHeld;
  await anna.addClinic('Moonlight');
  await saveCredential(await scopeOf(anna), { ...secrets, authToken: 'canary-third' });
  held.release();
  expect(await verified).toMatchObject({ intact: true });
});
