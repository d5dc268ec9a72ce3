/** Looks after what earlier runs left open, at the start and again later, one clinic after the other. Only look-ups: nothing is sent. */
import { setImmediate as breathe } from 'node:timers/promises';
import { toAppErrorData } from '../../src-shared/errors';
import type { SmsTestRun } from '../../src-shared/messaging/sms-test';
import type { Publish } from '../events';
import type { Logger } from '../logging/logger';
import type { TwilioApi } from '../providers/twilio/twilio-api';
import type { CredentialRecord, OrganizationScope, Storage } from '../storage/repositories';
import type { ReconcileTimes } from './reconcile';
import { type RecoverDeps, recoverRun } from './recover-interrupted';
import type { RunLocks } from './run-locks';
import { isUnsettled, settleRun } from './settle-unknown';

export type RecoveryDeps = {
  storage: Storage;
  connect: (scope: OrganizationScope) => Promise<{ api: TwilioApi; record: CredentialRecord }>;
  locks: RunLocks;
  isRunningHere: (organizationId: string) => boolean;
  reconcile: ReconcileTimes;
  publish: Publish;
  logger: Pick<Logger, 'warn'>;
  now: () => Date;
  signal: AbortSignal;
};

/** Of each clinic, its newest runs are looked through for messages in doubt. */
const runsBack = 20;
/** So many clinics are looked through before anything else gets its turn. */
const clinicsAtATime = 50;
const longestPauseMs = 15 * 60_000;

export function createRecovery(deps: RecoveryDeps) {
  const { storage, connect, locks, isRunningHere, reconcile, publish, logger, now, signal } = deps;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = reconcile.absenceProvesAfterMs;
  let working: Promise<unknown> = Promise.resolve();

  /** Is the credential that is stored now the one of the account that this run sent from? */
  function isSameAccount(run: SmsTestRun, record: CredentialRecord): boolean {
    const seen = run.steps.find(({ id }) => id === 'account')?.sid ?? null;
    return seen === record.accountKey || (seen === null && record.addedAt <= run.startedAt);
  }

  async function treat(scope: OrganizationScope, run: SmsTestRun): Promise<SmsTestRun | null> {
    const { api, record } = await connect(scope);
    const absenceProvesAfterMs = isSameAccount(run, record) ? reconcile.absenceProvesAfterMs : null;
    const given: RecoverDeps = {
      scope,
      run,
      api,
      now,
      signal,
      absenceProvesAfterMs,
      isCurrentNumber: run.from === record.choice,
    };
    return run.state === 'running' ? recoverRun(given) : settleRun(given);
  }

  const needsCare = (run: SmsTestRun) => run.state === 'running' || isUnsettled(run);

  /** The runs of a clinic that something is to be found out about; those that were cut off however old. */
  async function openRuns(scope: OrganizationScope): Promise<SmsTestRun[]> {
    const recent = (await scope.smsTests.history(runsBack)).filter(needsCare);
    const older = (await storage.organizations.unfinishedRuns()).filter(
      ({ organizationId, runId }) => organizationId === scope.organizationId && recent.every(({ id }) => id !== runId),
    );
    const found = await Promise.all(older.map(({ runId }) => scope.smsTests.get(runId)));
    return [...recent, ...found.filter((run) => run?.state === 'running')].filter((run) => run !== null);
  }

  /** @returns true when something of this clinic is still open */
  async function careFor(organizationId: string): Promise<boolean> {
    const scope = storage.forOrganization(organizationId);
    if ((await openRuns(scope)).length === 0) return false;
    // Whoever has the lock runs a test right now, in this program or another, or looks after these same runs.
    const lock = isRunningHere(organizationId) ? null : await locks.take(organizationId, 0);
    if (lock === null) return true;
    try {
      let isOpen = false;
      // Read again under the lock: a run that was open a moment ago may have ended.
      for (const run of await openRuns(scope)) {
        if (signal.aborted) return true;
        const treated = await treat(scope, run);
        isOpen ||= treated === null || needsCare(treated);
        if (treated !== null) publish('smsTest.progress', treated);
      }
      publish('organizations.changed', { organizationId });
      return isOpen;
    } catch (thrown) {
      logger.warn(`an SMS test in doubt was left for later: ${toAppErrorData(thrown).code}`);
      return true;
    } finally {
      lock.release();
    }
  }

  async function careForAll(): Promise<void> {
    let isOpen = false;
    try {
      // Runs that were cut off first, however old: somebody may be looking at one.
      const cutOff = (await storage.organizations.unfinishedRuns()).map(({ organizationId }) => organizationId);
      const all = (await storage.organizations.overviews()).map(({ organization }) => organization.id);
      for (const [position, organizationId] of [...new Set([...cutOff, ...all])].entries()) {
        if (signal.aborted) return;
        if (position % clinicsAtATime === 0) await breathe();
        isOpen = (await careFor(organizationId)) || isOpen;
      }
    } catch (thrown) {
      logger.warn(`interrupted SMS tests could not be read: ${toAppErrorData(thrown).code}`);
      isOpen = true;
    }
    if (isOpen) lookAgainLater();
  }

  const inTurn = (work: () => Promise<unknown>): Promise<void> => {
    const done = working.then(work).then(
      () => undefined,
      () => undefined,
    );
    working = done;
    return done;
  };

  /** Looks again when a missing message can have its meaning, then ever more rarely, as long as this program runs. */
  function lookAgainLater(): void {
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
      pauseMs = reconcile.absenceProvesAfterMs;
      lookAgainLater();
    },
    ofAll: () => inTurn(careForAll),
    ofClinic: (organizationId: string) => inTurn(() => careFor(organizationId)),
    /** Ends what is under way; the signal has ended before. */
    async close(): Promise<void> {
      clearTimeout(timer);
      await working;
    },
  };
}
