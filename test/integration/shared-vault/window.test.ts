/** A shared vault as the window works with it: joining, members, receptionists, and what others do meanwhile. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desk } from '../../../src-main/desk';
import { createMemberHandlers } from '../../../src-main/ipc/handlers/members';
import { createVaultHandlers } from '../../../src-main/ipc/handlers/vault';
import type { Lock } from '../../../src-main/lock/console-lock';
import { makeKeyFile, publicFileOf } from '../../../src-receptionist/key-file';
import { calls } from '../../../src-shared/ipc/contract';
import { machineLogin, vaultFileSchema } from '../../../src-shared/shared-vault/machine-files';
import { identityWords } from '../../../src-shared/shared-vault/words';
import { codeOf, note, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;
let ben: TestConsole;
let sunrise: string;
/** What the person chooses in the next dialog. */
let chosen: string | null = null;
const desk = { chooseFile: async () => chosen, chooseSaveFile: async () => chosen } as unknown as Desk;

/** The calls of a console's window. */
async function windowOf(console: TestConsole) {
  const workspace = await console.workspace();
  return { ...createVaultHandlers(workspace, desk, {} as Lock), ...createMemberHandlers(workspace, desk) };
}
type Window = Awaited<ReturnType<typeof windowOf>>;
let annas: Window;
let bens: Window;
const placeOf = async (window: Window) => calls['vault.place'].response.parse(await window['vault.place']({}));
const heard = (by: TestConsole, event: string) =>
  by.events.filter((one) => one.event === event).map(({ payload }) => payload);

beforeAll(async () => {
  vault = await startSharedVault();
  anna = vault.anna;
  annas = await windowOf(anna);
  sunrise = await anna.addClinic('Sunrise Dental');
  await saveCredential((await anna.storage()).forOrganization(sunrise));
  ben = vault.consoleOf('ben');
  bens = await windowOf(ben);
});
afterAll(() => vault.close());

test('a person is invited, joins with the spoken code, and is admitted by six words that were compared', async () => {
  chosen = null;
  expect(await annas['members.invite']({ name: 'Ben', clinics: 'all' })).toEqual({ saved: null });
  expect(await annas['members.list']({})).toMatchObject({ members: [{ name: 'Anna', isSelf: true }], invitations: [] });
  chosen = vault.at('ben.invitation');
  const { saved } = await annas['members.invite']({ name: 'Ben', clinics: 'all' });
  const { code = '' } = saved ?? {};
  expect(code.split('-')).toHaveLength(5);
  expect(readFileSync(chosen, 'utf8')).not.toContain(code);
  expect(await annas['members.list']({})).toMatchObject({
    invitations: [{ name: 'Ben', clinics: 'all', invitedBy: 'Anna', isWaiting: false }],
  });
  // One that is refused takes no file away that lies there.
  const written = readFileSync(chosen, 'utf8');
  expect(await codeOf(Promise.resolve(annas['members.invite']({ name: 'Anna', clinics: 'all' })))).toBe(
    'shared-vault.name-taken',
  );
  expect(readFileSync(chosen, 'utf8')).toBe(written);
  chosen = vault.at('no such folder/ben.invitation');
  expect(await codeOf(Promise.resolve(annas['members.invite']({ name: 'Cleo', clinics: 'all' })))).toBe(
    'usage.not-written',
  );
  expect(await annas['members.list']({})).toMatchObject({ invitations: [{ name: 'Ben' }] });
  chosen = vault.at('ben.invitation');

  expect(await placeOf(bens)).toEqual({ place: 'this-computer' });
  expect(await codeOf(Promise.resolve(bens['vault.join']({})))).toBe('shared-vault.no-invitation');
  expect(await bens['vault.chooseInvitation']({})).toEqual({ file: 'ben.invitation' });
  expect(await codeOf(Promise.resolve(bens['vault.openInvitation']({ code: 'not-the-code' })))).toBe(
    'shared-vault.wrong-code',
  );
  expect(await bens['vault.openInvitation']({ code })).toMatchObject({ member: 'Ben' });
  const joined = calls['vault.join'].response.parse(await bens['vault.join']({}));
  expect(joined).toMatchObject({ place: 'shared', standing: 'waiting', member: 'Ben', problem: null });
  const words = joined.place === 'shared' ? (joined.words ?? '') : '';
  expect(words.split(' ')).toHaveLength(6);
  expect(await codeOf(Promise.resolve(bens['vault.chooseInvitation']({})))).toBe('usage.shared-already');

  expect(await annas['members.list']({})).toMatchObject({ invitations: [{ name: 'Ben', isWaiting: true }] });
  const others = words.split(' ').reverse().join(' ');
  expect(await codeOf(Promise.resolve(annas['members.admit']({ name: 'Ben', words: others })))).toBe(
    'shared-vault.other-words',
  );
  const view = calls['members.admit'].response.parse(await annas['members.admit']({ name: 'Ben', words }));
  expect(view).toMatchObject({ members: [{ name: 'Anna' }, { name: 'Ben', admittedBy: 'Anna' }], invitations: [] });

  const [place, annasPlace] = [await placeOf(bens), await placeOf(annas)];
  expect(place).toMatchObject({ standing: 'member', member: 'Ben', members: 2, mayAdmit: true, problem: null });
  expect(place).toMatchObject({ words: annasPlace.place === 'shared' && annasPlace.words });
  expect((await (await ben.storage()).organizations.overviews()).map(({ organization }) => organization.name)).toEqual([
    'Sunrise Dental',
  ]);
  expect(await codeOf(Promise.resolve(bens['vault.leave']({})))).toBe('shared-vault.still-member');
});

