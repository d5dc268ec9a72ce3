/**
 * Checks many connections at once. Connections that share an account take turns, so that one account is not asked too
 * often and does not delay the others. What only waits (a pause, a Retry-After, a server that hangs) holds no slot.
 *
 * Where nothing of a provider answers any more, its checks pause. A connection that has answered before is then asked
 * now and again. Once it answers, the network is fine and the checks go on; if it does not for long, they end.
 * Connections that were not reached keep the state that they had.
 */
import { type AppErrorData, toAppErrorData } from '../../src-shared/errors';
import type { ProviderId } from '../../src-shared/primitives';
import type { Attempt } from '../credentials/connection-checks';
import type { Slot } from '../providers/http/slot';
import { type CheckEnd, endOf, type Fault, type NoProof } from './check-end';
import { createSlots } from './slots';
import { type CheckJob, createTurnQueue, type JobList, type Turn } from './turns';

export type BulkChecksOptions = {
  jobs: JobList;
  /**
   * @param answered to be called once the provider has answered: what is found is recorded after that
   * @param slot given back while the attempt only waits; absent for one that takes none
   */
  attempt: (job: CheckJob, signal: AbortSignal, answered: () => void, slot?: Slot) => Promise<Attempt>;
  signal: AbortSignal;
  ended: (job: CheckJob, end: CheckEnd) => void;
  /** `silent` or `isPaused` may have changed. */
  silenceChanged: () => void;
  /**
   * Waits before a silent provider is asked again; false when that was done for long enough.
   * @param round from 0 on
   */
  pause: (round: number, signal: AbortSignal) => Promise<boolean>;
  /** Waits as long as a provider asked to, in milliseconds. May reject when `signal` ends. */
  waitFor: (ms: number, signal: AbortSignal) => Promise<void>;
};

export type BulkChecks = {
  /** Providers of which nothing answers now. */
  silent(): ProviderId[];
  /** True while only connections of silent providers are left. */
  isPaused(): boolean;
  /** Resolves when all are decided, or when `signal` has ended and nothing runs any more. */
  done: Promise<void>;
};

/** How many connections are asked at once, and how many more may wait at once. */
const limits = { busy: 24, waiting: 480 };
/** So many accounts without any answer between them mean that nothing of the provider answers. */
const enoughSuspects = 3;
/** After so many attempts in a row without an answer, the rest of an account is not asked. */
const enoughMisses = 2;
/** The longest Retry-After that is waited for, in milliseconds. */
const longestRetryAfterMs = 120_000;
const mostTries = 2;

/** @see Lane.suspects. `alone`: nothing of the provider answered while it was asked, either. */
type Suspect = { turn: Turn; job: CheckJob; missed: NoProof; alone: boolean };

/** The checks of one provider. */
type Lane = {
  provider: ProviderId;
  idle: ReturnType<typeof createTurnQueue>;
  running: number;
  /** Attempts without an answer. Their accounts wait until it is known whether other connections are answered. */
  suspects: Suspect[];
  /** A connection that has answered. */
  known: CheckJob | null;
  answeredAt: number;
  /** Set while nothing answers: ends the pause. */
  wake: (() => void) | null;
  /** True when it was the network, or the whole provider, and not single accounts. */
  isOut: boolean;
  hasGivenUp: boolean;
};

/** The attempt as one without any answer; null for another. */
const unreached = (got: Attempt | Fault): NoProof | null => (got.kind === 'no-proof' && got.isNetwork ? got : null);

function lanesOf(jobs: JobList): Lane[] {
  return jobs.providers().map((provider) => {
    const idle = createTurnQueue();
    for (const turn of jobs.turnsOf(provider)) idle.push(turn);
    return {
      provider,
      idle,
      running: 0,
      suspects: [],
      known: null,
      answeredAt: 0,
      wake: null,
      isOut: false,
      hasGivenUp: false,
    };
  });
}

