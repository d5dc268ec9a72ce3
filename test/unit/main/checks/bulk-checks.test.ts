/** Many at a time, one of an account at a time, no account in another one's way, and a network that may be gone. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BulkChecksOptions, startBulkChecks } from '../../../../src-main/checks/bulk-checks';
import type { CheckEnd } from '../../../../src-main/checks/check-end';
import { type CheckJob, createJobList } from '../../../../src-main/checks/turns';
import type { Attempt } from '../../../../src-main/credentials/connection-checks';
import { withoutSlot } from '../../../../src-main/providers/http/slot';
import type { Connection } from '../../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../../src-shared/errors';

const never = new AbortController().signal;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

const passed = (): Attempt => ({
  kind: 'proved',
  connection: { problem: null, status: 'active', ladder: { provider: 'twilio', rungs: [] } } as unknown as Connection,
});
const errorOf = (code: string): AppErrorData => ({ code, message: code, cause: '', fix: '', retryable: true });

function noProof(over: Partial<Extract<Attempt, { kind: 'no-proof' }>> = {}): Attempt {
  const error = errorOf('network.timeout');
  const record = async () => undefined;
  return { kind: 'no-proof', error, thrown: null, isNetwork: true, retryAfterMs: null, record, ...over };
}

const job = (account: string, organizationId: string = account): CheckJob => ({
  organizationId,
  provider: 'twilio',
  account,
});
const many = (count: number) => Array.from({ length: count }, (_, index) => job(`account ${index}`));

/** Runs to the end. */
async function run({
  jobs,
  ...options
}: { jobs: readonly CheckJob[] } & Pick<BulkChecksOptions, 'attempt'> & Partial<Omit<BulkChecksOptions, 'jobs'>>) {
  const ends: { job: CheckJob; end: CheckEnd }[] = [];
  const pauses: number[] = [];
  const checks = startBulkChecks({
    jobs: createJobList(jobs),
    signal: never,
    silenceChanged: () => undefined,
    pause: async (round) => {
      pauses.push(round);
      await turn();
      return true;
    },
    waitFor: turn,
    ended: (one, end) => void ends.push({ job: one, end }),
    ...options,
  });
  await checks.done;
  const count = (kind: CheckEnd['kind']) => ends.filter(({ end }) => end.kind === kind).length;
  return { ends, pauses, passed: count('passed'), failed: count('failed'), unproved: count('unproved') };
}

test('whatever there is: each connection once, never two of an account at once, never more than 24', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 80 }), async (accounts) => {
      const jobs = accounts.map((account, index) => job(String(account), String(index)));
      const running = new Set<string>();
      const { ends } = await run({
        jobs,
        attempt: async ({ account, organizationId }) => {
          expect(running.has(account)).toBe(false);
          running.add(account);
          expect(running.size).toBeLessThanOrEqual(24);
          for (let i = 0; i <= Number(organizationId) % 3; i += 1) await turn();
          running.delete(account);
          return passed();
        },
      });
      const checked = ends.map(({ job: { organizationId } }) => Number(organizationId)).toSorted((a, b) => a - b);
      expect(checked).toEqual(jobs.map((_, index) => index));
    }),
    { numRuns: 60 },
  );
});

test('whatever answers, hangs and comes back: it ends, and each connection is decided once', async () => {
  const kinds = fc.constantFrom('passed', 'network', 'busy', 'fault', 'disproved');
  const connection = fc.record({ account: fc.integer({ min: 0, max: 6 }), answers: fc.array(kinds, { maxLength: 4 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(connection, { maxLength: 30 }), fc.nat({ max: 6 }), async (all, patience) => {
      const asked = new Map<string, number>();
      const { ends } = await run({
        jobs: all.map(({ account }, index) => job(String(account), String(index))),
        pause: async (round) => {
          await turn();
          return round < patience;
        },
        attempt: async ({ organizationId }) => {
          await turn();
          const times = asked.get(organizationId) ?? 0;
          asked.set(organizationId, times + 1);
          const answer = all[Number(organizationId)]?.answers[times] ?? 'passed';
          if (answer === 'fault') throw new Error('locked');
          if (answer === 'network') return noProof();
          if (answer === 'busy') return noProof({ isNetwork: false, retryAfterMs: 1000 });
          return answer === 'passed' ? passed() : { kind: 'disproved', error: errorOf('x'), thrown: null };
        },
      });
      expect(ends.map(({ job: { organizationId } }) => organizationId).toSorted()).toEqual(
        all.map((_, index) => String(index)).toSorted(),
      );
    }),
    { numRuns: 200 },
  );
});

test('an account with very many keeps nobody waiting', async () => {
  const jobs = [
    ...Array.from({ length: 200 }, (_, index) => job('big', `big ${index}`)),
    ...Array.from({ length: 50 }, (_, index) => job(`own ${index}`)),
  ];
  const order: string[] = [];
  await run({
    jobs,
    attempt: async ({ account }) => {
      await turn();
      order.push(account);
      return passed();
    },
  });
  const lastOfTheOthers = order.findLastIndex((account) => account !== 'big');
  expect(order.slice(0, lastOfTheOthers).filter((account) => account === 'big').length).toBeLessThan(10);
  expect(order).toHaveLength(250);
});

test('after the end nothing begins', async () => {
  const ending = new AbortController();
  let begun = 0;
  await run({
    jobs: many(100),
    signal: ending.signal,
    attempt: async () => {
      begun += 1;
      if (begun === 6) ending.abort();
      await turn();
      return passed();
    },
  });
  expect(begun).toBeLessThanOrEqual(24);
});

test('what waits holds no slot: a hundred that wait for ever, and the others are all checked', async () => {
  const ending = new AbortController();
  const waiting = new Set<string>();
  const checks = run({
    jobs: many(300),
    signal: ending.signal,
    attempt: async ({ account }, _signal, _answered, slot) => {
      if (Number(account.split(' ')[1]) >= 100) {
        await turn();
        return passed();
      }
      waiting.add(account);
      await withoutSlot(
        slot,
        () => new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve())),
      );
      return passed();
    },
    ended: ({ account }) => {
      checked.add(account);
      if (checked.size === 200) ending.abort();
    },
  });
  const checked = new Set<string>();
  await checks;
  expect(waiting.size).toBe(100);
  expect([...checked].some((account) => waiting.has(account))).toBe(false);
});

