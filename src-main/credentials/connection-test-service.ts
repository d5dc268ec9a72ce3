/** Providers' own tests of stored connections: one at a time for a clinic and provider, recorded as they go. It knows no provider by name. */
import type { ConnectionTestRun, ConnectionTestStep } from '../../src-shared/credentials/connection-test';
import { AppError, refusal, toAppErrorData } from '../../src-shared/errors';
import type { ProviderId } from '../../src-shared/primitives';
import type { Publish } from '../events';
import type { Platform } from '../platform';
import type { Endpoints } from '../providers/endpoints';
import type { Provider, TestProgress } from '../providers/provider';
import type { Storage } from '../storage/repositories';
import { checksOf, signInStillNeeded } from './connection-view';
import type { CredentialService } from './credential-service';
import { openConnected } from './stored-credential';

export type ConnectionTestService = ReturnType<typeof createConnectionTestService>;

type Live = { run: ConnectionTestRun; abort: AbortController; finished: Promise<ConnectionTestRun> };

export const waitingTestStep = (id: string): ConnectionTestStep => ({
  id,
  state: 'waiting',
  startedAt: null,
  durationMs: null,
  detail: '',
  error: null,
});

export type ConnectionTestDeps = {
  storage: Storage;
  providers: Record<ProviderId, Provider>;
  credentials: Pick<CredentialService, 'foundInUse'>;
  endpoints: Endpoints;
  platform: Platform;
  publish: Publish;
};

/** No test lasts as long as this, in milliseconds: one that is still open after it was cut off. */
const longestRunMs = 2 * 60_000;

/** True when a run may have left something behind: it was cut off, or what it made could not be removed. */
function isUnclean({ state, startedAt, steps }: ConnectionTestRun, now: Date): boolean {
  if (state === 'running') return now.getTime() - Date.parse(startedAt) > longestRunMs;
  return state === 'interrupted' || steps.at(-1)?.state === 'failed';
}

