/** The outcome of a step from its message's last status. `sent` never counts as `delivered`. */
import { durationWords } from '../../src-shared/durations';
import type { AppErrorData } from '../../src-shared/errors';
import type { StepOutcome } from '../../src-shared/tests/test-run';
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
      ? 'accepted by the carrier, unconfirmed'
      : status === null || status === 'queued' || status === 'accepted' || status === 'scheduled'
        ? `accepted by ${company}, still queued`
        : status === 'sending'
          ? `accepted by ${company}, still sending`
          : `accepted by ${company}, last status “${status.slice(0, 40)}”`;
  const tail = {
    deadline:
      status === 'sent'
        ? `no delivery receipt after ${durationWords(waitedMs)}`
        : `no final status after ${durationWords(waitedMs)}`,
    stopped: 'stopped before its delivery was known',
    'not-followed': 'its delivery was not followed',
    'looked-up': status === 'sent' ? 'no delivery receipt so far' : 'no final status so far',
  }[why];
  return { outcome: 'unconfirmed', detail: `${last.charAt(0).toUpperCase()}${last.slice(1)}: ${tail}.`, error: null };
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
    const warning = message.errorCode === null ? '' : ` ${channel.company} adds: ${channel.lossOf(message).message}`;
    return { outcome: 'passed', detail: `Delivered in ${durationWords(elapsedMs)}.${warning}`, error: null };
  }
  if (status === partly)
    return {
      outcome: 'unconfirmed',
      detail: `Delivered only in part, says ${channel.company}: look at the phone whether the whole text is there.`,
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
  detail: `Arrived: the code was read from the phone after ${durationWords(elapsedMs)}.`,
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
    message: 'It is not known whether this message was sent.',
    cause:
      `${reason} ${company}’s list of messages ` +
      `${looked === 'not-listed' ? 'does not show it so far' : 'could not be read either'}.`,
    fix:
      `Look at the phone, and ${logPlace}. Only send it again when it is in neither place: ` +
      'the console never repeats it by itself.',
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
    message: `This message was not sent: ${company} does not have it.`,
    cause:
      `${reason} ${company}’s list of messages was read afterwards and does not show it, so ` +
      'the request never got ' +
      'there.',
    fix: 'Run this step again once the connection is steady.',
    retryable: true,
  };
}
