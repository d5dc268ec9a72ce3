/**
 * Checks connections in the background: each once within its interval, spread over time, with the engine of `Check
 * all`. Reads only; never sends a text and never opens a browser. What it finds is told by `review.ts`.
 */
import type { BackgroundNotice } from '../../src-shared/background/notice';
import type { Settings } from '../../src-shared/settings/settings';
import { accountOf, type createCheckAll } from '../checks/check-all';
import type { CheckEnd } from '../checks/check-end';
import type { CheckJob } from '../checks/turns';
import type { KnownAttempt, Storage } from '../storage/repositories';
import { allAttempts } from './all-clinics';
import type { Clock } from './clock';
import { createPace, type Pace } from './pace';
import { createReview, type Found, foundBy, type Review } from './review';
import { dueAt, isQuiet, subjectOf } from './schedule';

export type BackgroundChecks = ReturnType<typeof createBackgroundChecks>;

export type BackgroundDeps = {
  /** The open database; null where nothing sealed may be opened now. */
  storage(): Storage | null;
  /** The engine for that database. */
  checkAll(): Promise<Pick<ReturnType<typeof createCheckAll>, 'run' | 'isRunning'>>;
  settings(): Promise<Settings>;
  /** Shows notices outside of the window. They are stored already. */
  show(notices: readonly BackgroundNotice[]): void;
  /** Notices were stored or seen. */
  noticesChanged(): void;
  clock: Clock;
  report(where: string, thrown: unknown): void;
};

const minute = 60_000;
const hour = 60 * minute;
/** After the computer wakes or its network returns: it needs a moment itself, and an office wakes at once. */
const wakeDelay = { shortest: 5_000, spread: 15_000 };
/** While a person checks all connections, and after checks that did not reach all of theirs. */
const shortestRetry = 5 * minute;
const longestRetry = hour;
/** How long a provider of which nothing answers is waited for within one run. */
const patienceMs = minute;
/** Whatever the clock says, a connection is not asked again within this part of its interval. */
const shortestPart = 0.5;
const hearDelay = 500;

