/**
 * On a bad network no one gets a text twice, and the record is never wrong. Each seed is one SMS test of one clinic
 * through a proxy that spoils its requests; afterwards the record is held against what the server took.
 *
 * `VOXANNE_SEED=n` replays one seed and shows what was done to its requests; `VOXANNE_TEST_SEEDS=n` sets how many are
 * run.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import type { MessageRecord, OrganizationScope } from '../../../src-main/storage/repositories';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { faultModes, type ProxyLogEntry, startFaultProxy } from '../../fakes/fault-proxy';
import { pace } from '../../fakes/pace';
import { contradictions, discrepancies, doubts } from './accounting';
import { badNetwork, isList, stopAfter } from './bad-network';
import { type Account, openProfile, quickReconcile } from './profile';

const only = process.env.VOXANNE_SEED === undefined ? null : Number(process.env.VOXANNE_SEED);
const count = Number(process.env.VOXANNE_TEST_SEEDS ?? 1000);
const seeds = only === null ? Array.from({ length: count }, (_, index) => index + 1) : [only];
const seedsAtOnce = 64;

type Finished = {
  seed: number;
  scope: OrganizationScope;
  account: Account;
  runId: string;
  log: readonly ProxyLogEntry[];
  wrong: string[];
};

let simulator: TwilioSimulator;
let profile: Awaited<ReturnType<typeof openProfile>>;
beforeAll(async () => {
  simulator = await startTwilioSimulator({ clockSpeed: 40 });
  profile = await openProfile(new FakeKeyStore());
  // Loading Twilio's package takes longer than these deadlines, which begin before it.
  const [account] = simulator.control.addAccounts(1);
  if (account === undefined) throw new Error('no account');
  const { organizationId } = await profile.addClinic('Warm-up', account);
  const service = profile.start(simulator.origin);
  while (
    (await service.rehearse(organizationId, null, null, new AbortController().signal)).result.steps[0]?.state !==
    'passed'
  );
});
afterAll(async () => {
  await profile.remove();
  await simulator.close();
});

/** What the server has of each account's messages. */
function takenByAccount() {
  const taken = new Map<string, { sid: string; to: string; body: string }[]>();
  for (const { accountSid, ...message } of simulator.control.messages())
    taken.set(accountSid, [...(taken.get(accountSid) ?? []), message]);
  return (account: Account) => taken.get(account.accountSid) ?? [];
}

/**
 * When this process last missed its turn for so long that an answer may have come too late, for no fault of the
 * network.
 */
let breathlessAt = Number.NEGATIVE_INFINITY;
let turn = performance.now();
const watch = setInterval(() => {
  const now = performance.now();
  if (now - turn > 250 * pace) breathlessAt = now;
  turn = now;
}, 20);
afterAll(() => clearInterval(watch));

/** Unknown is an honest answer only where the list could not be read in time, or a person stopped the looking. */
function unfounded(
  records: readonly MessageRecord[],
  log: readonly ProxyLogEntry[],
  stopped: boolean,
  since: number,
): string[] {
  const spoiled = log.some((entry) => isList(entry) && entry.mode !== 'pass');
  return stopped || spoiled || breathlessAt > since
    ? []
    : records
        .filter(({ state }) => state === 'unknown')
        .map(({ step }) => `${step} is unknown, although Twilio could be asked`);
}

async function runSeed(seed: number, account: Account): Promise<Finished> {
  const scope = await profile.addClinic(`Clinic ${seed}`, account);
  const proxy = await startFaultProxy({ target: simulator.origin, ...badNetwork(seed) });
  const service = profile.start(proxy.origin);
  const began = performance.now();
  try {
    const run = await service.start(scope.organizationId, '+14155550199', null, 400 * pace);
    const stopMs = stopAfter(seed);
    const stopping =
      stopMs === null ? undefined : setTimeout(() => void service.stop(scope.organizationId, run.id), stopMs);
    const ended = await service.waitFor(scope.organizationId, run.id);
    clearTimeout(stopping);
    const records = await scope.messages.ofRun(run.id);
    const sends = proxy.log.filter(({ method }) => method === 'POST').length;
    const wrong = [
      ...(sends > records.length ? [`${sends} requests to send for ${records.length} messages`] : []),
      ...records.filter(({ state }) => state === 'intended').map(({ step }) => `${step} was left without an outcome`),
      ...(ended.state === 'running' ? ['the run did not end'] : contradictions(records, ended)),
      ...unfounded(records, proxy.log, ended.state === 'stopped', began),
    ];
    return { seed, scope, account, runId: run.id, log: proxy.log, wrong };
  } finally {
    await service.stopAll();
    await proxy.close();
  }
}

/**
 * One after the other through this gate, and as many at once as this computer carries: where its turns take long, every
 * deadline passes before anything was sent, and nothing is tried. A run is short of breath now and then all the same,
 * which is one more bad network.
 */
