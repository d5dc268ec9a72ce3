/** Nobody is let in without the file that lets them in, wherever the writing of it ends. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admitMachine, inviteInto } from '../../../src-main/shared-vault/hand-over';
import { makeKeyFile, publicFileOf, writeKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { machineLogin, vaultFileSchema } from '../../../src-shared/shared-vault/machine-files';
import { identityWords } from '../../../src-shared/shared-vault/words';
import { codeOf, saveCredential, secrets, testKdf } from '../../unit/main/vault/profile';
import { bundleChild } from '../storage/bundle-child';
import { createFileKeyStore } from '../storage/file-key-store';
import { diskRoot, fill, free, onSmallDisk, profileOnDisk } from '../storage/small-disk';
import { startSharedVault } from './consoles';

let keychains: string;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let clinic: string;

beforeAll(async () => {
  keychains = mkdtempSync(path.join(tmpdir(), 'voxanne-keychains-'));
  vault = await startSharedVault({ keyStoreOf: (name) => createFileKeyStore(path.join(keychains, name)) });
  clinic = await vault.anna.addClinic('Sunrise Dental');
  await saveCredential((await vault.anna.storage()).forOrganization(clinic));
});
afterAll(async () => {
  await vault.close();
  rmSync(keychains, { recursive: true, force: true });
});

async function newMachine(name: string) {
  const [keyFile, cacheFile] = [vault.at(`${name}.key`), vault.at(`${name}.cache`)];
  const keys = await makeKeyFile(keyFile);
  const file = await publicFileOf(keys);
  const words = await identityWords(file.keys, machineLogin(file));
  return {
    file,
    words,
    /** What its program does with the file that it was given. */
    async opens(given: string): Promise<string | undefined> {
      const about = vaultFileSchema.parse(JSON.parse(readFileSync(given, 'utf8')));
      writeKeyFile(keyFile, { ...keys, vault: about });
      const receptionist = await openReceptionist({ databaseUrl: about.databaseUrl, keyFile, cacheFile });
      try {
        return await receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken);
      } finally {
        await receptionist.close();
      }
    },
  };
}
const machines = async () => (await (await vault.anna.standing()).machines()).map(({ name }) => name);
const invited = async () => (await (await vault.anna.standing()).members()).invitations.map(({ name }) => name);
async function acts(): Promise<string[]> {
  const { audit } = await vault.anna.storage();
  const all = { organizationId: null, before: null, limit: 500, search: '', outcome: null };
  return (await audit.list(all)).entries.map(({ action, detail }) => `${action} ${detail}`);
}

/** Lets somebody in as the console does, and does something to the disk in the moment before the file is written. */
async function letIn(name: string, into: string, meanwhile: () => void) {
  const machine = await newMachine(name);
  const admission = await vault.anna.admission();
  const membership = vault.anna.file.require();
  const addMachine: typeof admission.addMachine = async (...given) => {
    meanwhile();
    return admission.addMachine(...given);
  };
  const invite: typeof admission.invite = async (...given) => {
    meanwhile();
    return admission.invite(...given);
  };
  const by = { admission: { ...admission, addMachine, invite }, membership };
  const request = { name, file: machine.file, words: machine.words, clinics: [clinic] };
  return {
    machine,
    asMachine: () => codeOf(admitMachine(into, by, request)),
    asMember: () => codeOf(inviteInto(into, by, { name, scope: 'all' }, testKdf)),
  };
}

const nothing = () => undefined;

describe('where the file can’t be written', () => {
  onSmallDisk();
  const remount = (how: 'ro' | 'rw') => execFileSync('mount', ['-o', `remount,${how}`, diskRoot()], { stdio: 'pipe' });
  const ways = {
    'the disk is full': (dir: string) => ({ spoil: () => fill(dir), mend: () => free(dir) }),
    'the disk is only read': () => ({ spoil: () => remount('ro'), mend: () => remount('rw') }),
    'a folder has its name': (_: string, into: string) => ({
      spoil: () => mkdirSync(into),
      mend: () => rmSync(into, { recursive: true }),
    }),
    'its folder is gone': (dir: string) => ({
      spoil: () => rmSync(dir, { recursive: true }),
      mend: () => mkdirSync(dir),
    }),
  };
  for (const [what, way] of Object.entries(ways))
    test(`${what}: nobody is let in, and the next try does`, async () => {
      const dir = profileOnDisk();
      const into = path.join(dir, 'vault.json');
      const { spoil, mend } = way(dir, into);
      const spoiled = await letIn(what, into, spoil);
      expect(await spoiled.asMachine()).toBe('usage.not-written');
      mend();
      expect(await spoiled.asMember()).toBe('usage.not-written');
      mend();
      expect([await machines(), await invited()]).toEqual([[], []]);
      expect((await acts()).filter((act) => act.endsWith(` ${what}`))).toEqual([]);
      expect(readdirSync(dir).filter((name) => name !== 'filler')).toEqual([]);

      const mended = await letIn(`${what}, then not`, into, nothing);
      expect(await mended.asMachine()).toBe('no error');
      expect(await mended.machine.opens(into)).toBe(secrets.authToken);
      await (await vault.anna.admission()).removeMachine(`${what}, then not`);
      expect(await mended.asMember()).toBe('no error');
      await (await vault.anna.admission()).withdrawInvitation(`${what}, then not`);
    });
});

