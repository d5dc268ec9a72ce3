/** The engine by itself: a test whose steps are told when to end, over real storage. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createRunLocks } from '../../../../src-main/storage/run-locks';
import type { FollowUp, RunningTest, TestDefinition } from '../../../../src-main/tests/test-definition';
import { createTestService } from '../../../../src-main/tests/test-service';
import { AppError, refusal } from '../../../../src-shared/errors';
import type { ProviderDescriptor } from '../../../../src-shared/providers/descriptor';
import { googleDescriptor } from '../../../../src-shared/providers/google/descriptor';
import { type TestRun, waitingStep } from '../../../../src-shared/tests/test-run';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import { storageWorker } from '../../../integration/storage/storage-worker';
import { clinicWithCredential, codeOf, newProfileDir, note, storageOf, vaultIn } from '../vault/profile';

const descriptor = {
  ...(googleDescriptor as ProviderDescriptor),
  test: { ...googleDescriptor.test, steps: googleDescriptor.test.steps.slice(0, 2) },
};
const { id: provider } = descriptor;
const whole = { only: null, to: null };

let storage: ReturnType<typeof storageOf>;
let organizationId: string;
let profileDir: string;
let now: Date;
let published: TestRun[];
let warnings: string[];
let reported: string[];
beforeEach(async () => {
  profileDir = newProfileDir();
  storage = storageOf(await vaultIn(profileDir, new FakeKeyStore()));
  ({ organizationId } = await clinicWithCredential(storage));
  now = new Date('2026-05-04T09:30:00.000Z');
  published = [];
  warnings = [];
  reported = [];
});

/** A test that does what `run` says. */
function serviceOf(
  run: (running: RunningTest) => Promise<unknown>,
  more: { followUp?: FollowUp; prepare?: () => Promise<void> } = {},
) {
  const definition: TestDefinition = {
    descriptor,
    simulated: false,
    async prepare() {
      await more.prepare?.();
      return {
        subject: 'Front desk',
        recipient: null,
        async run(running) {
          await run(running);
          const failed = running.board.steps().flatMap(({ error }) => (error === null ? [] : [new AppError(error)]));
          return { checks: [], credentialFailures: failed };
        },
      };
    },
    ...(more.followUp ? { followUp: more.followUp } : {}),
  };
  return createTestService({
    storage,
    definitions: [definition],
    platform: { profileDir, actor: 'tester', version: '', sqliteBinding: undefined, storageWorker, now: () => now },
    publish: (event, payload) => {
      if (event === 'test.progress') published.push(payload as TestRun);
    },
    logger: { warn: (line) => void warnings.push(line) },
    foundInUse: async (_organization, _provider, { data }) => reported.push(data.code),
  });
}

const passing = async ({ board }: RunningTest) => {
  for (const { id } of board.steps()) {
    board.begin(id);
    board.end(id, 'passed', { detail: 'Fine' });
  }
};
/** Runs until it is stopped. */
const waiting = async ({ board, signal }: RunningTest) => {
  board.begin('calendar-list');
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  board.end('calendar-list', 'skipped', { detail: 'Stopped.' });
};
const actions = async () => {
  const filter = { organizationId, before: null, limit: 10, search: '', outcome: null };
  return (await storage.audit.list(filter)).entries.map(({ action, outcome }) => `${action} ${outcome}`);
};
const states = (run: TestRun) => run.steps.map(({ state }) => state);

