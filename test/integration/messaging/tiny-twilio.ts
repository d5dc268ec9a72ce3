/**
 * A small server that follows Twilio's published API and knows nothing of this project; each test replaces the part
 * that it wants to go wrong. A handler that answers nothing keeps the connection open.
 */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const accountSid = `AC${'a1'.repeat(16)}`;
export const authToken = 'f0'.repeat(16);
export const from = '+14155550100';
export const to = '+14155550134';

type Call = {
  method: string;
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
  headers: IncomingMessage['headers'];
};
type Handler = (call: Call, answer: ServerResponse, server: TinyTwilio) => void;
type StoredMessage = {
  sid: string;
  to: string;
  from: string;
  body: string;
  status: string;
  error_code: number | null;
  date_created: string;
  /** How often its status was asked for. */
  looks: number;
};

export type TinyTwilio = {
  origin: string;
  calls: Call[];
  /** Every message that this server took, whatever it answered. */
  messages: StoredMessage[];
  routes: Record<'account' | 'balance' | 'numbers' | 'callerIds' | 'send' | 'list' | 'message', Handler>;
  take(call: Call): StoredMessage;
  close(): Promise<void>;
};

export const json = (answer: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) =>
  void answer.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));

export const refuse = (
  answer: ServerResponse,
  status: number,
  code: number,
  message: string,
  headers: Record<string, string> = {},
) => json(answer, status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, headers);

/** What a message's status is when it is asked for the first time, the second, and so on. */
const journey = ['queued', 'sent', 'delivered'] as const;

const rendered = ({ looks, ...message }: StoredMessage, status = message.status) => ({
  ...message,
  status,
  account_sid: accountSid,
  direction: 'outbound-api',
  date_sent: null,
  num_segments: '1',
});
export const numberResource = (phone_number: string, sms: boolean | null = true) => ({
  sid: `PN${'b2'.repeat(16)}`,
  phone_number,
  friendly_name: 'Front desk',
  ...(sms === null ? {} : { capabilities: { sms, mms: sms, voice: true, fax: false } }),
});
export const page = (key: string, items: unknown[], next: string | null = null) => ({
  [key]: items,
  next_page_uri: next,
  page: 0,
  page_size: 50,
  start: 0,
  end: items.length,
});

const routes: TinyTwilio['routes'] = {
  account: (_call, answer) =>
    json(answer, 200, {
      sid: accountSid,
      friendly_name: 'Sunrise Dental',
      type: 'Full',
      status: 'active',
      auth_token: authToken,
    }),
  balance: (_call, answer) => json(answer, 200, { account_sid: accountSid, balance: '12.3400', currency: 'USD' }),
  numbers: (call, answer) => {
    const wanted = call.query.get('PhoneNumber');
    json(answer, 200, page('incoming_phone_numbers', wanted === null || wanted === from ? [numberResource(from)] : []));
  },
  callerIds: (_call, answer) =>
    json(answer, 200, page('outgoing_caller_ids', [{ phone_number: to, friendly_name: 'Owner' }])),
  send: (call, answer, server) => json(answer, 201, rendered(server.take(call))),
  list: (call, answer, server) => {
    const found = server.messages
      .filter((message) => message.to === call.query.get('To') && message.from === call.query.get('From'))
      .reverse();
    json(
      answer,
      200,
      page(
        'messages',
        found.map((message) => rendered(message)),
      ),
    );
  },
  message: (call, answer, server) => {
    const message = server.messages.find(({ sid }) => call.path.includes(sid));
    if (message === undefined) return refuse(answer, 404, 20404, 'The requested resource was not found');
    const status = message.status === 'queued' ? (journey[message.looks] ?? 'delivered') : message.status;
    message.looks += 1;
    json(answer, 200, rendered(message, status));
  },
};

function routeOf(method: string, path: string): keyof TinyTwilio['routes'] | null {
  const rest = path.replace(`/2010-04-01/Accounts/${accountSid}`, '');
  if (rest === '.json') return 'account';
  if (rest === '/Balance.json') return 'balance';
  if (rest === '/IncomingPhoneNumbers.json') return 'numbers';
  if (rest === '/OutgoingCallerIds.json') return 'callerIds';
  if (rest === '/Messages.json') return method === 'POST' ? 'send' : 'list';
  return /^\/Messages\/\w+\.json$/.test(rest) ? 'message' : null;
}

export async function startTinyTwilio(changes: Partial<TinyTwilio['routes']> = {}): Promise<TinyTwilio> {
  const server = http.createServer((request, answer) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://tiny');
      const call: Call = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        form: new URLSearchParams(body),
        headers: request.headers,
      };
      tiny.calls.push(call);
      const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
      const route = routeOf(call.method, call.path);
      if (route === null) return refuse(answer, 404, 20404, 'The requested resource was not found');
      if (call.headers.authorization !== expected && changes[route] === undefined)
        return refuse(answer, 401, 20003, 'Authenticate');
      tiny.routes[route](call, answer, tiny);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const tiny: TinyTwilio = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    messages: [],
    routes: { ...routes, ...changes },
    take(call) {
      const message: StoredMessage = {
        sid: `SM${String(tiny.messages.length + 1).padStart(32, '0')}`,
        to: call.form.get('To') ?? '',
        from: call.form.get('From') ?? '',
        body: call.form.get('Body') ?? '',
        status: 'queued',
        error_code: null,
        date_created: new Date().toUTCString(),
        looks: 0,
      };
      tiny.messages.push(message);
      return message;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return tiny;
}
