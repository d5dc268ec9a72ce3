/** The clinics of a computer move into the shared vault whole, once, and survive what comes between. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Storage } from '../../../src-main/storage/repositories';
import { createRunLocks } from '../../../src-main/storage/run-locks';
import { seededChance } from '../../fakes/chance';
import { clinicWithCredential, codeOf, note, saveCredential, secrets } from '../../unit/main/vault/profile';
import { bundleChild } from '../storage/bundle-child';
import { createFileKeyStore } from '../storage/file-key-store';
import { startSharedVault, type TestConsole } from './consoles';

const chance = seededChance('move');
const kills = Number(process.env.VOXANNE_TEST_KILLS ?? 4);
const unsigned = () => new AbortController().signal;

let keychains: string;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;

beforeAll(async () => {
  keychains = mkdtempSync(path.join(tmpdir(), 'voxanne-keychains-'));
  vault = await startSharedVault({ keyStoreOf: (name) => createFileKeyStore(path.join(keychains, name)) });
  anna = vault.anna;
});
afterAll(async () => {
  await vault.close();
  rmSync(keychains, { recursive: true, force: true });
});

const localOf = async (by: TestConsole): Promise<Storage> => (await by.workspace()).vault.requireStorage();
async function moveOf(by: TestConsole) {
  const move = (await by.workspace()).clinicMove();
  if (move === null) throw new Error('in no shared vault');
  return move;
}
const moved = async (by: TestConsole, organizationIds: string[] | null = null, again = false) =>
  (await (await moveOf(by)).move({ organizationIds, again, signal: unsigned() })).map(({ name, state, error }) => [
    name,
    error?.code ?? state,
  ]);
const tokenIn = async (storage: Storage, id: string) =>
  (await storage.forOrganization(id).credentials.open('twilio')).fields.authToken;

const problem = { code: 'network.reset', message: '', cause: '', fix: '', retryable: true };
const runOf = (startedAt: string) => ({
  provider: 'twilio' as const,
  simulated: false,
  startedAt,
  startedBy: 'Anna',
  subject: '+14155550100',
  recipient: '+14155550134',
  steps: [],
});

/** A clinic of this computer with a row of every kind. */
async function fullClinic(name: string): Promise<string> {
  const scope = await clinicWithCredential(await localOf(anna), name);
  const google = {
    provider: 'google' as const,
    methodId: 'own-calendars',
    choice: 'calendar\u0000name',
    metadata: { zone: 'América/Bogotá' },
    accountKey: `42/${name}`,
    keyHint: 'x',
    simulated: false,
    verifiedAt: null,
    expiresAt: null,
  };
  await scope.credentials.save(google, { refreshToken: 'canary-refresh' }, [], note('credential.added'));
  await scope.credentials.revoke('google', note('credential.revoked'), { account: 'x', problem });
  await scope.saveDrafts({ testSms: 'a', hotLead: 'b' });
  const run = await scope.tests.begin(runOf('2026-05-04T09:30:00.000Z'), note('test.started'));
  const intended = await scope.messages.intend({
    runId: run.id,
    step: 'test-sms',
    from: '+14155550100',
    to: '+14155550134',
    body: 'Hello',
    code: 'AB12',
  });
  await scope.messages.update(intended.id, { state: 'accepted', sid: `SM${'2'.repeat(32)}`, status: 'delivered' });
  await scope.tests.finish(run.id, 'finished', '2026-05-04T09:31:00.000Z', note('test.passed'));
  return scope.organizationId;
}

