/** Finds out afterwards what became of a recorded message. Only look-ups: nothing is sent again. */

import type { DeliveryEvent, StepOutcome, TestStep } from '../../src-shared/tests/test-run';
import { t } from '../../src-shared/texts/translate';
import type { MessageAccount, TextMessage } from '../providers/message-channel';
import type { MessageRecord, OrganizationScope } from '../storage/repositories';
import { isFinal, notTaken, outcomeUnknown, verdictOf } from './delivery-verdict';
import { repositoryJournal } from './journal';
import { type Found, findLostMessage } from './reconcile';

export type MessageEnding = {
  outcome: StepOutcome;
  detail: string;
  reference?: string | null;
  error?: TestStep['error'];
  delivery?: DeliveryEvent[];
};

export type EndingDeps = {
  scope: OrganizationScope;
  runId: string;
  account: MessageAccount;
  now: () => Date;
  signal: AbortSignal;
  /**
   * Age from which a message that the provider does not list counts as not accepted; null: never, because its account
   * is unknown.
   */
  absenceProvesAfterMs: number | null;
};

/** The message's status at the provider; the recorded one when the provider can't be reached. */
async function latestOf(
  account: MessageAccount,
  record: MessageRecord & { sid: string },
  signal: AbortSignal,
): Promise<Pick<TextMessage, 'status' | 'errorCode' | 'errorMessage'>> {
  const known = { status: record.status, errorCode: record.providerCode, errorMessage: null };
  if (isFinal(record.status)) return known;
  return account.fetch(record.sid, signal).then(
    (message) => (message.status === null ? known : message),
    () => known,
  );
}

/** Determines the outcome of messages, and stores it. */
export function createMessageEndings({ scope, runId, account, now, signal, absenceProvesAfterMs }: EndingDeps) {
  const { channel } = account;
  const journal = repositoryJournal(scope, channel.provider, runId);
  const elapsed = (record: MessageRecord) => Math.max(0, now().getTime() - Date.parse(record.intendedAt));
  const event = (record: MessageRecord, status: string): DeliveryEvent => ({
    status,
    at: now().toISOString(),
    elapsedMs: elapsed(record),
  });

  /**
   * The outcome of a message that the provider accepted.
   * @param note how that was learned
   * @param heard what the provider says of it now; asked when left out
   */
  async function endAccepted(
    record: MessageRecord & { sid: string },
    note: string,
    heard?: TextMessage,
  ): Promise<MessageEnding> {
    const latest = heard ?? (await latestOf(account, record, signal));
    const isNews = latest.status !== null && latest.status !== record.delivery.at(-1)?.status;
    const delivery = isNews ? [...record.delivery, event(record, latest.status ?? 'unknown')] : record.delivery;
    await journal.update(record.id, {
      state: 'accepted',
      sid: record.sid,
      status: latest.status,
      providerCode: latest.errorCode,
      delivery,
    });
    // The time of arrival is unknown, so no duration is shown.
    const verdict = verdictOf(
      channel,
      latest,
      elapsed(record),
      isFinal(latest.status) ? 'final' : heard === undefined ? 'stopped' : 'looked-up',
    );
    const detail = verdict.outcome === 'passed' ? t('Delivered; when exactly was not seen.') : verdict.detail;
    return { outcome: verdict.outcome, detail: note + detail, error: verdict.error, reference: record.sid, delivery };
  }

  /**
   * The outcome of a message without an answer, from the provider's list.
   * @param reason why no answer came, in a sentence
   */
  async function endLost(
    record: MessageRecord,
    note: string,
    reason: string,
  ): Promise<MessageEnding & { looked: Found['looked'] }> {
    // If the loss was not noticed before, the waiting ends now.
    const noticed = record.delivery.find(({ status }) => status === 'unknown') ?? event(record, 'unknown');
    const { from, to, body, intendedAt } = record;
    const found = await findLostMessage(
      account,
      {
        from,
        to,
        body,
        intendedAt: new Date(intendedAt),
        givenUpForMs: now().getTime() - Date.parse(noticed.at),
        accounted: () => journal.accountedSids(),
      },
      { signal, pausesMs: [0], absenceProvesAfterMs },
    );
    const { looked } = found;
    if (found.message !== null)
      return {
        ...(await endAccepted(
          { ...record, sid: found.message.sid },
          `${note}${t('Its message was found at {company}.', { company: channel.company })} `,
        )),
        looked,
      };
    if (looked === 'absent') {
      await journal.update(record.id, { state: 'not-sent' });
      const error = notTaken(channel, reason);
      return { outcome: 'failed', detail: error.message, error, reference: null, delivery: record.delivery, looked };
    }
    const delivery = [...record.delivery.filter(({ status }) => status !== 'unknown'), noticed];
    await journal.update(record.id, { state: 'unknown', delivery });
    const error = outcomeUnknown(channel, reason, looked === 'unreachable' ? 'unreachable' : 'not-listed');
    return { outcome: 'unconfirmed', detail: error.message, error, reference: null, delivery, looked };
  }

  return { endAccepted, endLost };
}