test('an account that asks to wait is asked again then, and the others go on meanwhile', async () => {
  let release: () => void = () => undefined;
  const asked: string[] = [];
  const result = run({
    jobs: many(40),
    attempt: async ({ account }) => {
      await turn();
      asked.push(account);
      return account === 'account 0' && asked.filter((one) => one === account).length === 1
        ? noProof({ isNetwork: false, retryAfterMs: 30_000 })
        : passed();
    },
    waitFor: (ms) => {
      expect(ms).toBe(30_000);
      return new Promise((resolve) => {
        release = resolve;
      });
    },
    ended: (_one, end) => {
      expect(end.kind).toBe('passed');
      decided += 1;
      if (decided === 39) release();
    },
  });
  let decided = 0;
  await result;
  expect(decided).toBe(40);
});

test('a network that is gone: few are asked, it pauses, and goes on when it is back; nothing is recorded', async () => {
  let isGone = false;
  let without = 0;
  let recorded = 0;
  const silence: { silent: string[]; isPaused: boolean }[] = [];
  let end = 0;
  const checks = startBulkChecks({
    jobs: createJobList(many(500)),
    signal: never,
    attempt: async () => {
      await turn();
      if (!isGone) return passed();
      without += 1;
      return noProof({
        record: async () => {
          recorded += 1;
        },
      });
    },
    ended: (_one, { kind }) => {
      expect(kind).toBe('passed');
      end += 1;
      if (end === 100) isGone = true;
    },
    silenceChanged: () => void silence.push({ silent: checks.silent(), isPaused: checks.isPaused() }),
    pause: async (round) => {
      await turn();
      if (round === 5) isGone = false;
      return true;
    },
    waitFor: turn,
  });
  await checks.done;
  expect(end).toBe(500);
  expect(recorded).toBe(0);
  // Those that ran when it went away, those that began before that was known, one at each look whether it is back.
  expect(without).toBeLessThanOrEqual(2 * 24 + 10);
  expect(silence).toContainEqual({ silent: ['twilio'], isPaused: true });
  expect(silence.at(-1)).toEqual({ silent: [], isPaused: false });
});

test('a network that stays away: it ends with what is known, and what was not reached keeps its state', async () => {
  let asked = 0;
  const { passed: good, unproved } = await run({
    jobs: many(2000),
    pause: async (round) => round < 4,
    attempt: async () => {
      asked += 1;
      const first = asked <= 50;
      await turn();
      return first ? passed() : noProof({ record: () => Promise.reject(new Error('recorded')) });
    },
  });
  expect({ good, unproved }).toEqual({ good: 50, unproved: 1950 });
  expect(asked).toBeLessThanOrEqual(50 + 2 * 24 + 10);
});

test('one account that hangs among others that answer is not checked, nor are its next ones waited for', async () => {
  const recorded: string[] = [];
  const jobs = [...Array.from({ length: 30 }, (_, index) => job('hanging', `h${index}`)), ...many(60)];
  const { passed: good, unproved } = await run({
    jobs,
    attempt: async ({ account, organizationId }) => {
      for (let i = 0; i < (account === 'hanging' ? 3 : 1); i += 1) await turn();
      if (account !== 'hanging') return passed();
      return noProof({ record: async () => void recorded.push(organizationId) });
    },
  });
  expect({ good, unproved }).toEqual({ good: 60, unproved: 30 });
  expect(recorded).toHaveLength(2);
});