let gate: Promise<void> = Promise.resolve();
function whenFree(): Promise<void> {
  gate = gate.then(async () => {
    for (let late = Number.POSITIVE_INFINITY; late > 25; ) {
      const before = performance.now();
      await wait(8);
      late = performance.now() - before - 8;
    }
  });
  return gate;
}

async function inParallel<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) {
      await whenFree();
      results[index] = await work(item, index);
    }
  };
  await Promise.all(Array.from({ length: seedsAtOnce }, worker));
  return results;
}

const told = ({ seed, wrong, log }: Finished) =>
  `seed ${seed} (VOXANNE_SEED=${seed}): ${wrong.join('; ')}\n  ` +
  log.map(({ method, path, mode }) => `${method} ${path.split('/').at(-1)} ${mode}`).join('\n  ');

describe(`${seeds.length} tests over a bad network`, { timeout: 900_000 }, () => {
  test('every message is accounted for once; those in doubt are reconciled when Twilio can be reached', async () => {
    const accounts = simulator.control.addAccounts(seeds.length);
    const finished = await inParallel(seeds, async (seed, index) => {
      const account = accounts[index];
      if (account === undefined) throw new Error('no account');
      return runSeed(seed, account);
    });

    const recordsOf = ({ scope, runId }: Finished) => scope.messages.ofRun(runId);
    const tally = new Map<string, number>();
    const note = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);
    const afterRuns = takenByAccount();
    for (const seed of finished) {
      const records = await recordsOf(seed);
      seed.wrong.push(...discrepancies(records, afterRuns(seed.account)));
      for (const { state } of records) note(state);
      for (const { method, mode } of seed.log) note(`${method} ${mode}`);
    }
    expect(finished.filter(({ wrong }) => wrong.length > 0).map(told)).toEqual([]);

    const healthy = profile.start(simulator.origin);
    // A message that was missed a moment ago counts as not sent only a while later. A second look, because a busy
    // computer may be late for one.
    for (const _look of [1, 2]) {
      await wait(quickReconcile.absenceProvesAfterMs);
      await healthy.recoverInterrupted();
    }
    await healthy.stopAll();
    const byState = new Map<MessageRecord['state'], number>();
    const afterwards = takenByAccount();
    for (const seed of finished) {
      const records = await recordsOf(seed);
      const run = await seed.scope.tests.get(seed.runId);
      seed.wrong.push(
        ...discrepancies(records, afterwards(seed.account)),
        ...doubts(records, run),
        ...(run === null ? [] : contradictions(records, run)),
      );
      for (const { state } of records) byState.set(state, (byState.get(state) ?? 0) + 1);
    }
    expect(finished.filter(({ wrong }) => wrong.length > 0).map(told)).toEqual([]);
    // The totals are equal too: the server has no message that no run intended.
    expect(simulator.control.messages()).toHaveLength(byState.get('accepted') ?? 0);

    if (process.env.VOXANNE_SEED !== undefined) process.stdout.write(`${finished.map(told).join('\n')}\n`);
    else
      process.stdout.write(
        `${JSON.stringify({
          seeds: seeds.length,
          ...Object.fromEntries(tally),
          records: Object.fromEntries(byState),
        })}\n`,
      );
    if (seeds.length < 1000) return;
    // A network that spares the requests to send would prove nothing.
    for (const mode of faultModes)
      expect([mode, tally.get(`POST ${mode}`) ?? 0]).toEqual([mode, expect.toSatisfy((times: number) => times >= 5)]);
    for (const state of ['accepted', 'refused', 'not-sent', 'unknown'])
      expect([state, tally.get(state) ?? 0]).toEqual([state, expect.toSatisfy((times: number) => times >= 5)]);
  });
});

describe('the accounting notices', () => {
  const record = (state: MessageRecord['state'], sid: string | null): MessageRecord => ({
    id: '1',
    runId: '1',
    step: 'test-sms',
    from: '+14155550100',
    to: '+14155550199',
    body: 'Hello',
    code: null,
    state,
    sid,
    status: null,
    providerCode: null,
    delivery: [],
    intendedAt: '2026-05-04T09:30:00.000Z',
    confirmedByCodeAt: null,
  });
  const taken = (sid: string, body = 'Hello') => ({ sid, to: '+14155550199', body });

  test.each<[string, MessageRecord, { sid: string; to: string; body: string }[], number]>([
    ['nothing where all is well', record('accepted', 'SM1'), [taken('SM1')], 0],
    ['nothing of a message that was refused and is not there', record('refused', null), [], 0],
    ['a message that was sent twice', record('accepted', 'SM1'), [taken('SM1'), taken('SM2')], 1],
    ['a message that is said not to have been sent, and was', record('not-sent', null), [taken('SM1')], 1],
    ['a message that is said to be there, and is not', record('accepted', 'SM1'), [], 1],
    ['a message that nobody recorded', record('accepted', 'SM1'), [taken('SM1'), taken('SM2', 'Other')], 1],
  ])('%s', (_name, one, all, wrong) => expect(discrepancies([one], all)).toHaveLength(wrong));
});