export function createConnectionTestService({
  storage,
  providers,
  credentials,
  endpoints,
  platform,
  publish,
}: ConnectionTestDeps) {
  /** `null` while it is being prepared, so that a second click is refused from the first moment. */
  const live = new Map<string, Live | null>();
  const closing = new AbortController();
  const keyOf = (organizationId: string, provider: ProviderId) => `${organizationId} ${provider}`;
  const now = () => platform.now();

  /** Keeps the run's steps as they change, and tells of each change. */
  function boardOf(
    run: ConnectionTestRun,
    onChange: (run: ConnectionTestRun) => void,
  ): TestProgress & { current(): ConnectionTestRun } {
    let current = run;
    const began = new Map<string, number>();
    const put = (id: string, change: Partial<ConnectionTestStep>) => {
      current = { ...current, steps: current.steps.map((step) => (step.id === id ? { ...step, ...change } : step)) };
      onChange(current);
    };
    return {
      current: () => current,
      begin(id) {
        began.set(id, performance.now());
        put(id, { state: 'running', startedAt: now().toISOString() });
      },
      end(id, outcome, detail, error) {
        const from = began.get(id);
        put(id, {
          state: outcome,
          detail,
          error: error ?? null,
          durationMs: from === undefined ? 0 : Math.round(performance.now() - from),
        });
      },
    };
  }

  async function prepare(organizationId: string, providerId: ProviderId) {
    const provider = providers[providerId];
    const { test, descriptor } = provider;
    if (!test || !descriptor.test) {
      throw refusal(
        'connection-test.not-offered',
        `${descriptor.name} has no test of this kind.`,
        'Only some providers have one.',
        'Use “Check now”.',
      );
    }
    const scope = storage.forOrganization(organizationId);
    const organization = await storage.organizations.get(organizationId);
    const { record, fields, stored } = await openConnected(scope, provider);
    if (descriptor.signIn && record.accountKey === '') throw new AppError(signInStillNeeded());
    if (descriptor.choice !== null && record.choice === null) {
      const what = descriptor.choice.word.one;
      throw refusal(
        'credentials.choice-missing',
        `No ${what} is picked for this clinic.`,
        `The test needs to know which ${what} it is for.`,
        `Pick a ${what} first.`,
      );
    }
    return {
      provider,
      test,
      steps: descriptor.test.steps,
      scope,
      record,
      choice: record.choice,
      fields,
      stored,
      organization: { name: organization?.name ?? '', timeZone: organization?.timeZone ?? 'UTC' },
    };
  }

  return {
    /** Starts one and answers at once. @throws AppError `connection-test.*`, `credentials.*`, `vault.*` */
    async start(organizationId: string, providerId: ProviderId): Promise<ConnectionTestRun> {
      const key = keyOf(organizationId, providerId);
      if (live.has(key))
        throw refusal(
          'connection-test.already-running',
          'A test of this connection is running already.',
          'One runs at a time.',
          'Wait for it, or stop it.',
        );
      live.set(key, null);
      try {
        const { provider, test, steps, scope, record, choice, fields, stored, organization } = await prepare(
          organizationId,
          providerId,
        );
        const { descriptor } = provider;
        const { simulated } = endpoints[providerId];
        const subject = test.subject?.(record.metadata, choice) ?? choice ?? descriptor.name;
        const [previous] = await scope.connectionTests.history(providerId, 1);
        const afterUncleanRun = previous !== undefined && isUnclean(previous, now());
        const begun = await scope.connectionTests.begin(
          {
            provider: providerId,
            simulated,
            startedAt: now().toISOString(),
            startedBy: platform.actor,
            subject,
            steps: steps.map(({ id }) => waitingTestStep(id)),
          },
          {
            action: 'connection-test.started',
            outcome: 'succeeded',
            detail: `${descriptor.name}: test of ${subject}`,
            simulated,
          },
        );
        const abort = new AbortController();
        const signal = AbortSignal.any([abort.signal, closing.signal]);
        const board = boardOf(begun, (run) => {
          const held = live.get(key);
          if (held) held.run = run;
          publish('connectionTest.progress', run);
        });

        const work = async (): Promise<ConnectionTestRun> => {
          let rungs: Awaited<ReturnType<typeof test.run>> = [];
          try {
            rungs = await test.run({
              methodId: record.methodId,
              fields,
              choice,
              stored,
              organization,
              afterUncleanRun,
              progress: board,
              signal,
            });
          } catch (thrown) {
            const error = toAppErrorData(thrown);
            const open = board.current().steps.find(({ state }) => state === 'waiting' || state === 'running');
            if (open) board.end(open.id, 'failed', error.message, error);
          }
          const at = now().toISOString();
          const ended = board.current();
          const failed = ended.steps.filter(({ state }) => state === 'failed');
          const done: ConnectionTestRun = { ...ended, state: signal.aborted ? 'stopped' : 'finished', finishedAt: at };
          const isPassed = failed.length === 0 && !signal.aborted;
          const detail = signal.aborted
            ? 'stopped'
            : isPassed
              ? 'passed'
              : `failed at ${failed.map(({ id }) => id).join(', ')}`;
          await scope.connectionTests.update(done, {
            action: 'connection-test.ended',
            outcome: isPassed ? 'succeeded' : 'failed',
            detail: `${descriptor.name}: test of ${subject} ${detail}`,
            simulated,
          });
          if (rungs.length > 0) await scope.readiness.record(checksOf(descriptor, { rungs }, at, simulated), null);
          for (const { error } of failed)
            if (error) await credentials.foundInUse(organizationId, providerId, new AppError(error));
          return done;
        };
        const finished = work()
          // Disk full or a locked database: what the test did is known, and is told though it could not be written down.
          .catch(
            (): ConnectionTestRun => ({
              ...board.current(),
              state: signal.aborted ? 'stopped' : 'finished',
              finishedAt: now().toISOString(),
            }),
          )
          .then((done) => {
            live.delete(key);
            publish('connectionTest.progress', done);
            publish('organizations.changed', { organizationId });
            return done;
          });
        live.set(key, { run: board.current(), abort, finished });
        return board.current();
      } catch (thrown) {
        live.delete(key);
        throw thrown;
      }
    },

    /** Stops it; what it made is removed before it ends. */
    stop(organizationId: string, provider: ProviderId): void {
      live.get(keyOf(organizationId, provider))?.abort.abort();
    },

    /** Ends with the running test; null when none runs. */
    waitFor: async (organizationId: string, provider: ProviderId): Promise<ConnectionTestRun | null> =>
      (await live.get(keyOf(organizationId, provider))?.finished) ?? null,

    /** Newest first. A run that is open in the data and runs nowhere here was cut off. */
    async history(organizationId: string, provider: ProviderId, limit: number): Promise<ConnectionTestRun[]> {
      const runs = await storage.forOrganization(organizationId).connectionTests.history(provider, limit);
      const held = live.get(keyOf(organizationId, provider));
      return runs.map((run) =>
        run.state !== 'running' ? run : held?.run.id === run.id ? held.run : { ...run, state: 'interrupted' as const },
      );
    },

    async stopAll(): Promise<void> {
      closing.abort();
      await Promise.all([...live.values()].map((one) => one?.finished));
    },
  };
}
