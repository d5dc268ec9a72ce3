/** The outcome of a step from its message's last status. `sent` never counts as `delivered`. */

import { durationWords } from '../../src-shared/durations';
import type { AppErrorData } from '../../src-shared/errors';
import type { StepOutcome } from '../../src-shared/tests/test-run';
import { t } from '../../src-shared/texts/translate';
import type { MessageChannel, TextMessage } from '../providers/message-channel';

export type Verdict = { outcome: StepOutcome; detail: string; error: AppErrorData | null };

const arrived = new Set(['delivered', 'read']);
const partly = 'partially_delivered';
const lost = new Set(['failed', 'undelivered', 'canceled']);

/** True for a status that will not change any more. */
export const isFinal = (status: string | null): boolean =>
  status !== null && (arrived.has(status) || lost.has(status) || status === partly);

/** The provider accepted the message and gave no final status within `waitedMs`. `why`: what ended the waiting. */
function unconfirmed(
  company: string,
  status: string | null,
  waitedMs: number,
  why: 'deadline' | 'stopped' | 'not-followed' | 'looked-up',
): Verdict {
  const last =
    status === 'sent'
      ? t('Accepted by the carrier, unconfirmed')
      : status === null || status === 'queued' || status === 'accepted' || status === 'scheduled'
        ? t('Accepted by {company}, still queued', { company })
        : status === 'sending'
          ? t('Accepted by {company}, still sending', { company })
          : t('Accepted by {company}, last status “{status}”', { company, status: status.slice(0, 40) });
  const tail = {
    deadline:
      status === 'sent'
        ? t('no delivery receipt after {duration}', { duration: durationWords(waitedMs) })
        : t('no final status after {duration}', { duration: durationWords(waitedMs) }),
    stopped: t('stopped before its delivery was known'),
    'not-followed': t('its delivery was not followed'),
    'looked-up': status === 'sent' ? t('no delivery receipt so far') : t('no final status so far'),
  }[why];
  return { outcome: 'unconfirmed', detail: `${last}: ${tail}.`, error: null };
}

/**
 * @param elapsedMs since the request to send was made
 * @param ended `final`: a final status was heard; else what ended the waiting
 */
export function verdictOf(
  channel: MessageChannel,
  message: Pick<TextMessage, 'status' | 'errorCode' | 'errorMessage'>,
  elapsedMs: number,
  ended: 'final' | 'deadline' | 'stopped' | 'not-followed' | 'looked-up',
): Verdict {
  const { status } = message;
  if (status !== null && arrived.has(status)) {
    const warning =
      message.errorCode === null
        ? ''
        : ` ${t('{company} adds: {message}', { company: channel.company, message: channel.lossOf(message).message })}`;
    return {
      outcome: 'passed',
      detail: `${t('Delivered in {duration}.', { duration: durationWords(elapsedMs) })}${warning}`,
      error: null,
    };
  }
  if (status === partly)
    return {
      outcome: 'unconfirmed',
      detail: t('Delivered only in part, says {company}: look at the phone whether the whole text is there.', {
        company: channel.company,
      }),
      error: message.errorCode === null ? null : channel.lossOf(message),
    };
  if (status !== null && lost.has(status)) {
    const error = channel.lossOf(message);
    return { outcome: 'failed', detail: error.message, error };
  }
  return unconfirmed(channel.company, status, elapsedMs, ended === 'final' ? 'deadline' : ended);
}

export const confirmedByCode = (elapsedMs: number): Verdict => ({
  outcome: 'passed',
  detail: t('Arrived: the code was read from the phone after {duration}.', { duration: durationWords(elapsedMs) }),
  error: null,
});

/**
 * It is unknown whether the provider accepted the message.
 * @param reason why the answer was lost
 * @param looked the result of looking for it at the provider
 */
export function outcomeUnknown(
  { company, logPlace }: MessageChannel,
  reason: string,
  looked: 'not-listed' | 'unreachable',
): AppErrorData {
  return {
    code: 'sms.outcome-unknown',
    message: t('It is not known whether this message was sent.'),
    cause:
      looked === 'not-listed'
        ? t('{reason} {company}’s list of messages does not show it so far.', { reason, company })
        : t('{reason} {company}’s list of messages could not be read either.', { reason, company }),
    fix: t(
      'Look at the phone, and {logPlace}. Only send it again when it is in neither place: the console never repeats it by itself.',
      { logPlace },
    ),
    retryable: false,
  };
}

/**
 * The provider's list does not have the message when it must: it was not accepted.
 * @param reason why the answer was lost
 */
export function notTaken({ company }: MessageChannel, reason: string): AppErrorData {
  return {
    code: 'sms.not-taken',
    message: t('This message was not sent: {company} does not have it.', { company }),
    cause: t(
      '{reason} {company}’s list of messages was read afterwards and does not show it, so the request never got there.',
      { reason, company },
    ),
    fix: t('Run this step again once the connection is steady.'),
    retryable: true,
  };
}
