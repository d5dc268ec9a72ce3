/**
 * The tests of clinics' connections: started by a person, one at a time for each clinic and provider, recorded as they
 * go. What a test does is in its definition; this engine knows no provider by name.
 */

import type { AppError } from '../../src-shared/errors';
import type { ProviderId } from '../../src-shared/primitives';
import { providerDescriptors } from '../../src-shared/providers';
import { type TestRun, type TestStep, waitingStep } from '../../src-shared/tests/test-run';
import type { Publish } from '../events';
import type { Logger } from '../logging/logger';
import type { Platform } from '../platform';
import { stoppedError } from '../providers/http/call-error';
import type { Storage } from '../storage/repositories';
import { createRunLocks, type RunLock } from '../storage/run-locks';
import { testRunUnknown } from '../storage/storage-errors';
import { type LiveRun, startLiveRun } from './live-run';
import { closeCutOff, createRecovery } from './recovery';
import { runName, type TestDefinition, type TestRequest } from './test-definition';
import { alreadyRunning, notOffered, unknownStep } from './test-errors';

export type TestService = ReturnType<typeof createTestService>;

export type TestServiceDeps = {
  storage: Storage;
  /** One for each provider that has a test. */
  definitions: readonly TestDefinition[];
  platform: Platform;
  publish: Publish;
  logger: Pick<Logger, 'warn'>;
  /** Told of failures that say something of a stored credential itself. */
  foundInUse: (organizationId: string, provider: ProviderId, error: AppError) => Promise<unknown>;
};

/** Another program may hold the lock for a moment, only to see whether a test runs. */
const lockPatienceMs = 500;
/** Leftovers of runs younger than this can't be told from a test that another clinic runs now, in milliseconds. */
const longestRunMs = 2 * 60_000;

/** True when a run may have left something behind: it was cut off, or its last step, which cleans up, failed. */
const isUnclean = ({ state, startedAt, steps }: TestRun, now: Date): boolean =>
  state === 'running' || state === 'interrupted'
    ? now.getTime() - Date.parse(startedAt) > longestRunMs
    : steps.at(-1)?.state === 'failed';

type Live = { run: LiveRun; settled: Promise<TestRun> };

