/** Adapts the SMS test to the engine of tests. */

import { e164Pattern } from '../../src-shared/e164';
import { defaultDrafts } from '../../src-shared/messaging/drafts';
import type { ProviderDescriptor, TestDescriptor } from '../../src-shared/providers/descriptor';
import type { TestRun } from '../../src-shared/tests/test-run';
import { openConnected } from '../credentials/stored-credential';
import type { MessageAccount, MessageChannel } from '../providers/message-channel';
import type { Provider } from '../providers/provider';
import type { CredentialRecord, OrganizationScope, Storage } from '../storage/repositories';
import { createStepBoard } from '../tests/step-board';
import type { TestDefinition } from '../tests/test-definition';
import { defaultDeliveryTimeoutMs } from './follow-delivery';
import { memoryJournal, repositoryJournal } from './journal';
import { lookUpDelivery } from './look-up-delivery';
import { noNumber, recipientIsSender, requireNumber } from './message-errors';
import { type MessageSuiteResult, runMessageSuite } from './message-suite';
import { type StepText, textsOfRun } from './message-texts';
import { type ReconcileTimes, reconcileTimes } from './reconcile';
import { needsReconciling, reconcileRun } from './reconcile-run';
import { type RecoverDeps, recoverRun } from './recover-interrupted';
import { checksOfRun } from './run-checks';

type MessageTestDeps = {
  storage: Storage;
  provider: Provider;
  channel: MessageChannel;
  descriptor: ProviderDescriptor & { test: TestDescriptor };
  simulated: boolean;
  now: () => Date;
  /** When to look for messages whose answer was lost; {@link reconcileTimes} when left out. */
  reconcile?: ReconcileTimes | undefined;
};

export type MessageTest = ReturnType<typeof createMessageTest>;

export function createMessageTest(deps: MessageTestDeps) {
  const { storage, provider, channel, descriptor, simulated, now, reconcile = reconcileTimes } = deps;
  /** By running run and step: aborted when its code was read from the phone, to end the waiting for a receipt. */
  const confirming = new Map<string, ReadonlyMap<string, AbortController>>();
  const never = new AbortController().signal;

  /** The account of a clinic's stored credential. @throws AppError `credentials.*`, `vault.*` */
  async function connect(scope: OrganizationScope): Promise<{ account: MessageAccount; record: CredentialRecord }> {
    const { record, fields } = await openConnected(scope, provider);
    return { account: channel.open(record.methodId, fields), record };
  }

  async function followUpDeps(scope: OrganizationScope, run: TestRun, signal: AbortSignal): Promise<RecoverDeps> {
    const { account, record } = await connect(scope);
    return {
      scope,
      test: descriptor.test,
      run,
      account,
      now,
      signal,
      absenceProvesAfterMs: isSameAccount(run, record) ? reconcile.absenceProvesAfterMs : null,
      isCurrentNumber: run.subject === record.choice,
    };
  }

  /** Checks everything that a run needs. @param entered null when nothing will be sent; the recipient is unused then */
  async function ready(scope: OrganizationScope, entered: string | null) {
    const organization = await storage.organizations.get(scope.organizationId);
    const recipient = entered === null ? null : requireNumber(entered, organization?.country ?? 'US');
    const { account, record } = await connect(scope);
    const from = record.choice;
    if (from === null || !e164Pattern.test(from)) throw noNumber();
    if (from === recipient) throw recipientIsSender(channel);
    const clinic = { name: organization?.name ?? '', timeZone: organization?.timeZone ?? 'UTC' };
    const texts = textsOfRun((await scope.drafts()) ?? defaultDrafts, clinic, now());
    return { account, from, to: recipient ?? from, texts };
  }

  const definition: TestDefinition = {
    descriptor,
    simulated,

    async prepare(scope, { only, to: entered, deliveryTimeoutMs = defaultDeliveryTimeoutMs }) {
      const { account, from, to, texts } = await ready(scope, entered ?? '');
      return {
        subject: from,
        recipient: to,
        async run({ runId, board, signal, onTrouble }) {
          const confirmed = new Map(texts.map(({ step }) => [step, new AbortController()]));
          confirming.set(runId, confirmed);
          try {
            const result = await runMessageSuite({
              account,
              board,
              from,
              to,
              texts,
              only,
              journal: repositoryJournal(scope, provider.id, runId),
              deliveryTimeoutMs,
              reconcile,
              send: true,
              signal,
              confirmed: (step) => confirmed.get(step)?.signal ?? never,
              now,
            });
            if (result.journalProblem !== null) onTrouble('recording a sent message', result.journalProblem);
            const ended = { steps: result.steps, subject: from, recipient: to, simulated };
            return { checks: checksOfRun(channel, ended, now()), credentialFailures: [] };
          } finally {
            confirming.delete(runId);
          }
        },
      };
    },

    followUp: {
      pauseMs: reconcile.absenceProvesAfterMs,
      needsReconciling,
      async followUp(scope, run, signal) {
        const given = await followUpDeps(scope, run, signal);
        return run.state === 'running' ? recoverRun(given) : reconcileRun(given);
      },
    },
  };

  return {
    definition,
    channel,
    connect,

    /** The look-ups of a test and its texts, without sending or recording anything. */
    async rehearse(
      organizationId: string,
      entered: string | null,
      only: readonly string[] | null,
      signal: AbortSignal,
    ): Promise<{ result: MessageSuiteResult; from: string; to: string | null; texts: StepText[] }> {
      const { account, from, to, texts } = await ready(storage.forOrganization(organizationId), entered);
      const result = await runMessageSuite({
        account,
        board: createStepBoard(
          descriptor.test.steps.map(({ id }) => id),
          () => undefined,
          now,
        ),
        from,
        to,
        texts,
        only,
        journal: memoryJournal(),
        deliveryTimeoutMs: 0,
        send: false,
        signal,
        confirmed: () => never,
        now,
      });
      return { result, from, to: entered === null ? null : to, texts };
    },

    /** Asks what became of a message that was left unconfirmed. @throws AppError when the provider can't be asked */
    lookUp: async (scope: OrganizationScope, run: TestRun, step: string, signal: AbortSignal): Promise<TestRun> =>
      lookUpDelivery(await followUpDeps(scope, run, signal), step),

    /** Ends the waiting of a step that is under way. @returns false when it is not under way here */
    confirm(runId: string, step: string): boolean {
      const waiting = confirming.get(runId)?.get(step);
      waiting?.abort();
      return waiting !== undefined;
    },
  };
}

/** True when the stored credential is of the account that this run sent from. */
function isSameAccount(run: TestRun, record: CredentialRecord): boolean {
  const seen = run.steps.find(({ id }) => id === 'account')?.reference ?? null;
  return seen === record.accountKey || (seen === null && record.addedAt <= run.startedAt);
}
