/**
 * A window and a command line on one profile: what one of them runs is not taken for cut off by the other, and is as
 * soon as it dies.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { createRunLocks } from '../../../src-main/storage/run-locks';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { bundleChild } from '../storage/bundle-child';
import { createFileKeyStore } from '../storage/file-key-store';
import { openProfile } from './profile';

let simulator: TwilioSimulator;
let first: Awaited<ReturnType<typeof openProfile>>;
let second: Awaited<ReturnType<typeof openProfile>>;
let organizationId: string;
beforeEach(async () => {
  simulator = await startTwilioSimulator({ scenario: 'recipient.never-moves' });
  const keyStore = new FakeKeyStore();
  first = await openProfile(keyStore);
  const [account] = simulator.control.addAccounts(1);
  if (account === undefined) throw new Error('no account');
  ({ organizationId } = await first.addClinic('Sunrise Dental', account));
  second = await openProfile(keyStore, first.profileDir);
});
afterEach(async () => {
  second.close();
  await first.remove();
  await simulator.close();
});

describe('a second program on the same profile', () => {
  test('leaves a running test alone, shows it as running, and refuses another of the same clinic', async () => {
    const [one, other] = [first.start(simulator.origin), second.start(simulator.origin)];
    const run = await one.start(organizationId, '+14155550199', null, 30_000);
    await expect.poll(() => simulator.control.messages().length, { timeout: 120_000 }).toBe(2);
    await other.recoverInterrupted();
    expect((await other.history(organizationId, 1))[0]).toMatchObject({ id: run.id, state: 'running' });
    await expect(other.start(organizationId, '+14155550199', null)).rejects.toMatchObject({
      data: { code: 'test.already-running' },
    });
    await one.stop(organizationId, run.id);
    expect((await one.waitFor(organizationId, run.id)).state).toBe('stopped');
    await one.stopAll();
    expect((await other.history(organizationId, 1))[0]?.state).toBe('stopped');
    const next = await other.start(organizationId, '+14155550199', ['account'], 0);
    expect((await other.waitFor(organizationId, next.id)).state).toBe('finished');
    await other.stopAll();
  });

  test('looks after the test of a program that was killed, at once', async () => {
    const bundle = await bundleChild('../send-path/child.ts');
    const folder = join(first.profileDir, 'killed');
    const [profileDir, keychain] = [join(folder, 'profile'), join(folder, 'keychain')];
    const open = () => openProfile(createFileKeyStore(keychain), profileDir);
    const [account] = simulator.control.addAccounts(1);
    if (account === undefined) throw new Error('no account');
    const watching = await open();
    const clinic = await watching.addClinic('Killed', account);
    simulator.control.setFault({ fault: { kind: 'stall' }, pathIncludes: '/Messages/' });
    const child = spawn(process.execPath, [bundle, profileDir, keychain, simulator.origin], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('close', resolve));
    const service = watching.start(simulator.origin);
    try {
      await expect
        .poll(() => simulator.control.messages().filter(({ accountSid }) => accountSid === account.accountSid).length, {
          timeout: 60_000,
        })
        .toBe(2);
      expect((await service.history(clinic.organizationId, 1))[0]?.state).toBe('running');
      child.kill('SIGKILL');
      await ended;
      expect((await service.history(clinic.organizationId, 1))[0]?.state).toBe('interrupted');
      simulator.control.clearFaults();
      await service.recoverInterrupted();
      const [run] = await service.history(clinic.organizationId, 1);
      expect(run).toMatchObject({ state: 'interrupted', finishedAt: expect.any(String) });
      expect(run?.steps.slice(2).map(({ reference }) => reference)).toEqual([
        expect.stringMatching(/^SM/),
        expect.stringMatching(/^SM/),
      ]);
      expect(simulator.control.messages().filter(({ accountSid }) => accountSid === account.accountSid)).toHaveLength(
        2,
      );
    } finally {
      child.kill('SIGKILL');
      await service.stopAll();
      watching.close();
      rmSync(join(bundle, '..'), { recursive: true, force: true });
    }
  }, 120_000);
});

describe('the lock of a clinic', () => {
  test('is held by one, seen by others, and free after its release, however often it was looked at', async () => {
    const locks = [1, 2].map(() => createRunLocks({ profileDir: first.profileDir, sqliteBinding: undefined }));
    const [one, other] = locks;
    const lock = await one?.take('a', 0);
    expect(lock).not.toBeNull();
    for (let look = 0; look < 20; look += 1) expect(locks.map((each) => each.isTaken('a'))).toEqual([true, true]);
    expect(await other?.take('a', 50)).toBeNull();
    expect(await other?.take('b', 0)).not.toBeNull();
    lock?.release();
    expect(locks.map((each) => each.isTaken('a'))).toEqual([false, false]);
    expect(await other?.take('a', 0)).not.toBeNull();
  });
});

describe('a message in doubt after its test has ended', () => {
  const reconcile = { pausesMs: [0], absenceProvesAfterMs: 600 };
  const lose = (kind: 'drop-after' | 'reset') => {
    simulator.control.setFault({ fault: { kind }, method: 'POST' });
    simulator.control.setFault({ fault: { kind: 'reset' }, method: 'GET', pathIncludes: '/Messages.json' });
  };

  test.each([
    ['was taken: it is found', 'drop-after', 1, { reference: expect.stringMatching(/^SM/) }],
    [
      'was not taken: its absence is proven',
      'reset',
      0,
      { state: 'failed', reference: null, error: { code: 'sms.not-taken', retryable: true } },
    ],
  ] as const)('%s by the same program a while later, without a new start', async (_name, kind, taken, shown) => {
    lose(kind);
    const service = first.start(simulator.origin, { reconcile });
    const run = await service.start(organizationId, '+14155550199', ['test-sms'], 300);
    expect((await service.waitFor(organizationId, run.id)).steps[2]).toMatchObject({
      state: 'unconfirmed',
      error: { code: 'sms.outcome-unknown' },
    });
    simulator.control.clearFaults();
    await expect
      .poll(async () => (await service.history(organizationId, 1))[0]?.steps[2], { timeout: 60_000 })
      .toMatchObject(shown);
    expect((await service.history(organizationId, 1))[0]?.state).toBe('finished');
    expect(simulator.control.messages()).toHaveLength(taken);
    const { entries } = await first.storage.audit.list({
      organizationId,
      before: null,
      limit: 1,
      search: '',
      outcome: null,
    });
    expect(entries[0]?.action).toBe('test.reconciled');
    await service.stopAll();
  });

  test('is not called unsent when the clinic has another account by now', async () => {
    lose('reset');
    const service = first.start(simulator.origin, { reconcile });
    const run = await service.start(organizationId, '+14155550199', null, 300);
    await service.waitFor(organizationId, run.id);
    await service.stopAll();
    simulator.control.clearFaults();
    const [other] = simulator.control.addAccounts(1);
    if (other === undefined) throw new Error('no account');
    const { accountSid, authToken, phoneNumber } = other;
    const note = {
      action: 'organization.changed' as const,
      outcome: 'succeeded' as const,
      detail: 'test',
      simulated: true,
    };
    const credential = {
      provider: 'twilio' as const,
      methodId: 'auth-token',
      choice: phoneNumber,
      metadata: {},
      keyHint: 'x',
      simulated: true,
    };
    await first.storage
      .forOrganization(organizationId)
      .credentials.save(
        { ...credential, accountKey: accountSid, verifiedAt: null, expiresAt: null },
        { accountSid, authToken },
        [],
        note,
      );
    // For the same account, an absence would prove it by now.
    const later = first.start(simulator.origin, { reconcile: { ...reconcile, absenceProvesAfterMs: 0 } });
    await later.recoverInterrupted();
    await later.stopAll();
    expect((await later.history(organizationId, 1))[0]?.steps[2]).toMatchObject({
      state: 'unconfirmed',
      error: { code: 'sms.outcome-unknown' },
    });
  });
});