describe('a run', () => {
  test('answers at once, tells each change whole, and is kept with its end in the trail', async () => {
    const service = serviceOf(passing);
    const begun = await service.start(organizationId, provider, whole);
    expect(begun).toMatchObject({ state: 'running', subject: 'Front desk', recipient: null, startedBy: 'tester' });
    const ended = await service.waitFor(organizationId, provider, begun.id);
    expect(states(ended)).toEqual(['passed', 'passed']);
    expect(published.every(({ steps }) => steps.length === 2)).toBe(true);
    expect(await service.history(organizationId, provider, 5)).toEqual([ended]);
    expect((await actions()).slice(0, 2)).toEqual(['test.passed succeeded', 'test.started succeeded']);
  });

  test.each([
    ['failed', 'test.failed failed'],
    ['unconfirmed', 'test.unconfirmed failed'],
    ['skipped', 'test.unconfirmed failed'],
  ] as const)('with a step that is %s is no success in the trail', async (outcome, entry) => {
    const service = serviceOf(async ({ board }) => {
      board.end('calendar-list', 'passed', { detail: '' });
      board.end('free-busy', outcome, { detail: '' });
    });
    const { id } = await service.start(organizationId, provider, whole);
    await service.waitFor(organizationId, provider, id);
    expect((await actions())[0]).toBe(entry);
  });

  test('one at a time for a clinic and provider; the next is free as soon as it has ended', async () => {
    const service = serviceOf(waiting);
    const starts = await Promise.allSettled([1, 2, 3].map(() => service.start(organizationId, provider, whole)));
    expect(starts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await codeOf(service.start(organizationId, provider, whole))).toBe('test.already-running');
    const [first] = await service.history(organizationId, provider, 1);
    service.stop(organizationId, provider, first?.id ?? '');
    await service.waitFor(organizationId, provider, first?.id ?? '');
    const next = await service.start(organizationId, provider, whole);
    await service.stopAll();
    expect(next.id).not.toBe(first?.id);
  });

  test('is refused while another program runs one, and shown as running there', async () => {
    const [one, other] = [serviceOf(waiting), serviceOf(passing)];
    const run = await one.start(organizationId, provider, whole);
    expect(await codeOf(other.start(organizationId, provider, whole))).toBe('test.already-running');
    expect((await other.history(organizationId, provider, 1))[0]).toMatchObject({ id: run.id, state: 'running' });
    await one.stopAll();
    expect((await other.history(organizationId, provider, 1))[0]?.state).toBe('stopped');
  });

  test('that can’t be prepared is not recorded, and leaves the clinic free', async () => {
    let isReady = false;
    const prepare = async () => {
      if (!isReady) throw refusal('credentials.not-connected', '', '', '');
    };
    const service = serviceOf(passing, { prepare });
    expect(await codeOf(service.start(organizationId, provider, whole))).toBe('credentials.not-connected');
    expect(await service.history(organizationId, provider, 5)).toEqual([]);
    isReady = true;
    const { id } = await service.start(organizationId, provider, whole);
    expect((await service.waitFor(organizationId, provider, id)).state).toBe('finished');
  });

  test('a step that the provider does not have is refused, and so is a provider without a test', async () => {
    const service = serviceOf(passing);
    expect(await codeOf(service.start(organizationId, provider, { only: ['no-such'], to: null }))).toBe(
      'test.unknown-step',
    );
    expect(await codeOf(service.start(organizationId, 'twilio', whole))).toBe('test.not-offered');
    expect(published).toEqual([]);
  });

  test('stopped: it ends once what it made is undone; a stop for another run changes nothing', async () => {
    const service = serviceOf(waiting);
    const { id } = await service.start(organizationId, provider, whole);
    service.stop(organizationId, provider, '01902f3a-0000-7000-8000-000000000001');
    expect((await service.history(organizationId, provider, 1))[0]?.state).toBe('running');
    service.stop(organizationId, provider, id);
    expect(await service.waitFor(organizationId, provider, id)).toMatchObject({ state: 'stopped' });
    expect((await actions())[0]).toBe('test.stopped failed');
  });

  test('a fault of the program ends the open steps, says so, and frees the clinic', async () => {
    const service = serviceOf(async ({ board }) => {
      board.begin('calendar-list');
      throw new Error('a fault');
    });
    const { id } = await service.start(organizationId, provider, whole);
    const ended = await service.waitFor(organizationId, provider, id);
    expect(states(ended)).toEqual(['failed', 'skipped']);
    expect(warnings).toEqual([expect.stringContaining('running a test')]);
  });

  test('what says something of the credential is reported once, after the run is written down', async () => {
    const service = serviceOf(async ({ board }) => {
      const error = refusal('google.invalid_grant', 'No', '', '').data;
      board.end('calendar-list', 'failed', { detail: 'No', error });
    });
    const { id } = await service.start(organizationId, provider, whole);
    await service.waitFor(organizationId, provider, id);
    expect(reported).toEqual(['google.invalid_grant']);
  });
});

describe('a run that was cut off', () => {
  /** As a killed program leaves it. */
  const cutOff = (startedAt = now) =>
    storage.forOrganization(organizationId).tests.begin(
      {
        provider,
        simulated: false,
        startedAt: startedAt.toISOString(),
        startedBy: 'rosa',
        subject: 'Front desk',
        recipient: null,
        steps: descriptor.test.steps.map(({ id }) => waitingStep(id)),
      },
      note('test.started'),
    );

  test('is shown as interrupted, and closed by the next start of the program or of a test', async () => {
    const { id } = await cutOff();
    const service = serviceOf(passing);
    expect((await service.history(organizationId, provider, 1))[0]).toMatchObject({ id, state: 'interrupted' });
    await service.recover();
    expect((await storage.forOrganization(organizationId).tests.get(id))?.state).toBe('interrupted');
    expect((await actions())[0]).toBe('test.interrupted failed');
    const again = await cutOff();
    const run = await service.start(organizationId, provider, whole);
    await service.waitFor(organizationId, provider, run.id);
    expect((await storage.forOrganization(organizationId).tests.get(again.id))?.state).toBe('interrupted');
  });

  test('is left alone while a program runs it', async () => {
    const { id } = await cutOff();
    const lock = await createRunLocks({ profileDir, sqliteBinding: undefined }).take(
      `${organizationId}.${provider}`,
      0,
    );
    const service = serviceOf(passing);
    await service.recover();
    expect((await service.history(organizationId, provider, 1))[0]).toMatchObject({ id, state: 'running' });
    lock?.release();
    await service.stopAll();
  });

  test.each([
    ['long ago', 3 * 60_000, true],
    ['just now', 30_000, false],
  ])('%s: the next one is told whether something may be left behind', async (_name, agoMs, expected) => {
    await cutOff(new Date(now.getTime() - agoMs));
    let told: boolean | null = null;
    const service = serviceOf(async (running) => {
      told = running.afterUncleanRun;
      await passing(running);
    });
    const { id } = await service.start(organizationId, provider, whole);
    await service.waitFor(organizationId, provider, id);
    expect(told).toBe(expected);
  });

  test('of a test with a follow-up is left to it, and stays open while it learns nothing', async () => {
    const { id } = await cutOff();
    const asked: string[] = [];
    const followUp: FollowUp = {
      pauseMs: 60_000,
      needsReconciling: () => false,
      async followUp(_scope, run) {
        asked.push(run.id);
        return null;
      },
    };
    const service = serviceOf(passing, { followUp });
    await service.recover(organizationId);
    expect(asked).toEqual([id]);
    expect((await storage.forOrganization(organizationId).tests.get(id))?.state).toBe('running');
    await service.stopAll();
  });
});