test('what one does, the other hears by itself, each change as the clinic it is about', async () => {
  await ben.follow();
  await expect.poll(() => heard(ben, 'vault.placeChanged').length).toBeGreaterThan(0);
  ben.events.length = 0;
  const moonlight = await anna.addClinic('Moonlight');
  await expect.poll(() => heard(ben, 'organizations.changed')).toContainEqual({ organizationId: moonlight });
  expect(heard(ben, 'organizations.changed')).not.toContainEqual({ organizationId: sunrise });
  // A check that leaves no entry is heard as well.
  const { credentials } = (await anna.storage()).forOrganization(sunrise);
  await credentials.recordCheck('twilio', { attemptedAt: new Date().toISOString() }, [], null);
  await expect.poll(() => heard(ben, 'organizations.changed')).toContainEqual({ organizationId: sunrise });
});

test('two people at one clinic see each other, and what they are about', async () => {
  const say = async (window: Window, doing: 'viewing' | 'twilio' | null) =>
    calls['members.present'].response.parse(await window['members.present']({ organizationId: sunrise, doing }));
  expect(await say(annas, 'twilio')).toEqual({ others: [] });
  expect(await say(bens, 'viewing')).toEqual({ others: [{ name: 'Anna', doing: 'twilio' }] });
  expect(await say(annas, 'viewing')).toEqual({ others: [{ name: 'Ben', doing: 'viewing' }] });
  expect(await say(annas, null)).toEqual({ others: [{ name: 'Ben', doing: 'viewing' }] });
  expect(await say(bens, null)).toEqual({ others: [] });
});

