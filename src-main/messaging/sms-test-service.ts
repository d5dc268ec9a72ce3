/** SMS tests of clinics: started by a person's click, one at a time for each clinic, recorded as they go. */
import { defaultDrafts } from '../../src-shared/messaging/drafts';
import { waitingStep } from '../../src-shared/messaging/report';
import {
  type MessageDrafts,
  type SmsTestRun,
  type SmsTestStepId,
  smsTestStepIds,
} from '../../src-shared/messaging/sms-test';
import type { Publish } from '../events';
import type { Logger } from '../logging/logger';
import type { Platform } from '../platform';
import type { ProviderClients } from '../providers';
import { stoppedError } from '../providers/call-error';
import type { Endpoints } from '../providers/endpoints';
import { isTrial } from '../providers/twilio/account-state';
import type { TwilioApi } from '../providers/twilio/twilio-api';
import { twilioCredentials } from '../providers/twilio/twilio-client';
import type { CredentialRecord, OrganizationScope, Storage } from '../storage/repositories';
import { confirmEndedRun, messageOfCode } from './confirm-code';
import { defaultDeliveryTimeoutMs } from './follow-delivery';
import { type LiveRun, startLiveRun } from './live-run';
import { textsOfRun } from './message-texts';
import { type ReconcileTimes, reconcileTimes } from './reconcile';
import { createRecovery } from './recovery';
import { createRunLocks, type RunLock } from './run-locks';
import { isUnsettled } from './settle-unknown';
import { memoryJournal } from './sms-journal';
import {
  alreadyRunning,
  noNumber,
  notConnected,
  recipientIsSender,
  requireNumber,
  unknownRun,
} from './sms-test-errors';
import { runSmsTestSuite, type SmsTestSuiteResult } from './sms-test-suite';

export type SmsTestServiceDeps = {
  storage: Storage;
  clients: Pick<ProviderClients, 'twilio'>;
  endpoints: Pick<Endpoints, 'twilio'>;
  platform: Platform;
  publish: Publish;
  logger: Pick<Logger, 'info' | 'warn'>;
  /** When to look for messages whose answer was lost; {@link reconcileTimes} when left out. */
  reconcile?: ReconcileTimes;
};

export type SmsTestService = ReturnType<typeof createSmsTestService>;

export type Recipients = { recent: string[]; verified: { number: string; label: string }[] | null; trial: boolean };

/** Another program may only be looking whether a test runs; that is over in a moment. */
const lockPatienceMs = 500;

const isE164 = (number: string) => /^\+[1-9]\d{6,14}$/.test(number);