export function createTestService({ storage, definitions, platform, publish, logger, foundInUse }: TestServiceDeps) {
  const byProvider = new Map(definitions.map((definition) => [definition.descriptor.id, definition]));
  /**
   * The running test of each clinic and provider. `null` while it is being prepared, so that a second click is refused
   * from the first moment.
   */
  const live = new Map<string, Live | null>();
  const locks = storage.runLocks ?? createRunLocks(platform);
  const closing = new AbortController();
  const now = () => platform.now();
  const keyOf = (organizationId: string, provider: ProviderId) => `${organizationId}.${provider}`;

  const recovery = createRecovery({
    storage,
    definitions: byProvider,
    locks,
    lockName: keyOf,
    isRunningHere: (organizationId, provider) => live.has(keyOf(organizationId, provider)),
    publish,
    logger,
    now,
    signal: closing.signal,
  });

  function definitionOf(provider: ProviderId, only: TestRequest['only']): TestDefinition {
    const definition = byProvider.get(provider);
    if (!definition) throw notOffered(providerDescriptors[provider]);
    const { test } = definition.descriptor;
    const unknown = only?.find((id) => test.steps.every((step) => step.id !== id));
    if (unknown !== undefined) throw unknownStep(test, unknown);
    return definition;
  }

  const liveRun = ({ organizationId, provider, id }: Pick<TestRun, 'organizationId' | 'provider' | 'id'>) => {
    const running = live.get(keyOf(organizationId, provider)) ?? null;
    return running?.run.snapshot().id === id ? running : null;
  };

  /** A stored run that is still open and runs in no program was interrupted. */
  const asShown = (run: TestRun): TestRun => {
    const running = liveRun(run);
    if (running !== null) return running.run.snapshot();
    if (run.state !== 'running' || locks.isTaken(keyOf(run.organizationId, run.provider))) return run;
    return { ...run, state: 'interrupted' };
  };

  async function begin(
    organizationId: string,
    definition: TestDefinition,
    request: TestRequest,
    lock: RunLock,
  ): Promise<TestRun> {
    const { descriptor, simulated, followUp } = definition;
    const { id: provider, test } = descriptor;
    const key = keyOf(organizationId, provider);
    const scope = storage.forOrganization(organizationId);
    const prepared = await definition.prepare(scope, request);
    if (closing.signal.aborted) throw stoppedError();
    const [previous] = await scope.tests.history(provider, 1);
    // Under the lock nothing else runs: open runs were interrupted.
    if (!followUp)
      for (const run of await scope.tests.unfinished(provider)) await closeCutOff(scope, definition, run, now());
    const { subject, recipient } = prepared;
    const run = await scope.tests.begin(
      {
        provider,
        simulated,
        startedAt: now().toISOString(),
        startedBy: storage.actor(),
        subject,
        recipient,
        steps: test.steps.map(({ id }) => waitingStep(id)),
      },
      {
        action: 'test.started',
        outcome: 'succeeded',
        detail: `${runName(test, prepared)}${request.only === null ? '' : `: ${request.only.join(', ')}`}`,
        simulated,
      },
    );
    const running = startLiveRun({
      scope,
      test,
      prepared,
      run,
      afterUncleanRun: previous !== undefined && isUnclean(previous, now()),
      closing: closing.signal,
      now,
      onChange: (changed) => publish('test.progress', changed),
      onTrouble: (where, error) => logger.warn(`${where}: ${error.code}`),
      onEnd: async ({ credentialFailures }) => {
        for (const error of credentialFailures) await foundInUse(organizationId, provider, error);
      },
    });
    const settled = running.finished.then((ended) => {
      live.delete(key);
      lock.release();
      if (followUp?.needsReconciling(ended)) recovery.lookAgainLater();
      publish('organizations.changed', { organizationId });
      return ended;
    });
    live.set(key, { run: running, settled });
    return running.snapshot();
  }

  return {
    /**
     * Starts a test and answers at once; its progress is published.
     * @throws AppError `test.*`, `phone-number.*`, `credentials.*`, `vault.*`
     */
    async start(organizationId: string, provider: ProviderId, request: TestRequest): Promise<TestRun> {
      const definition = definitionOf(provider, request.only);
      const key = keyOf(organizationId, provider);
      if (live.has(key)) throw alreadyRunning(definition.descriptor.test);
      live.set(key, null);
      let lock: RunLock | null = null;
      try {
        lock = await locks.take(key, lockPatienceMs);
        if (lock === null) throw alreadyRunning(definition.descriptor.test);
        return await begin(organizationId, definition, request, lock);
      } catch (thrown) {
        live.delete(key);
        lock?.release();
        throw thrown;
      }
    },

    /** A test runs, or is being prepared. */
    isRunning: (): boolean => live.size > 0,

    /**
     * Stops a run at once; what it made is removed, and what was sent stays sent. A run that has ended stays as it is.
     */
    stop(organizationId: string, provider: ProviderId, runId: string): void {
      liveRun({ organizationId, provider, id: runId })?.run.stop();
    },

    /** Ends with the run; at once when it is not running here. @throws AppError `test.unknown` */
    async waitFor(organizationId: string, provider: ProviderId, runId: string): Promise<TestRun> {
      const running = liveRun({ organizationId, provider, id: runId });
      if (running !== null) return running.settled;
      const run = await storage.forOrganization(organizationId).tests.get(runId);
      if (run === null) throw testRunUnknown();
      return asShown(run);
    },

    /** Newest first. */
    async history(organizationId: string, provider: ProviderId, limit: number): Promise<TestRun[]> {
      const runs = await storage.forOrganization(organizationId).tests.history(provider, limit);
      return runs.map(asShown);
    },

    /** A run as it is now, also while it runs. */
    asShown,

    /** Updates a step of a running test. */
    adopt(run: TestRun, step: TestStep): void {
      liveRun(run)?.run.adopt(step);
    },

    /**
     * Follows up earlier runs: interrupted and unreconciled ones. A clinic whose credential can't be opened or whose
     * provider can't be reached is left for later.
     * @param organizationId one clinic; null for all
     */
    recover: (organizationId: string | null = null): Promise<void> =>
      organizationId === null ? recovery.ofAll() : recovery.ofClinic(organizationId),

    /** Stops all runs and follow-ups, and waits until everything is stored. */
    async stopAll(): Promise<void> {
      closing.abort();
      await recovery.close();
      await Promise.all([...live.values()].map((running) => running?.settled));
    },
  };
}