export function startBulkChecks(options: BulkChecksOptions): BulkChecks {
  const { jobs, signal, silenceChanged, pause, waitFor } = options;
  const lanes = lanesOf(jobs);
  const slots = createSlots({ ...limits, freed: () => pump() });
  const active = new Set<Promise<void>>();
  let left = jobs.size;
  let answers = 0;
  let nextLane = 0;
  let finish: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });

  function endIfDone(): void {
    if (active.size === 0 && (left === 0 || signal.aborted)) finish();
  }

  /** Runs a part of the work, then starts what may start after it. */
  function track(part: Promise<void>): void {
    const tracked = part
      // A part rejects only when the signal has ended.
      .catch(() => undefined)
      .then(() => {
        active.delete(tracked);
        pump();
        endIfDone();
      });
    active.add(tracked);
  }

  const attempt = (job: CheckJob, answered: () => void = () => undefined, slot?: Slot): Promise<Attempt | Fault> =>
    options
      .attempt(job, signal, answered, slot)
      .catch((thrown: unknown) => ({ kind: 'fault', error: toAppErrorData(thrown) }));

  function decide(job: CheckJob, end: CheckEnd): void {
    left -= 1;
    options.ended(job, end);
  }

  function leaveRest(turn: Turn, error: AppErrorData): void {
    for (const job of turn.jobs.slice(turn.next)) decide(job, { kind: 'unproved', error });
    turn.next = turn.jobs.length;
  }

  /** The account's current connection is decided: its next one may be asked. */
  function moveOn(lane: Lane, turn: Turn): void {
    turn.next += 1;
    turn.tries = 0;
    if (turn.missed !== null && turn.misses >= enoughMisses) leaveRest(turn, turn.missed);
    if (turn.next < turn.jobs.length) lane.idle.push(turn);
  }

  /** It is known that other connections answer: the failure is kept with this one. */
  async function keep(lane: Lane, { turn, job, missed }: Omit<Suspect, 'alone'>): Promise<void> {
    turn.misses += 1;
    turn.missed = missed.error;
    const unkept = await missed.record().then(
      () => null,
      (thrown: unknown) => toAppErrorData(thrown),
    );
    decide(job, { kind: 'unproved', error: unkept ?? missed.error, mode: missed.mode });
    moveOn(lane, turn);
  }

  async function heardFrom(lane: Lane, known: CheckJob): Promise<void> {
    answers += 1;
    lane.answeredAt = answers;
    lane.known = known;
    lane.wake?.();
    const { isOut } = lane;
    lane.isOut = false;
    for (const suspect of lane.suspects.splice(0)) {
      if ((isOut || suspect.alone) && suspect.turn.tries < mostTries) lane.idle.pushAgain(suspect.turn);
      else await keep(lane, suspect);
    }
  }

  /** @param began how many answers there were when the attempt began */
  async function take(
    lane: Lane,
    turn: Turn,
    job: CheckJob,
    began: number,
    got: Attempt | Fault,
    isHeard: boolean,
  ): Promise<void> {
    if (signal.aborted) return;
    const missed = unreached(got);
    if (missed !== null) {
      if (lane.hasGivenUp) leaveRest(turn, missed.error);
      else lane.suspects.push({ turn, job, missed, alone: lane.answeredAt <= began });
      if (lane.wake !== null) silenceChanged();
      return;
    }
    if (got.kind !== 'fault' && !isHeard) await heardFrom(lane, job);
    if (got.kind !== 'no-proof') {
      turn.misses = 0;
      decide(job, endOf(got));
      return moveOn(lane, turn);
    }
    const { retryAfterMs } = got;
    if (retryAfterMs === null || retryAfterMs > longestRetryAfterMs || turn.tries >= mostTries)
      return keep(lane, { turn, job, missed: got });
    await waitFor(retryAfterMs, signal);
    lane.idle.push(turn);
  }

  async function ask(lane: Lane, turn: Turn, job: CheckJob): Promise<void> {
    const slot = slots.open();
    const began = answers;
    turn.tries += 1;
    lane.running += 1;
    let isHeard = false;
    // At once: told after a failure that came later, an answer would speak for a network that is gone by then.
    const answered = () => {
      isHeard = true;
      if (!signal.aborted) track(heardFrom(lane, job));
    };
    const got = await attempt(job, answered, slot);
    lane.running -= 1;
    slot.close();
    await take(lane, turn, job, began, got, isHeard);
  }

  /** Asks one connection; true when its provider answered. */
  async function probe(lane: Lane, first: Suspect): Promise<boolean> {
    const job = lane.known ?? first.job;
    const got = await attempt(job);
    if (signal.aborted) return false;
    if (unreached(got) !== null) {
      lane.isOut = true;
      return false;
    }
    if (job === first.job && lane.suspects[0] === first && got.kind !== 'no-proof') {
      lane.suspects.shift();
      decide(job, endOf(got));
      moveOn(lane, first.turn);
    }
    if (got.kind === 'fault') {
      lane.known = null;
      return false;
    }
    await heardFrom(lane, job);
    return true;
  }

  async function waitForAnswer(lane: Lane): Promise<void> {
    const woken = new AbortController();
    lane.wake = () => woken.abort();
    lane.isOut = areAlone(lane);
    silenceChanged();
    const stop = AbortSignal.any([signal, woken.signal]);
    for (let round = 0; !stop.aborted; round += 1) {
      const goesOn = await pause(round, stop).catch(() => false);
      if (stop.aborted) break;
      const [first] = lane.suspects;
      if (first === undefined) break;
      if (!goesOn) {
        giveUp(lane, first.missed.error);
        break;
      }
      if (await probe(lane, first)) break;
    }
    lane.wake = null;
    if (!signal.aborted) silenceChanged();
  }

  function giveUp(lane: Lane, error: AppErrorData): void {
    lane.hasGivenUp = true;
    for (const { turn } of lane.suspects.splice(0)) leaveRest(turn, error);
    for (let turn = lane.idle.take(); turn !== undefined; turn = lane.idle.take()) leaveRest(turn, error);
  }

  const areAlone = ({ suspects }: Lane) => suspects.filter(({ alone }) => alone).length >= enoughSuspects;
  const isSilent = (lane: Lane): boolean =>
    areAlone(lane) ||
    // Nobody is left who could answer.
    (lane.suspects.length > 0 && lane.running === 0 && lane.idle.size === 0);

  /** Asks the next account, of each provider in turn; false when none may be asked. */
  function askNext(): boolean {
    for (let offset = 0; offset < lanes.length; offset += 1) {
      const at = (nextLane + offset) % lanes.length;
      const lane = lanes[at];
      const turn = lane?.wake === null ? lane.idle.take() : undefined;
      const job = turn?.jobs[turn.next];
      if (lane === undefined || turn === undefined || job === undefined) continue;
      nextLane = at + 1;
      track(ask(lane, turn, job));
      return true;
    }
    return false;
  }

  function pump(): void {
    if (signal.aborted) return;
    for (const lane of lanes) if (lane.wake === null && isSilent(lane)) track(waitForAnswer(lane));
    while (slots.hasFree() && askNext());
  }

  signal.addEventListener('abort', endIfDone, { once: true });
  pump();
  endIfDone();
  return {
    silent: () => lanes.flatMap(({ provider, wake }) => (wake === null ? [] : [provider])),
    isPaused: () =>
      lanes.some(({ wake }) => wake !== null) &&
      lanes.every(({ wake, running, idle }) => wake !== null || running + idle.size === 0),
    done,
  };
}
