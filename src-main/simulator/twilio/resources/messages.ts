/** `/Messages.json`: sending messages, and their status. */
import { deliveryReason, type Journey, planJourney, whereIs } from '../delivery';
import { countSegments, listPage, rfc2822 } from '../formats';
import type { Account, Message, OwnedNumber } from '../model';
import { type RecipientScenario, recipientScenario } from '../recipients';
import { notFound, Refusal } from '../refusal';
import type { Call, Route } from '../route';
import type { World } from '../world';
import { checkMessage, checkTrialRules, type Draft } from './message-rules';

const show = (world: World) => (message: Message) => {
  const { status, since, sentAt } = whereIs(message, world);
  const uri = `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}`;
  const failed = status === 'undelivered' || status === 'failed';
  const charged = sentAt !== null;
  return {
    account_sid: message.accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfc2822(message.acceptedAt),
    date_sent: sentAt === null ? null : rfc2822(sentAt),
    date_updated: rfc2822(since),
    direction: 'outbound-api',
    error_code: failed ? message.errorCode : null,
    error_message: failed && message.errorCode !== null ? deliveryReason(message.errorCode) : null,
    from: message.from,
    messaging_service_sid: message.messagingServiceSid,
    num_media: '0',
    num_segments: String(message.segments),
    price: charged ? `-${(0.0079 * message.segments).toFixed(5)}` : null,
    price_unit: 'USD',
    sid: message.sid,
    status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
};

/** Messages from unregistered US numbers are not delivered in the US. */
function senderFailure(sender: OwnedNumber | null, to: string): number | null {
  if (sender === null || sender.country !== 'US' || !to.startsWith('+1')) return null;
  if (sender.registration === 'unregistered') return sender.kind === 'toll free' ? 30032 : 30034;
  return sender.registration === 'registering' ? 30035 : null;
}

function journeyOf(scenario: RecipientScenario | undefined, draft: Draft): Journey {
  if (scenario?.effect.kind === 'journey') return scenario.effect.journey;
  const errorCode = senderFailure(draft.sender, draft.to);
  return errorCode === null ? { ends: 'delivered' } : { ends: 'undelivered', errorCode };
}

/** @param forced scenario of every message, whatever its recipient */
const create =
  (forced: () => RecipientScenario | undefined) =>
  ({ world, account, form }: Call) => {
    const draft = checkMessage(world, account, form);
    const scenario = account.testOnly ? undefined : (forced() ?? recipientScenario(draft.to));
    if (scenario?.effect.kind === 'refuse')
      throw new Refusal(scenario.effect.code, scenario.effect.status, scenario.effect.message);
    if (!account.testOnly) checkTrialRules(account, draft);
    const sid = world.ids.sid('SM');
    const journey = account.testOnly ? ({ ends: 'queued' } as const) : journeyOf(scenario, draft);
    const body = account.type === 'Trial' ? `Sent from your Twilio trial account - ${draft.body}` : draft.body;
    const message: Message = {
      sid,
      accountSid: account.sid,
      to: draft.to,
      from: draft.from,
      body,
      segments: countSegments(body),
      messagingServiceSid: draft.messagingServiceSid,
      acceptedAt: world.now(),
      stages: planJourney(journey, world.seed, sid),
      errorCode: 'errorCode' in journey ? (journey.errorCode ?? null) : null,
      pretended: account.testOnly,
    };
    world.addMessage(account, message);
    return { status: 201, body: show(world)(message) };
  };

/** A day (`2025-02-03`) or a moment; null when it is neither. */
function readTime(text: string | null): { from: number; until: number } | null {
  if (text === null) return null;
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  const start = Date.parse(text.replace(' ', '+'));
  if (Number.isNaN(start)) return null;
  return day === null ? { from: start, until: start } : { from: start, until: start + 86_399_999 };
}

/** Twilio's filters: To and From exactly, the date as a day, or as a bound on either side, itself included. */
function chosen(account: Account, world: World, query: URLSearchParams): Message[] {
  const number = (name: string) =>
    query
      .get(name)
      ?.replace(/[^\d+]/g, '')
      .replace(/^(?=\d)/, '+') ?? null;
  const [to, from] = [number('To'), number('From')];
  const [on, before, after] = [
    readTime(query.get('DateSent')),
    readTime(query.get('DateSent<')),
    readTime(query.get('DateSent>')),
  ];
  return account.messages
    .filter((message) => {
      if ((to !== null && message.to !== to) || (from !== null && message.from !== from)) return false;
      if (on === null && before === null && after === null) return true;
      // Twilio's times are whole seconds; a message that has not left yet is found by the time it was accepted.
      const sent = Math.floor((whereIs(message, world).sentAt ?? message.acceptedAt) / 1000) * 1000;
      const day = 86_400_000;
      if (on !== null && Math.floor(sent / day) !== Math.floor(on.from / day)) return false;
      return (
        (before === null || sent <= before.until) && (after === null || sent >= Math.floor(after.from / 1000) * 1000)
      );
    })
    .reverse();
}

export const messageRoutes = (forced: () => RecipientScenario | undefined): readonly Route[] => [
  {
    method: 'POST',
    path: '/2010-04-01/Accounts/{AccountSid}/Messages.json',
    permission: 'messages:create',
    handle: create(forced),
  },
  {
    method: 'GET',
    path: '/2010-04-01/Accounts/{AccountSid}/Messages.json',
    permission: 'messages:read',
    handle: ({ world, account, query, path }) => ({
      status: 200,
      body: listPage({ query, path, rows: chosen(account, world, query), key: 'messages', show: show(world) }),
    }),
  },
  {
    method: 'GET',
    path: '/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json',
    permission: 'messages:read',
    handle: ({ world, account, params, path }) => {
      const message = world.message(account, params.Sid ?? '');
      if (message === undefined) throw notFound(path);
      return { status: 200, body: show(world)(message) };
    },
  },
];