test('what lies there is replaced only by one that counts: a refusal leaves it', async () => {
  const into = vault.at('kept.json');
  writeFileSync(into, 'kept');
  const { file, words } = await newMachine('Kept');
  const by = { admission: await vault.anna.admission(), membership: vault.anna.file.require() };
  const other = words.split(' ').reverse().join(' ');
  for (const given of [
    { name: 'Kept', file, words: other, clinics: [clinic] },
    { name: 'Anna', file, words, clinics: [clinic] },
  ])
    expect(await codeOf(admitMachine(into, by, given))).toMatch(/^shared-vault\./);
  expect(readFileSync(into, 'utf8')).toBe('kept');
});

test('a receptionist whose file is lost is added again: the same file, no second admission', async () => {
  const machine = await newMachine('Lost');
  const by = { admission: await vault.anna.admission(), membership: vault.anna.file.require() };
  const request = { name: 'Lost', file: machine.file, words: machine.words, clinics: [clinic] };
  const [first, again] = [vault.at('first.json'), vault.at('again.json')];
  const admitted = await admitMachine(first, by, request);
  const before = await acts();
  expect(await admitMachine(again, by, request)).toEqual(admitted);
  expect(readFileSync(again, 'utf8')).toBe(readFileSync(first, 'utf8'));
  expect(await machine.opens(again)).toBe(secrets.authToken);
  expect(await acts()).toEqual(before);
  const elsewhere = vault.at('elsewhere.json');
  for (const other of [{ name: 'Other' }, { clinics: [] as string[] }])
    expect(await codeOf(admitMachine(elsewhere, by, { ...request, ...other }))).toBe('shared-vault.admitted-before');
  expect(existsSync(elsewhere)).toBe(false);
  // Keys that were removed never come back.
  await by.admission.removeMachine('Lost');
  expect(await codeOf(admitMachine(elsewhere, by, request))).toBe('shared-vault.used-before');
});

test('killed at any statement, nobody is in without the file, and asking again ends it', async () => {
  const bundle = await bundleChild('../shared-vault/hand-over-child.ts');
  const run = (killAt: number, out: string, name: string, more: string[]) => {
    const child = [bundle, vault.anna.profileDir, path.join(keychains, 'anna'), String(killAt), out, name, ...more];
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, child, { encoding: 'utf8' });
    if (signal !== 'SIGKILL' && status !== 0) throw new Error(stderr);
    return signal === 'SIGKILL' ? null : (JSON.parse(stdout) as { points: number; code: string });
  };
  await vault.anna.close();
  const counted = await newMachine('Counted');
  const partsOf = ({ file, words }: Awaited<ReturnType<typeof newMachine>>) => [JSON.stringify(file), words, clinic];
  const points = run(0, vault.at('counted.json'), 'Counted', partsOf(counted))?.points ?? 0;
  expect(points).toBeGreaterThan(10);
  // The last statements are the hint, the end of the transaction, and what comes before and after it.
  const ended: boolean[] = [];
  for (let at = points - 5; at <= points; at += 1) {
    const [name, into] = [`Killed ${at}`, vault.at(`killed-${at}.json`)];
    const machine = await newMachine(name);
    expect(run(at, into, name, partsOf(machine))).toBeNull();
    const isIn = (await machines()).includes(name);
    if (isIn) expect(await machine.opens(into)).toBe(secrets.authToken);
    ended.push(isIn);
    await vault.anna.close();
    run(0, into, name, partsOf(machine));
    expect(await machine.opens(into)).toBe(secrets.authToken);
  }
  expect(new Set(ended)).toEqual(new Set([true, false]));

  const asked = run(0, vault.at('counted.invitation'), 'Counted person', [])?.points ?? 0;
  for (let at = asked - 5; at <= asked; at += 1) {
    const [name, into] = [`Person ${at}`, vault.at(`person-${at}.invitation`)];
    expect(run(at, into, name, [])).toBeNull();
    if ((await invited()).includes(name)) expect(existsSync(into)).toBe(true);
    await vault.anna.close();
  }
  rmSync(path.dirname(bundle), { recursive: true, force: true });
}, 600_000);