test('a receptionist is admitted by its words; the clinic’s card tells delivered, loaded and used apart', async () => {
  const file = await publicFileOf(await makeKeyFile(vault.at('machine.key')));
  const publicFile = vault.at('machine.json');
  writeFileSync(publicFile, JSON.stringify(file));
  chosen = vault.at('ben.invitation');
  expect(await codeOf(Promise.resolve(annas['machines.choosePublicFile']({})))).toBe('usage.machine-file');
  chosen = publicFile;
  expect(await annas['machines.choosePublicFile']({})).toEqual({ file: 'machine.json' });
  const words = await identityWords(file.keys, machineLogin(file));
  chosen = vault.at('vault.json');
  const add = (said: string) => annas['machines.add']({ name: 'Receptionist', words: said, clinics: [sunrise] });
  expect(await codeOf(Promise.resolve(add('six other words than those here')))).toBe('shared-vault.other-words');
  expect(existsSync(chosen)).toBe(false);
  expect(await add(words)).toEqual({ savedTo: chosen });
  expect(vaultFileSchema.parse(JSON.parse(readFileSync(chosen, 'utf8')))).toMatchObject({ ca: null });

  const uses = async () =>
    calls['machines.usesOf'].response.parse(await bens['machines.usesOf']({ organizationId: sunrise })).uses;
  expect(await uses()).toMatchObject([
    { machine: 'Receptionist', provider: 'twilio', delivered: { revoked: false }, loaded: null, lastUsedAt: null },
  ]);
  const administrator = new pg.Client({ connectionString: vault.place.url });
  await administrator.connect();
  const put = (table: string, values: string) =>
    administrator.query(`INSERT INTO voxanne.${table} VALUES ('${sunrise}', '${file.id}', 'twilio', ${values})`);
  await put('receipts', "1, '2026-05-04T09:30:00Z'");
  await put('usage', "gen_random_uuid(), 3, '2026-05-04T10:30:00Z'");
  await put('failures', "gen_random_uuid(), 1, 'twilio.20003', '2026-05-04T11:30:00Z'");
  await administrator.end();
  expect(await uses()).toMatchObject([
    {
      loaded: { revision: 1, at: '2026-05-04T09:30:00.000Z' },
      lastUsedAt: '2026-05-04T10:30:00.000Z',
      lastFailure: { code: 'twilio.20003' },
    },
  ]);
  const { clinicRows } = (await ben.workspace()).services();
  expect(await clinicRows.rows([sunrise])).toMatchObject([{ name: 'Sunrise Dental', machines: 1 }]);
  const { machines } = calls['machines.list'].response.parse(await annas['machines.list']({}));
  expect(machines).toMatchObject([{ name: 'Receptionist', clinics: [sunrise], admittedBy: 'Anna', uses: [{}] }]);

  expect(
    await codeOf(Promise.resolve(annas['machines.remove']({ name: 'Receptionist', confirmName: 'receptionist?' }))),
  ).toBe('shared-vault.name-mismatch');
  const removed = await annas['machines.remove']({ name: 'Receptionist', confirmName: 'Receptionist' });
  expect(removed).toMatchObject({ known: [{ clinic: 'Sunrise Dental', provider: 'twilio' }] });
  expect(await uses()).toEqual([]);
  expect(await clinicRows.rows([sunrise])).not.toMatchObject([{ machines: 1 }]);
});

test('an invitation that was withdrawn opens nothing', async () => {
  const { newcomer, file, code } = await vault.join('Cleo');
  await newcomer.file.remove();
  expect(await annas['members.withdrawInvitation']({ name: 'Cleo' })).toMatchObject({ invitations: [] });
  const cleos = await windowOf(vault.consoleOf('cleo-again'));
  chosen = file;
  await cleos['vault.chooseInvitation']({});
  await cleos['vault.openInvitation']({ code });
  expect(await codeOf(Promise.resolve(cleos['vault.join']({})))).toBe('shared-vault.login-refused');
  expect(await placeOf(cleos)).toEqual({ place: 'this-computer' });
});

test('who waits to be admitted can go back to this computer', async () => {
  const { newcomer } = await vault.join('Dora');
  const doras = await windowOf(newcomer);
  expect(await placeOf(doras)).toMatchObject({ standing: 'waiting' });
  expect(await doras['vault.leave']({})).toEqual({ place: 'this-computer' });
  expect(await (await newcomer.storage()).organizations.overviews()).toEqual([]);
});

