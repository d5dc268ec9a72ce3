/** A shared vault as the window works with it: joining, members, receptionists, and what others do meanwhile. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desk } from '../../../src-main/desk';
import { createMemberHandlers } from '../../../src-main/ipc/handlers/members';
import { createVaultHandlers } from '../../../src-main/ipc/handlers/vault';
import type { Lock } from '../../../src-main/lock/console-lock';
import { createRunLocks } from '../../../src-main/storage/run-locks';
import { makeKeyFile, makeNextKeys, publicFileOf } from '../../../src-receptionist/key-file';
import { events } from '../../../src-shared/ipc/events';
import { machineLogin, vaultFileSchema } from '../../../src-shared/shared-vault/machine-files';
import { identityWords } from '../../../src-shared/shared-vault/words';
import { calls } from '../../fakes/calls';
import { clinicWithCredential, codeOf, note, saveCredential, secrets } from '../../unit/main/vault/profile';
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

test('what is heard names what it is about: who acted, which clinics, and who comes or goes', async () => {
  const about = () => heard(ben, 'vault.heard').map((payload) => events['vault.heard'].parse(payload));
  ben.events.length = 0;
  const starlight = await anna.addClinic('Starlight');
  await expect.poll(() => about().some(({ clinics }) => clinics.includes(starlight))).toBe(true);
  const { members } = calls['members.list'].response.parse(await bens['members.list']({}));
  const annasId = members.find(({ name }) => name === 'Anna')?.id;
  expect(about().flatMap(({ acts }) => acts.map(({ id }) => id))).toContain(annasId);
  expect(about().some((one) => one.members)).toBe(false);
  chosen = vault.at('emil.invitation');
  await annas['members.invite']({ name: 'Emil', clinics: [starlight] });
  await expect.poll(() => about().some((one) => one.members)).toBe(true);
  await annas['members.withdrawInvitation']({ name: 'Emil' });
  await expect.poll(() => about().some(({ round }) => round)).toBe(true);
});

test('clinics are changed from the window, and not over what another member changed meanwhile', async () => {
  const moonlight = await anna.addClinic('Moonlit');
  await saveCredential((await anna.storage()).forOrganization(moonlight));
  await vault.admit('Emil', [sunrise, moonlight]);
  const changed = await annas['members.changeClinics']({
    name: 'Emil',
    clinics: [sunrise],
    seen: [moonlight, sunrise],
  });
  expect(changed).toMatchObject({ known: [{ organizationId: moonlight, clinic: 'Moonlit', provider: 'twilio' }] });
  expect(
    await codeOf(Promise.resolve(bens['members.changeClinics']({ name: 'Emil', clinics: 'all', seen: [moonlight] }))),
  ).toBe('shared-vault.scope-changed');
  const { members } = calls['members.list'].response.parse(await bens['members.list']({}));
  expect(members).toContainEqual(expect.objectContaining({ name: 'Emil', clinics: [sunrise] }));
});

test('clinics of this computer move from the window: told as they go, stopped, and their copies deleted', async () => {
  const local = (await anna.workspace()).vault.requireStorage();
  const add = async (name: string) => ({ id: (await clinicWithCredential(local, name)).organizationId });
  const [first, second] = [await add('Local one'), await add('Local two')];
  const moving = async () => calls['vault.moving'].response.parse(await annas['vault.moving']({}));
  expect(await moving()).toMatchObject({
    clinics: [
      { id: first.id, name: 'Local one', state: 'here', error: null },
      { id: second.id, name: 'Local two', state: 'here', error: null },
    ],
    progress: null,
    ended: null,
  });
  const move = (organizationIds: string[]) => Promise.resolve(annas['vault.moveClinics']({ organizationIds }));
  const stopped = move([first.id, second.id]);
  await annas['vault.stopMoving']({});
  expect(await stopped).toMatchObject({ ended: { moved: 0, refused: 0, left: 2 } });

  anna.events.length = 0;
  expect(await move([first.id])).toMatchObject({
    clinics: [{ state: 'moved' }, { state: 'here' }],
    ended: { moved: 1, refused: 0, left: 0 },
  });
  expect(heard(anna, 'vault.moveProgress')).toEqual([
    { done: 0, of: 1, name: '' },
    { done: 0, of: 1, name: 'Local one' },
    null,
  ]);
  expect(heard(anna, 'organizations.changed')).toContainEqual({ organizationId: first.id });
  expect((await (await ben.storage()).organizations.get(first.id))?.name).toBe('Local one');

  // One that can't be moved says why, and is moved once it can be.
  const locks = createRunLocks({ profileDir: anna.profileDir, sqliteBinding: undefined });
  const lock = await locks.take(`${second.id}.twilio`, 0);
  const run = {
    provider: 'twilio' as const,
    simulated: false,
    startedBy: 'Anna',
    subject: '',
    recipient: '',
    steps: [],
  };
  await local
    .forOrganization(second.id)
    .tests.begin({ ...run, startedAt: new Date().toISOString() }, note('test.started'));
  expect(await move([first.id, second.id])).toMatchObject({
    clinics: [{ state: 'moved' }, { state: 'here', error: { code: 'shared-vault.move-unsettled' } }],
    ended: { moved: 1, refused: 1, left: 0 },
  });
  lock?.release();
  expect(await move([second.id])).toMatchObject({ clinics: [{}, { state: 'moved', error: null }] });
  expect(await annas['vault.forgetMoved']({})).toMatchObject({ clinics: [] });
  expect(await local.organizations.count()).toBe(0);
  const alone = await windowOf(vault.consoleOf('alone'));
  expect(await codeOf(Promise.resolve(alone['vault.moving']({})))).toBe('usage.not-shared');
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
      lastFailure: { code: 'twilio.20003', since: 'works' },
    },
  ]);
  const { clinicRows } = (await ben.workspace()).services();
  expect(await clinicRows.rows([sunrise])).toMatchObject([{ name: 'Sunrise Dental', machines: 1 }]);
  const { machines } = calls['machines.list'].response.parse(await annas['machines.list']({}));
  expect(machines).toMatchObject([{ name: 'Receptionist', clinics: [sunrise], admittedBy: 'Anna', uses: [{}] }]);

  // Other keys, which its own program made.
  const renew = (said: string) => Promise.resolve(annas['machines.renewKeys']({ name: 'Receptionist', words: said }));
  expect(await codeOf(renew(words))).toBe('usage.machine-file');
  chosen = publicFile;
  await annas['machines.choosePublicFile']({});
  expect(await codeOf(renew(words))).toBe('shared-vault.other-machine');
  const next = await publicFileOf(await makeNextKeys(vault.at('machine.key')));
  writeFileSync(publicFile, JSON.stringify(next));
  await annas['machines.choosePublicFile']({});
  expect(await codeOf(renew(words))).toBe('shared-vault.other-words');
  const nextWords = await identityWords(next.keys, machineLogin(next));
  expect(calls['machines.renewKeys'].response.parse(await renew(nextWords))).toMatchObject({
    known: [{ organizationId: sunrise, clinic: 'Sunrise Dental', provider: 'twilio' }],
  });
  expect(await codeOf(renew(nextWords))).toBe('usage.machine-file');

  expect(
    await codeOf(Promise.resolve(annas['machines.remove']({ name: 'Receptionist', confirmName: 'receptionist?' }))),
  ).toBe('shared-vault.name-mismatch');
  const removed = await annas['machines.remove']({ name: 'Receptionist', confirmName: 'Receptionist' });
  expect(removed).toMatchObject({ known: [{ clinic: 'Sunrise Dental', provider: 'twilio' }] });
  expect(await uses()).toEqual([]);
  expect(await clinicRows.rows([sunrise])).not.toMatchObject([{ machines: 1 }]);
});

test('keys of a clinic are renewed from the window, by whoever reaches it; all others open it', async () => {
  const hana = await vault.admit('Hana', [sunrise]);
  const renewKey = async (window: Window, organizationId: string) => window['vault.renewKey']({ organizationId });
  const starlight = await anna.addClinic('Starlight two');
  expect(await codeOf(renewKey(await windowOf(hana), starlight))).toBe('organization.unknown');
  expect(await renewKey(await windowOf(hana), sunrise)).toEqual({});
  for (const by of [anna, ben, hana]) {
    const { credentials } = (await by.storage()).forOrganization(sunrise);
    expect((await credentials.open('twilio')).record.provider).toBe('twilio');
  }
  const alone = await windowOf(vault.consoleOf('alone too'));
  expect(await codeOf(renewKey(alone, sunrise))).toBe('usage.not-shared');
  await (await anna.admission()).removeMember('Hana');
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
  expect(away).toMatchObject({ standing: 'member', members: 3, problem: { code: 'shared-vault.unreachable' } });
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
  expect(known).toContainEqual(
    expect.objectContaining({ organizationId: sunrise, clinic: 'Sunrise Dental', provider: 'twilio' }),
  );
  const again = await windowOf(ben);
  expect(await placeOf(again)).toMatchObject({ problem: { code: 'shared-vault.login-refused' } });
  // Nothing of the vault is shown there any more.
  const { clinicRows } = (await ben.workspace()).services();
  expect(await codeOf(clinicRows.slice(undefined, undefined))).toBe('shared-vault.login-refused');
  expect(existsSync(path.join(ben.profileDir, 'shared-vault-list.sealed'))).toBe(false);
  expect(await again['vault.leave']({})).toEqual({ place: 'this-computer' });
});

test('a member whose computer is lost is invited again, by those who may, and comes back as the same one', async () => {
  const gita = await vault.admit('Gita', [sunrise]);
  const gitas = await windowOf(gita);
  const inviteAgain = (window: Window, name: string) => Promise.resolve(window['members.inviteAgain']({ name }));
  const listed = async () => calls['members.list'].response.parse(await annas['members.list']({}));
  const gitasId = (await listed()).members.find(({ name }) => name === 'Gita')?.id;
  // Closed, refused or not to be written: nothing is withdrawn.
  chosen = null;
  expect(await inviteAgain(annas, 'Gita')).toEqual({ invited: null });
  chosen = vault.at('gita.invitation');
  expect(await codeOf(inviteAgain(annas, 'Anna'))).toBe('shared-vault.not-oneself');
  expect(await codeOf(inviteAgain(annas, 'Nobody'))).toBe('shared-vault.unknown-name');
  expect(await codeOf(inviteAgain(gitas, 'Anna'))).toBe('shared-vault.not-allowed');
  chosen = vault.at('no such folder/gita.invitation');
  expect(await codeOf(inviteAgain(annas, 'Gita'))).toBe('usage.not-written');
  expect((await listed()).members).toContainEqual(expect.objectContaining({ name: 'Gita' }));
  expect(await placeOf(gitas)).toMatchObject({ standing: 'member', problem: null });
  await gita.close();

  chosen = vault.at('gita.invitation');
  const { invited } = calls['members.inviteAgain'].response.parse(await inviteAgain(annas, 'Gita'));
  expect(invited).toMatchObject({ file: chosen, error: null, hadKeys: true });
  expect(invited?.known).toContainEqual(
    expect.objectContaining({ organizationId: sunrise, clinic: 'Sunrise Dental', provider: 'twilio' }),
  );
  expect((await listed()).members).not.toContainEqual(expect.objectContaining({ name: 'Gita' }));
  expect((await listed()).invitations).toContainEqual(
    expect.objectContaining({ name: 'Gita', clinics: [sunrise], isWaiting: false, isReturning: true }),
  );
  expect(await placeOf(await windowOf(gita))).toMatchObject({ problem: { code: 'shared-vault.login-refused' } });
  await gita.close();
  // Once more, as the code was not heard: what is alive is told, and that the keys were withdrawn before.
  const again = calls['members.inviteAgain'].response.parse(await inviteAgain(annas, 'Gita'));
  expect(again.invited).toMatchObject({ hadKeys: false, known: invited?.known });

  const newer = vault.consoleOf('gita-newer');
  const newers = await windowOf(newer);
  await newers['vault.chooseInvitation']({});
  expect(await codeOf(Promise.resolve(newers['vault.openInvitation']({ code: invited?.code ?? '' })))).toBe(
    'shared-vault.wrong-code',
  );
  await newers['vault.openInvitation']({ code: again.invited?.code ?? '' });
  const joined = calls['vault.join'].response.parse(await newers['vault.join']({}));
  const words = joined.place === 'shared' ? (joined.words ?? '') : '';
  expect((await listed()).invitations).toContainEqual(expect.objectContaining({ name: 'Gita', isWaiting: true }));
  await annas['members.admit']({ name: 'Gita', words });
  expect((await listed()).members).toContainEqual(
    expect.objectContaining({ id: gitasId, name: 'Gita', clinics: [sunrise] }),
  );
  expect(await placeOf(newers)).toMatchObject({ standing: 'member', member: 'Gita', problem: null });
  await newer.close();
});

test('the server goes away right after a removal: what was known is told all the same, without names', async () => {
  await vault.admit('Fritz');
  const workspace = await anna.workspace();
  const { sharedVault } = workspace;
  if (sharedVault === null) throw new Error('in no shared vault');
  const admission: typeof sharedVault.admission = (local) => ({
    ...sharedVault.admission(local),
    removeMember: async (name) => {
      const known = await sharedVault.admission(local).removeMember(name);
      await vault.server.stop();
      return known;
    },
  });
  const window = createMemberHandlers({ ...workspace, sharedVault: { ...sharedVault, admission } }, desk);
  const removed = await window['members.remove']({ name: 'Fritz', confirmName: 'Fritz' });
  await vault.server.start();
  expect(calls['members.remove'].response.parse(removed).known).toContainEqual(
    expect.objectContaining({ organizationId: sunrise, clinic: '', provider: 'twilio' }),
  );
  await expect
    .poll(async () => (await (await anna.standing()).members().catch(() => ({ members: [] }))).members)
    .not.toContainEqual(expect.objectContaining({ name: 'Fritz' }));
});