test('a clinic moves with all that belongs to it, and stays here, only read, until it is deleted', async () => {
  const id = await fullClinic('Sunrise Dental');
  expect(await moved(anna)).toEqual([['Sunrise Dental', 'moved']]);

  const shared = await anna.storage();
  const there = shared.forOrganization(id);
  expect((await there.credentials.open('twilio')).fields).toEqual(secrets);
  expect(await there.credentials.find('google')).toMatchObject({ status: 'revoked', choice: 'calendar\uFFFDname' });
  const [pending] = await there.revocations.list();
  expect((await there.revocations.open(pending?.id ?? ''))?.fields).toEqual({ refreshToken: 'canary-refresh' });
  const [run] = await there.tests.history('twilio', 5);
  expect(run).toMatchObject({ state: 'finished', recipient: '+14155550134' });
  expect(await there.messages.ofRun(run?.id ?? '')).toMatchObject([{ state: 'accepted', status: 'delivered' }]);
  expect(await there.drafts()).toEqual({ testSms: 'a', hotLead: 'b' });
  expect(await there.readiness.list()).toMatchObject([{ rung: 'signed-in', state: 'proven' }]);
  await saveCredential(there, { ...secrets, authToken: 'canary-later' });

  const local = await localOf(anna);
  expect(await tokenIn(local, id)).toBe(secrets.authToken);
  for (const change of [
    () => saveCredential(local.forOrganization(id)),
    () => local.organizations.update(id, { name: 'Other' }, null),
    () => local.organizations.remove(id, note('organization.removed')),
    () => local.forOrganization(id).tests.begin(runOf('2026-05-04T09:30:00.000Z'), note('test.started')),
  ])
    expect(await codeOf(change())).toBe('storage.clinic-moved');

  // Not twice, and not over what was done there since.
  expect(await moved(anna)).toEqual([['Sunrise Dental', 'moved-before']]);
  expect(await tokenIn(shared, id)).toBe('canary-later');
  expect(await shared.organizations.count()).toBe(1);

  expect(await (await moveOf(anna)).forget(null)).toBe(1);
  expect(await local.organizations.count()).toBe(0);
  expect(await tokenIn(shared, id)).toBe('canary-later');
  for (const { audit } of [local, shared]) expect(await audit.verify()).toMatchObject({ intact: true });
});

test('a clinic whose test is not over stays, and the others move', async () => {
  const local = await localOf(anna);
  const busy = await clinicWithCredential(local, 'Busy');
  const other = await clinicWithCredential(local, 'Other');
  const lock = await createRunLocks({ profileDir: anna.profileDir, sqliteBinding: undefined }).take(
    `${busy.organizationId}.twilio`,
    0,
  );
  await busy.tests.begin(runOf(new Date().toISOString()), note('test.started'));
  expect(await moved(anna)).toEqual([
    ['Busy', 'shared-vault.move-unsettled'],
    ['Other', 'moved'],
  ]);
  // Nothing of it was held on to: the test goes on.
  await busy.saveDrafts({ testSms: 'c', hotLead: 'd' });
  lock?.release();
  // Cut off: what became of it is looked up first.
  expect(await moved(anna)).toEqual([
    ['Busy', 'moved'],
    ['Other', 'moved-before'],
  ]);
  expect(await (await anna.storage()).forOrganization(busy.organizationId).tests.unfinished('twilio')).toEqual([]);
  expect(await (await moveOf(anna)).forget([other.organizationId])).toBe(1);
  expect(await (await moveOf(anna)).forget(null)).toBe(1);
});

test('who stops it leaves the others; a copy of the profile makes no second clinic', async () => {
  const local = await localOf(anna);
  const { organizationId: id } = await clinicWithCredential(local, 'Copied');
  const left = await (await moveOf(anna)).move({ organizationIds: null, signal: AbortSignal.abort() });
  expect(left.map(({ state }) => state)).toEqual(['left']);
  await anna.close();
  cpSync(anna.profileDir, vault.at('copy'), { recursive: true });
  cpSync(path.join(keychains, 'anna'), path.join(keychains, 'copy'), { recursive: true });
  cpSync(anna.profileDir, vault.at('later'), { recursive: true });
  cpSync(path.join(keychains, 'anna'), path.join(keychains, 'later'), { recursive: true });
  const [copy, later] = [vault.consoleOf('copy'), vault.consoleOf('later')];

  expect(await moved(anna)).toEqual([['Copied', 'moved']]);
  expect(await moved(copy)).toEqual([['Copied', 'moved']]);
  const shared = await anna.storage();
  await saveCredential(shared.forOrganization(id), { ...secrets, authToken: 'canary-there' });
  expect(await moved(later)).toEqual([['Copied', 'shared-vault.move-conflict']]);
  expect(await tokenIn(shared, id)).toBe('canary-there');
  expect(await tokenIn(await localOf(later), id)).toBe(secrets.authToken);
  await (await moveOf(anna)).forget(null);
});

