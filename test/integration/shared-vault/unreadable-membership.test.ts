/** What a computer knows of its shared vault can't be read: it opens all the same, says so, and there are ways back. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compose } from '../../../src-main/compose';
import type { Desk } from '../../../src-main/desk';
import { createVaultHandlers } from '../../../src-main/ipc/handlers/vault';
import type { Lock } from '../../../src-main/lock/console-lock';
import { writeInvitation } from '../../../src-main/shared-vault/invitation';
import { joinVault } from '../../../src-main/shared-vault/join';
import { calls } from '../../fakes/calls';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import {
  clinicWithCredential,
  codeOf,
  platformOf,
  saveCredential,
  secrets,
  testKdf,
} from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';

const keyStore = new FakeKeyStore();
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let ben: TestConsole;
let clinic: string;
let chosen: string | null = null;
const desk = { chooseFile: async () => chosen } as unknown as Desk;

beforeAll(async () => {
  vault = await startSharedVault({ keyStoreOf: (name) => (name === 'Ben' ? keyStore : new FakeKeyStore()) });
  clinic = await vault.anna.addClinic('Sunrise Dental');
  await saveCredential((await vault.anna.storage()).forOrganization(clinic));
  ben = await vault.admit('Ben');
  await clinicWithCredential((await ben.workspace()).vault.requireStorage(), 'On this computer');
  expect(await (await ben.storage()).organizations.count()).toBe(1);
  await ben.close();
});
afterAll(() => vault.close());

const file = () => path.join(ben.profileDir, 'shared-vault.json');
const asides = () => readdirSync(ben.profileDir).filter((name) => name.startsWith('shared-vault.json.kept-'));
/** As a window: it follows what others do as soon as it is open. */
const open = () =>
  compose({
    platform: platformOf(ben.profileDir),
    env: {},
    keyStore,
    publish: () => undefined,
    logger: { info: () => undefined, warn: () => undefined, fault: () => undefined },
    practice: null,
    followsOthers: true,
  });
type Workspace = Awaited<ReturnType<typeof open>>;
const windowOf = (workspace: Workspace) => createVaultHandlers(workspace, desk, {} as Lock);

const ways = {
  'cut short': (text: string) => writeFileSync(file(), text.slice(0, 40)),
  'of a newer version': (text: string) => writeFileSync(file(), text.replace('"version": 1', '"version": 2')),
  empty: () => writeFileSync(file(), ''),
  'a folder': () => {
    rmSync(file());
    mkdirSync(file());
  },
};

for (const [way, spoil] of Object.entries(ways))
  test(`${way}: the console opens, shows no clinic of this computer instead, and works once it is back`, async () => {
    const text = readFileSync(file(), 'utf8');
    spoil(text);
    const workspace = await open();
    const window = windowOf(workspace);
    for (const asked of [() => window['vault.place']({}), () => workspace.services().storage.organizations.count()])
      expect(await codeOf(async () => asked())).toBe('shared-vault.file-unreadable');
    expect(workspace.clinicStorage()).toBeNull();
    rmSync(file(), { recursive: true });
    writeFileSync(file(), text, { mode: 0o600 });
    expect(calls['vault.place'].response.parse(await window['vault.place']({}))).toMatchObject({ standing: 'member' });
    expect(await workspace.services().storage.organizations.count()).toBe(1);
    await workspace.close();
  });

test('who has no copy of it goes back to this computer, and joins as the same member once more', async () => {
  const { memberId } = ben.file.require();
  writeFileSync(file(), '{"version":1');
  const workspace = await open();
  const window = windowOf(workspace);
  expect(await window['vault.leave']({})).toEqual({ place: 'this-computer' });
  expect(asides()).toHaveLength(1);
  expect(await workspace.services().storage.organizations.count()).toBe(1);
  expect((await workspace.services().organizations.list()).map(({ name }) => name)).toEqual(['On this computer']);

  const { invitation } = await (await vault.anna.admission()).inviteAgain('Ben');
  chosen = vault.at('again.invitation');
  const code = await writeInvitation(chosen, { address: vault.address, ...invitation }, testKdf);
  await window['vault.chooseInvitation']({});
  await window['vault.openInvitation']({ code });
  const place = calls['vault.join'].response.parse(await window['vault.join']({}));
  if (place.place !== 'shared') throw new Error('not joined');
  await (await vault.anna.admission()).admit('Ben', place.words ?? '');
  const { fields } = await workspace.services().storage.forOrganization(clinic).credentials.open('twilio');
  expect(fields.authToken).toBe(secrets.authToken);
  expect(ben.file.require().memberId).toBe(memberId);
  await workspace.close();
});

test('joining with a new invitation over it leaves it where the server is away, and else keeps it aside', async () => {
  const { invitation } = await (await vault.anna.admission()).inviteAgain('Ben');
  const invited = { address: vault.address, ...invitation };
  const before = asides().length;
  writeFileSync(file(), '{"version":1');
  const join = async (port: number) =>
    joinVault({ ...invited, address: { ...vault.address, port } }, ben.file, await ben.secrets());
  expect(await codeOf(join(1))).toBe('shared-vault.unreachable');
  expect(readFileSync(file(), 'utf8')).toBe('{"version":1');
  const words = await join(vault.address.port);
  expect(asides()).toHaveLength(before + 1);
  await (await vault.anna.admission()).admit('Ben', words);
  await ben.close();
  expect(await (await ben.storage()).organizations.count()).toBe(1);
});

test('one that can be read is never put aside', async () => {
  const before = asides().length;
  expect(ben.file.putAside(new Date())).toBeNull();
  renameSync(file(), `${file()}.moved`);
  expect(ben.file.putAside(new Date())).toBeNull();
  renameSync(`${file()}.moved`, file());
  expect(asides()).toHaveLength(before);
});