export function createBackgroundChecks(deps: BackgroundDeps) {
  const { clock } = deps;
  const closing = new AbortController();
  let cancelTimer: () => void = () => undefined;
  let review: { storage: Storage; opened: Promise<{ is: Review; pace: Pace }> } | null = null;
  /** Clinics whose changes are this run's own. */
  let checking: ReadonlySet<string> = new Set();
  let isBusy = false;
  /** Something may have changed that was not told: at the start, and in quiet hours. */
  let owes = true;
  /** Clinics that were checked and of which nothing was told since: what ends there is owed too. */
  const unwarned = new Set<string>();
  let misses = 0;
  let notBefore = 0;
  /** When each connection was asked last, in time that only grows. */
  const asked = new Map<string, number>();
  const heard = new Set<string>();
  let cancelHearing: (() => void) | null = null;

  const report = (where: string) => (thrown: unknown) => {
    if (!closing.signal.aborted) deps.report(where, thrown);
  };

  async function openReview(storage: Storage): Promise<{ is: Review; pace: Pace }> {
    const now = clock.now().getTime();
    const earlier = (await storage.watch.toldAt()).map((at) => now - Date.parse(at));
    return { is: createReview({ storage, now: clock.now }), pace: createPace(clock, earlier) };
  }

  function reviewOf(storage: Storage): Promise<{ is: Review; pace: Pace }> {
    if (review?.storage !== storage) {
      const opened = openReview(storage);
      review = { storage, opened };
      opened.catch(() => {
        review = null;
      });
      owes = true;
      unwarned.clear();
    }
    return review.opened;
  }

  function planIn(ms: number): void {
    cancelTimer();
    if (!closing.signal.aborted) cancelTimer = clock.after(Math.min(ms, hour), () => void plan());
  }

  function shown(notices: readonly BackgroundNotice[], settings: Settings): void {
    if (notices.length === 0) return;
    deps.noticesChanged();
    if (settings.notifications) deps.show(notices);
  }

  /** Tells, unless it is quiet or enough was told lately: then it is told after that, if it is still so. */
  async function tell(storage: Storage, found: readonly Found[]): Promise<void> {
    const settings = await deps.settings();
    const { is, pace } = await reviewOf(storage);
    for (const { organizationId } of found) unwarned.add(organizationId);
    if (isQuiet(settings.quietHours, clock.now()) || !pace.mayTell()) {
      if (found.length > 0) owes = true;
      return;
    }
    const changes = owes ? await is.catchUp() : await is.tell(found);
    owes = false;
    // What is about to end is looked at when a connection is checked: about once in each interval.
    const ends = unwarned.size === 0 ? [] : await is.warn(unwarned);
    unwarned.clear();
    const notices = [...changes, ...ends];
    pace.told(notices.length);
    shown(notices, settings);
  }

  function isDue(attempt: KnownAttempt, { checkIntervalHours }: Settings, now: number): boolean {
    if (dueAt(attempt, checkIntervalHours, now) > now) return false;
    const before = asked.get(subjectOf(attempt));
    const shortest = (attempt.isOpen ? Math.min(1, checkIntervalHours) : checkIntervalHours) * hour * shortestPart;
    return before === undefined || clock.elapsed() - before >= shortest;
  }

  /** The connections that are due now, and how long it takes until another one is, in milliseconds. */
  async function look(storage: Storage, settings: Settings): Promise<{ due: KnownAttempt[]; next: number }> {
    const now = clock.now().getTime();
    const due: KnownAttempt[] = [];
    let next = hour;
    const gone = new Set(asked.keys());
    for await (const attempts of allAttempts(storage.watch))
      for (const attempt of attempts) {
        gone.delete(subjectOf(attempt));
        if (isDue(attempt, settings, now)) due.push(attempt);
        else next = Math.min(next, dueAt(attempt, settings.checkIntervalHours, now) - now);
      }
    // Clinics come and go; what is remembered of them does not grow.
    for (const subject of gone) asked.delete(subject);
    return { due, next };
  }

  async function check(storage: Storage, due: readonly KnownAttempt[]): Promise<void> {
    const { run } = await deps.checkAll();
    const found: Found[] = [];
    checking = new Set(due.map(({ organizationId }) => organizationId));
    const ended = (job: CheckJob, end: CheckEnd) => {
      if (end.kind !== 'unproved') asked.set(subjectOf(job), clock.elapsed());
      const one = foundBy(job, end);
      if (one !== null) found.push(one);
    };
    const jobs = due.map(({ organizationId, provider, accountKey }) => ({
      organizationId,
      provider,
      account: accountOf(provider, accountKey, organizationId),
    }));
    try {
      const { notChecked, done } = await run(jobs, {
        isQuiet: true,
        signal: closing.signal,
        ended,
        waitMs: patienceMs,
      });
      misses = notChecked > 0 || done < due.length ? misses + 1 : 0;
      notBefore = misses === 0 ? 0 : clock.elapsed() + Math.min(longestRetry, shortestRetry * 2 ** (misses - 1));
      await tell(storage, found);
    } finally {
      checking = new Set();
    }
  }

  async function planOnce(): Promise<number> {
    const storage = deps.storage();
    const settings = await deps.settings();
    // Unlocking, or the setting, plans anew.
    if (storage === null || !settings.backgroundChecks) return hour;
    await tell(storage, []);
    const wait = notBefore - clock.elapsed();
    if (wait > 0) return wait;
    const { due, next } = await look(storage, settings);
    if (due.length > 0) {
      if ((await deps.checkAll()).isRunning()) return shortestRetry;
      await check(storage, due);
      return Math.max(minute, notBefore - clock.elapsed());
    }
    return Math.max(minute, owes ? Math.min(next, shortestRetry) : next);
  }

  async function plan(): Promise<void> {
    if (isBusy || closing.signal.aborted) return;
    isBusy = true;
    cancelTimer();
    const next = await planOnce().catch((thrown: unknown) => {
      report('background checks')(thrown);
      return shortestRetry;
    });
    isBusy = false;
    planIn(next);
  }

  async function hearPeople(): Promise<void> {
    cancelHearing = null;
    const ids = [...heard];
    heard.clear();
    const storage = deps.storage();
    if (storage !== null) await (await reviewOf(storage)).is.hear(ids);
  }

  return {
    /** Begins after so many milliseconds. */
    start: (ms: number) => planIn(ms),
    /** The vault opened, a setting changed: plans anew. */
    replan: () => planIn(0),
    /** The computer woke, or its network is back. */
    wake(): void {
      misses = 0;
      notBefore = 0;
      planIn(wakeDelay.shortest + wakeDelay.spread * clock.random());
    },
    /** True while checks did not reach all connections. */
    isMissing: () => misses > 0,
    /** A clinic changed. If that was not a background check, a person saw it. */
    changed(organizationId: string | null): void {
      if (organizationId === null || checking.has(organizationId)) return;
      heard.add(organizationId);
      cancelHearing ??= clock.after(hearDelay, () => void hearPeople().catch(report('changes that a person saw')));
    },
    close(): void {
      closing.abort();
      cancelTimer();
      cancelHearing?.();
    },
  };
}