export function createSmsTestService({
  storage,
  clients,
  endpoints,
  platform,
  publish,
  logger,
  reconcile = reconcileTimes,
}: SmsTestServiceDeps) {
  /** The running test of each clinic. `null` while it is being prepared, so that a second click is refused from the first moment. */
  const live = new Map<string, LiveRun | null>();
  const locks = createRunLocks(platform);
  const closing = new AbortController();
  const now = () => platform.now();
  const { simulated } = endpoints.twilio;

  /** The client of a clinic's stored credential, and the number it sends from. @throws AppError `credentials.*`, `vault.*` */
  async function connect(
    scope: OrganizationScope,
  ): Promise<{ api: TwilioApi; from: string | null; record: CredentialRecord }> {
    const stored = await scope.credentials.find('twilio');
    if (stored === null || stored.status === 'revoked') throw notConnected();
    const { record, fields } = await scope.credentials.open('twilio');
    return { api: clients.twilio(twilioCredentials(record.methodId, fields)), from: record.choice, record };
  }

  /** Everything a run needs, checked. @param entered null where nothing will be sent: then the recipient is the sender, and is never used */
  async function prepare(organizationId: string, entered: string | null) {
    const scope = storage.forOrganization(organizationId);
    const organization = await storage.organizations.get(organizationId);
    const recipient = entered === null ? null : requireNumber(entered, organization?.country ?? 'US');
    const { api, from } = await connect(scope);
    if (from === null || !isE164(from)) throw noNumber();
    if (from === recipient) throw recipientIsSender();
    const to = recipient ?? from;
    const clinic = { name: organization?.name ?? '', timeZone: organization?.timeZone ?? 'UTC' };
    return { scope, api, from, to, messages: textsOfRun((await scope.drafts()) ?? defaultDrafts, clinic, now()) };
  }

  const liveRun = (organizationId: string, runId: string): LiveRun | null => {
    const running = live.get(organizationId) ?? null;
    return running?.snapshot().id === runId ? running : null;
  };

  /** A run that is still open in the data and runs nowhere, neither here nor in another program, was cut off. */
  const asShown = (organizationId: string, run: SmsTestRun): SmsTestRun => {
    if (run.state !== 'running') return run;
    const running = liveRun(organizationId, run.id);
    if (running !== null) return running.snapshot();
    return locks.isTaken(organizationId) ? run : { ...run, state: 'interrupted' };
  };

  const recovery = createRecovery({
    storage,
    connect,
    locks,
    isRunningHere: (id) => live.has(id),
    reconcile,
    publish,
    logger,
    now,
    signal: closing.signal,
  });

  return {
    /**
     * Starts a test and answers at once; its progress is published. The only thing that sends, and it sends each message once.
     * @param entered the recipient as it was typed
     * @throws AppError `sms-test.already-running`, `phone-number.*`, `credentials.*`, `vault.*`
     */
    async start(
      organizationId: string,
      entered: string,
      only: readonly SmsTestStepId[] | null,
      deliveryTimeoutMs = defaultDeliveryTimeoutMs,
    ): Promise<SmsTestRun> {
      if (live.has(organizationId)) throw alreadyRunning();
      live.set(organizationId, null);
      let lock: RunLock | null = null;
      try {
        lock = await locks.take(organizationId, lockPatienceMs);
        if (lock === null) throw alreadyRunning();
        const { release } = lock;
        const { scope, api, from, to, messages } = await prepare(organizationId, entered);
        if (closing.signal.aborted) throw stoppedError();
        const steps = smsTestStepIds.map(waitingStep);
        const run = await scope.smsTests.begin(
          { from, to, simulated, startedAt: now().toISOString(), startedBy: platform.actor, steps },
          {
            action: 'sms-test.started',
            outcome: 'succeeded',
            detail: `SMS test to ${to}${only === null ? '' : `: ${only.join(', ')}`}`,
            simulated,
          },
        );
        const running = startLiveRun({
          scope,
          run,
          suite: { api, from, to, messages, only, deliveryTimeoutMs, reconcile, now },
          onChange: (changed) => publish('smsTest.progress', changed),
          onTrouble: (where, error) => logger.warn(`${where}: ${error.code}`),
        });
        live.set(organizationId, running);
        void running.finished.then((ended) => {
          live.delete(organizationId);
          release();
          if (isUnsettled(ended)) recovery.lookAgainLater();
          publish('organizations.changed', { organizationId });
        });
        return running.snapshot();
      } catch (thrown) {
        live.delete(organizationId);
        lock?.release();
        throw thrown;
      }
    },

    /** The look-ups of a test and its texts, without sending or recording anything. */
    async rehearse(
      organizationId: string,
      entered: string | null,
      only: readonly SmsTestStepId[] | null,
      signal: AbortSignal,
    ) {
      const { api, from, to, messages } = await prepare(organizationId, entered);
      const never = new AbortController().signal;
      const result: SmsTestSuiteResult = await runSmsTestSuite({
        api,
        from,
        to,
        messages,
        only,
        journal: memoryJournal(),
        deliveryTimeoutMs: 0,
        send: false,
        signal,
        confirmed: never,
        onStep: () => undefined,
        now,
      });
      return { result, from, to: entered === null ? null : to, messages };
    },

    /** Stops a run at once: what was sent stays sent, and is reported with what is known of it. A run that has ended stays as it is. */
    async stop(organizationId: string, runId: string): Promise<void> {
      liveRun(organizationId, runId)?.stop();
    },

    /** Ends with the run; at once when it is not running here. */
    async waitFor(organizationId: string, runId: string): Promise<SmsTestRun> {
      const running = liveRun(organizationId, runId);
      if (running !== null) return running.finished;
      const run = await storage.forOrganization(organizationId).smsTests.get(runId);
      if (run === null) throw unknownRun();
      return asShown(organizationId, run);
    },

    /** Stops every run, and every look at earlier ones, and waits for what is known to be written down. */
    async stopAll(): Promise<void> {
      closing.abort();
      await recovery.close();
      const running = [...live.values()].filter((run) => run !== null);
      for (const run of running) run.stop();
      await Promise.all(running.map((run) => run.finished));
    },

    /** Newest first. */
    async history(organizationId: string, limit: number): Promise<SmsTestRun[]> {
      const runs = await storage.forOrganization(organizationId).smsTests.history(limit);
      return runs.map((run) => asShown(organizationId, run));
    },

    /** Numbers worth offering as recipient. Twilio not answering takes nothing away from the recent ones. */
    async recipients(organizationId: string): Promise<Recipients> {
      const scope = storage.forOrganization(organizationId);
      const recent = await scope.smsTests.recentRecipients(5);
      const none: Recipients = { recent, verified: null, trial: false };
      try {
        const { api } = await connect(scope);
        const account = await api.fetchAccount(closing.signal);
        if (!isTrial(account)) return none;
        const verified = await api.listVerifiedRecipients(closing.signal).catch(() => null);
        const shown = verified?.items
          .filter(({ e164 }) => isE164(e164))
          .map(({ e164, label }) => ({ number: e164, label }));
        return { recent, verified: shown ?? null, trial: true };
      } catch {
        return none;
      }
    },

    drafts: async (organizationId: string): Promise<MessageDrafts> =>
      (await storage.forOrganization(organizationId).drafts()) ?? defaultDrafts,

    async saveDrafts(organizationId: string, drafts: MessageDrafts): Promise<MessageDrafts> {
      await storage.forOrganization(organizationId).saveDrafts(drafts);
      return drafts;
    },

    /**
     * The four digits read from the phone. Proves arrival, also while the run is still waiting for a receipt.
     * @throws AppError `sms-test.unknown`, `sms-test.no-code`, `sms-test.wrong-code`; nothing changes then
     */
    async confirmCode(organizationId: string, runId: string, typed: string): Promise<SmsTestRun> {
      const scope = storage.forOrganization(organizationId);
      const run = await scope.smsTests.get(runId);
      if (run === null) throw unknownRun();
      const message = await messageOfCode(scope, runId, typed);
      const running = liveRun(organizationId, runId);
      const isFollowed =
        running?.snapshot().steps.some(({ id, state }) => id === 'test-sms' && state === 'running') === true;
      if (running !== null && isFollowed) {
        running.confirmCode();
        return running.snapshot();
      }
      // The other message may still be on its way: then the run goes on with what was learned here.
      const confirmed = await confirmEndedRun(scope, asShown(organizationId, run), message, now());
      for (const step of confirmed.steps) if (step.id === 'test-sms') running?.adopt(step);
      publish('smsTest.progress', confirmed);
      publish('organizations.changed', { organizationId });
      return confirmed;
    },

    /**
     * Looks after what earlier starts left open, runs that were cut off and messages whose outcome is unknown: asks Twilio what became of them,
     * and sends nothing. A clinic whose credential can't be opened or whose Twilio can't be reached is left for later.
     * @param organizationId one clinic; null for all
     */
    recoverInterrupted: (organizationId: string | null = null): Promise<void> =>
      organizationId === null ? recovery.ofAll() : recovery.ofClinic(organizationId),
  };
}