test(
  'killed anywhere, a clinic is here whole, or in both whole, and the next move ends it',
  async () => {
    const bundle = await bundleChild('../shared-vault/move-child.ts');
    const run = (killAt: number) => {
      const { status, signal, stdout, stderr } = spawnSync(
        process.execPath,
        [bundle, anna.profileDir, path.join(keychains, 'anna'), String(killAt)],
        { encoding: 'utf8' },
      );
      if (signal !== 'SIGKILL' && status !== 0) throw new Error(stderr);
      return signal === 'SIGKILL' ? null : (JSON.parse(stdout) as { points: number; clinics: { state: string }[] });
    };
    const local = await localOf(anna);
    const shared = await anna.storage();
    await fullClinic('Counted');
    const points = run(0)?.points ?? 0;
    expect(points).toBeGreaterThan(40);
    await (await moveOf(anna)).forget(null);

    for (let kill = 1; kill <= kills; kill += 1) {
      const id = await fullClinic(`Killed ${kill}`);
      const at = 1 + Math.floor(chance('at') * points);
      run(at);
      expect(await tokenIn(local, id)).toBe(secrets.authToken);
      const arrived = await shared.organizations.get(id);
      if (arrived !== null) {
        expect(await tokenIn(shared, id)).toBe(secrets.authToken);
        expect(await shared.forOrganization(id).tests.history('twilio', 5)).toHaveLength(1);
      }
      expect(run(0)?.clinics.at(0)?.state, `after a kill at ${at} of ${points}`).toMatch(/^moved/);
      expect(await tokenIn(shared, id)).toBe(secrets.authToken);
      expect(await (await moveOf(anna)).forget(null)).toBe(1);
    }
    expect(await shared.audit.verify()).toMatchObject({ intact: true });
    rmSync(path.dirname(bundle), { recursive: true, force: true });
  },
  120_000 + kills * 8_000,
);

test('what is left here is deleted only while the clinic is there, or was removed there by a member', async () => {
  const local = await localOf(anna);
  const { organizationId: removed } = await clinicWithCredential(local, 'Removed there');
  const { organizationId: lost } = await clinicWithCredential(local, 'Lost there');
  expect(await moved(anna)).toHaveLength(2);
  await (await anna.storage()).organizations.remove(removed, note('organization.removed'));
  await lose(lost);

  expect(await codeOf((await moveOf(anna)).forget(null))).toBe('shared-vault.move-not-there');
  expect(await tokenIn(local, lost)).toBe(secrets.authToken);
  expect(await tokenIn(local, removed)).toBe(secrets.authToken);
  expect(await (await moveOf(anna)).forget([removed])).toBe(1);

  // Said by name, and copied once more when a person says so: nothing newer was ever seen.
  const { moving } = await anna.workspace();
  const state = (as: string) => ({ clinics: [{ id: lost, name: 'Lost there', state: as }] });
  expect(await moving.view()).toMatchObject(state('lost'));
  expect(await moving.move([lost])).toMatchObject({
    clinics: [{ state: 'lost', error: { code: 'shared-vault.move-lost' } }],
    ended: { moved: 0, refused: 1, left: 0 },
  });
  expect(await moving.move([lost], true)).toMatchObject({
    ...state('moved'),
    ended: { moved: 1, refused: 0, left: 0 },
  });
  const shared = await anna.storage();
  expect(await tokenIn(shared, lost)).toBe(secrets.authToken);
  expect(await moved(anna, null, true)).toEqual([['Lost there', 'moved-before']]);
  // Changed there, and lost again: what is left here may be revoked by now.
  await saveCredential(shared.forOrganization(lost), { ...secrets, authToken: 'canary-there' });
  await lose(lost);
  expect(await moved(anna, null, true)).toEqual([['Lost there', 'shared-vault.move-older']]);
  expect(await shared.organizations.get(lost)).toBeNull();
  expect(await tokenIn(local, lost)).toBe(secrets.authToken);
});

/** The server is put back to before the move. */
async function lose(id: string): Promise<void> {
  const owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
  await owner.query('DELETE FROM voxanne.audit_log WHERE chain = $1', [id]);
  await owner.query('DELETE FROM voxanne.organizations WHERE id = $1', [id]);
  await owner.end();
}