test('of two who replace at one time, the later save is refused, and what the first one saved stays', async () => {
  const [annas, bens] = [
    (await anna.storage()).forOrganization(sunrise),
    (await ben.storage()).forOrganization(sunrise),
  ];
  const replaces = (await bens.credentials.find('twilio'))?.addedAt ?? null;
  await saveCredential(annas, { ...secrets, authToken: 'canary-of-anna' }, undefined, { replaces });
  const later = saveCredential(bens, { ...secrets, authToken: 'canary-of-ben' }, undefined, { replaces });
  expect(await codeOf(later)).toBe('credentials.changed');
  expect((await bens.credentials.open('twilio')).fields.authToken).toBe('canary-of-anna');
});

test('a server out of reach is said with when it answered last, and it is told when it is back', async () => {
  const listOf = async () => (await ben.workspace()).services().clinicRows.slice(undefined, undefined);
  const names = ({ organizations }: Awaited<ReturnType<typeof listOf>>) => organizations.map(({ name }) => name).sort();
  const online = await listOf();
  ben.events.length = 0;
  await vault.server.stop();
  await expect
    .poll(() => heard(ben, 'vault.placeChanged'))
    .toContainEqual(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'shared-vault.unreachable' }) }),
    );
  const away = await placeOf(bens);
  expect(away).toMatchObject({ standing: 'member', members: 2, problem: { code: 'shared-vault.unreachable' } });
  expect(away).toMatchObject({ answeredAt: expect.stringMatching(/^20/) });
  // The list as it was, also for a console that starts only now; what needs the server says so.
  expect(names(await listOf())).toEqual(names(online));
  await ben.close();
  const kept = readFileSync(path.join(ben.profileDir, 'shared-vault-list.sealed'));
  expect(kept.includes('Sunrise Dental')).toBe(false);
  expect(names(await listOf())).toEqual(names(online));
  bens = await windowOf(ben);
  expect(await placeOf(bens)).toMatchObject({
    answeredAt: expect.stringMatching(/^20/),
    problem: { code: 'shared-vault.unreachable' },
  });
  const text = (await ben.storage()).forOrganization(sunrise).tests.begin(
    {
      provider: 'twilio',
      simulated: false,
      startedAt: new Date().toISOString(),
      startedBy: 'Ben',
      subject: '',
      recipient: '+14155550101',
      steps: [],
    },
    note('test.started'),
  );
  expect(await codeOf(text)).toBe('shared-vault.unreachable');
  await ben.follow();
  ben.events.length = 0;
  await vault.server.start();
  await expect.poll(() => heard(ben, 'vault.placeChanged')).toContainEqual(expect.objectContaining({ problem: null }));
  // And hears again.
  const later = await anna.addClinic('Later');
  await expect.poll(() => heard(ben, 'organizations.changed')).toContainEqual({ organizationId: later });
});

test('a member is removed once the name was typed; what they knew is listed with its clinic', async () => {
  expect(await codeOf(Promise.resolve(annas['members.remove']({ name: 'Ben', confirmName: 'Bob' })))).toBe(
    'shared-vault.name-mismatch',
  );
  await ben.close();
  const { known } = await annas['members.remove']({ name: 'Ben', confirmName: 'Ben' });
  expect(known).toMatchObject([{ organizationId: sunrise, clinic: 'Sunrise Dental', provider: 'twilio' }]);
  const again = await windowOf(ben);
  expect(await placeOf(again)).toMatchObject({ problem: { code: 'shared-vault.login-refused' } });
  // Nothing of the vault is shown there any more.
  const { clinicRows } = (await ben.workspace()).services();
  expect(await codeOf(clinicRows.slice(undefined, undefined))).toBe('shared-vault.login-refused');
  expect(existsSync(path.join(ben.profileDir, 'shared-vault-list.sealed'))).toBe(false);
  expect(await again['vault.leave']({})).toEqual({ place: 'this-computer' });
});
