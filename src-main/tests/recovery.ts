/** Follows up earlier runs, at the start and periodically, one clinic at a time. Only look-ups: nothing is repeated. */
import { setImmediate as breathe } from 'node:timers/promises';
import { toAppErrorData } from '../../src-shared/errors';
import type { ProviderId } from '../../src-shared/primitives';
import type { TestRun } from '../../src-shared/tests/test-run';
import type { Publish } from '../events';
import type { Logger } from '../logging/logger';
import type { OrganizationScope, Storage } from '../storage/repositories';
import type { RunLock, RunLocks } from '../storage/run-locks';
import { createTurns } from '../turns';
import { endNote } from './live-run';
import type { TestDefinition } from './test-definition';

export type RecoveryDeps = {
  storage: Storage;
  definitions: ReadonlyMap<ProviderId, TestDefinition>;
  locks: RunLocks;
  lockName: (organizationId: string, provider: ProviderId) => string;
  isRunningHere: (organizationId: string, provider: ProviderId) => boolean;
  publish: Publish;
  logger: Pick<Logger, 'warn'>;
  now: () => Date;
  signal: AbortSignal;
};

/** The number of newest runs of each clinic that are searched for unreconciled ones. */
const runsBack = 20;
/** The number of clinics between two yields. */
const clinicsAtATime = 50;
const longestPauseMs = 15 * 60_000;

/** Closes an interrupted run that needs no follow-up. */
export async function closeCutOff(
  scope: OrganizationScope,
  { descriptor }: TestDefinition,
  run: TestRun,
  now: Date,
): Promise<TestRun> {
  const note = endNote(descriptor.test, { ...run, state: 'interrupted' });
  return scope.tests.finish(run.id, 'interrupted', now.toISOString(), note);
}

export function createRecovery(deps: RecoveryDeps) {
  const { storage, definitions, locks, lockName, isRunningHere, publish, logger, now, signal } = deps;
  const inTurn = createTurns();
  const firstPauseMs = Math.min(
    longestPauseMs,
    ...[...definitions.values()].flatMap(({ followUp }) => (followUp ? [followUp.pauseMs] : [])),
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = firstPauseMs;

  const needsCare = ({ followUp }: TestDefinition, run: TestRun) =>
    run.state === 'running' || followUp?.needsReconciling(run) === true;

  /** The runs of a clinic that need a follow-up: unreconciled ones, and interrupted ones of any age. */
  async function openRuns(scope: OrganizationScope, definition: TestDefinition): Promise<TestRun[]> {
    const { id } = definition.descriptor;
    const cutOff = await scope.tests.unfinished(id);
    const { followUp } = definition;
    if (!followUp) return cutOff;
    const recent = await scope.tests.history(id, runsBack);
    return [...recent.filter((run) => needsCare(definition, run)), ...cutOff.filter((run) => isNot(run, recent))];
  }
  const isNot = ({ id }: TestRun, runs: readonly TestRun[]) => runs.every((run) => run.id !== id);

  /** @returns true when something of this clinic is still open */
  async function careFor(organizationId: string, provider: ProviderId): Promise<boolean> {
    const definition = definitions.get(provider);
    if (!definition) return false;
    let lock: RunLock | null = null;
    try {
      const scope = storage.forOrganization(organizationId);
      if ((await openRuns(scope, definition)).length === 0) return false;
      // The lock's holder is running a test, or following up these same runs.
      if (isRunningHere(organizationId, provider)) return true;
      lock = await locks.take(lockName(organizationId, provider), 0);
      if (lock === null) return true;
      let isOpen = false;
      // Read again under the lock: a run that was open a moment ago may have ended.
      for (const run of await openRuns(scope, definition)) {
        if (signal.aborted) return true;
        const known = definition.followUp
          ? await definition.followUp.followUp(scope, run, signal)
          : await closeCutOff(scope, definition, run, now());
        isOpen ||= known === null || needsCare(definition, known);
        if (known !== null) publish('test.progress', known);
      }
      publish('organizations.changed', { organizationId });
      return isOpen;
    } catch (thrown) {
      logger.warn(`a test in doubt was left for later: ${toAppErrorData(thrown).code}`);
      return true;
    } finally {
      lock?.release();
    }
  }

  async function careForAll(): Promise<void> {
    let isOpen = false;
    try {
      // Interrupted runs first, of any age: a person may be looking at one.
      for (const { organizationId, provider } of await storage.organizations.unfinishedRuns()) {
        if (signal.aborted) return;
        isOpen = (await careFor(organizationId, provider)) || isOpen;
      }
      for (const [position, { organizationId, provider }] of (
        await storage.organizations.unconfirmedRuns()
      ).entries()) {
        if (position % clinicsAtATime === 0) await breathe();
        if (signal.aborted) return;
        isOpen = (await careFor(organizationId, provider)) || isOpen;
      }
    } catch (thrown) {
      logger.warn(`interrupted tests could not be read: ${toAppErrorData(thrown).code}`);
      isOpen = true;
    }
    if (isOpen) schedule();
  }

  /** Looks again once a missing message proves something, then at growing intervals while the program runs. */
  function schedule(): void {
    if (timer !== undefined || signal.aborted) return;
    timer = setTimeout(() => {
      timer = undefined;
      pauseMs = Math.min(longestPauseMs, pauseMs * 2);
      void inTurn(careForAll);
    }, pauseMs);
    timer.unref();
  }

  return {
    lookAgainLater(): void {
      pauseMs = firstPauseMs;
      schedule();
    },
    ofAll: (): Promise<void> => inTurn(careForAll),
    ofClinic: (organizationId: string): Promise<void> =>
      inTurn(async () => {
        for (const provider of definitions.keys()) await careFor(organizationId, provider);
      }),
    /** Ends what is under way; the signal has ended before. */
    async close(): Promise<void> {
      clearTimeout(timer);
      await inTurn(async () => undefined);
    },
  };
}
