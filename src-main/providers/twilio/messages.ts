/** Text messages through Twilio. */

import type { AppErrorData } from '../../../src-shared/errors';
import { describeProviderError } from '../../../src-shared/errors-catalogue';
import { twilioDescriptor } from '../../../src-shared/providers/twilio/descriptor';
import { t } from '../../../src-shared/texts/translate';
import type { MessageChannel } from '../message-channel';
import { isTrial } from './account-state';
import { lookUps } from './message-look-ups';
import { rungsOf } from './message-proofs';
import type { TwilioApi, TwilioApiFactory } from './twilio-api';
import { twilioCredentials } from './twilio-client';

const lossWithoutReason = (status: string | null): AppErrorData => {
  const canceled = status === 'canceled';
  return {
    code: `twilio.message-${status ?? 'failed'}`,
    message: canceled
      ? t('The message was cancelled at Twilio.')
      : t('The message did not arrive, and Twilio gave no reason.'),
    cause: canceled
      ? t('Somebody or something else cancelled it before it was sent.')
      : t('Carriers don’t always say why they drop a message.'),
    fix: t(
      'Open the message in the Twilio Console under Monitor, Logs, Messaging: the reason is often added there a little later.',
    ),
    helpUrl: 'https://www.twilio.com/docs/messaging/guides/debugging-common-issues',
    retryable: true,
  };
};

/** The error with which Twilio would refuse the number. It is not asked, so there is no provider code. */
async function recipientProblem(api: TwilioApi, to: string, signal: AbortSignal): Promise<AppErrorData | null> {
  try {
    const verified = await api.listVerifiedRecipients(signal);
    if (verified.incompleteReason !== null || verified.items.some(({ e164 }) => e164 === to)) return null;
    const { providerCode: _notAnswered, ...data } = describeProviderError('twilio', '21608');
    return data;
  } catch {
    return null;
  }
}

/** @param createApi the client for one credential; practice mode and tests pass their own */
export function createTwilioMessages(createApi: TwilioApiFactory): MessageChannel {
  const channel: MessageChannel = {
    provider: 'twilio',
    company: twilioDescriptor.company,
    get logPlace() {
      return t('in the Twilio Console under Monitor, Logs, Messaging');
    },
    open(methodId, fields) {
      const api = createApi(twilioCredentials(methodId, fields));
      return {
        channel,
        lookUps: (from, signal) => lookUps(api, from, signal),
        async recipients(signal) {
          if (!isTrial(await api.fetchAccount(signal))) return { limited: false, verified: null };
          const verified = await api.listVerifiedRecipients(signal).catch(() => null);
          return {
            limited: true,
            verified: verified?.items.map(({ e164, label }) => ({ number: e164, label })) ?? null,
          };
        },
        recipientProblem: (to, signal) => recipientProblem(api, to, signal),
        send: (message, signal) => api.createMessage(message, signal),
        fetch: (sid, signal) => api.fetchMessage(sid, signal),
        list: (filter, signal) => api.listMessages(filter, signal),
      };
    },
    refusal: (code, message) => describeProviderError('twilio', code, message == null ? undefined : { message }),
    lossOf: ({ status, errorCode, errorMessage }) =>
      errorCode === null ? lossWithoutReason(status) : channel.refusal(errorCode, errorMessage),
    rehearsalRefusal: (error) =>
      error.providerCode === '21606'
        ? {
            ...error,
            message: t('Twilio’s test credentials can’t send from this number.'),
            cause: t('They send from +15005550006 alone, and own no number: an account’s own are refused too.'),
            fix: t(
              'To test the clinic’s number, connect the account’s live Account SID and auth token: they stand above the test credentials in the Twilio Console, under Account, API keys & tokens. To see only how a text is taken, send from +15005550006.',
            ),
          }
        : error,
    rungsOf,
  };
  return channel;
}
