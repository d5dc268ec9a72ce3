/**
 * A server in Twilio's place that can answer in every bad way, and writes down what it was told. It follows Twilio's
 * paths and nothing else of this project.
 */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = { method: string; path: string; authorization: string | undefined; body: string };
export type Misbehaviour = (request: Asked, answer: ServerResponse) => void;

export const senderNumber = '+14155550100';
export const recipientNumber = '+14155550134';

export const answerJson = (
  answer: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) =>
  void answer
    .writeHead(status, { 'Content-Type': 'application/json', ...headers })
    .end(typeof body === 'string' ? body : JSON.stringify(body));

const listening = (server: http.Server) =>
  new Promise<string>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

/** User name and password of a Basic authorization. */
const basicOf = (authorization: string | undefined) =>
  Buffer.from((authorization ?? '').replace('Basic ', ''), 'base64')
    .toString()
    .split(/:(.*)/s);
const passwordOf = (authorization: string | undefined) => basicOf(authorization)[1] ?? '';

/** An account as Twilio describes it: with its own token in the answer, as the real one has. */
const account = (sid: string, token: string) => ({
  sid,
  friendly_name: 'Sunrise Dental',
  type: 'Full',
  status: 'active',
  auth_token: token,
});

/** @param passwords secrets by user name (Account SID or API key SID); anything else is refused */
export async function startHostileTwilio(passwords: ReadonlyMap<string, string>) {
  const asked: Asked[] = [];
  const sent: { to: string; from: string; body: string }[] = [];
  let misbehave: Misbehaviour | null = null;

  /** What Twilio would answer. */
  function honest({ method, path, authorization, body }: Asked): [status: number, body: unknown] {
    const [user = '', password = ''] = basicOf(authorization);
    if (password === '' || passwords.get(user) !== password)
      return [401, { code: 20003, message: `Authenticate: ${authorization}`, status: 401 }];
    const sid = /Accounts\/(AC\w+)/.exec(path)?.[1] ?? '';
    const rest = path.replace(/^\/2010-04-01\/Accounts\/AC\w+/, '').replace(/\?.*/, '');
    if (rest === '.json') return [200, account(sid, password)];
    if (rest === '/Balance.json') return [200, { balance: '12.34', currency: 'USD' }];
    if (rest === '/IncomingPhoneNumbers.json') {
      const number = {
        sid: `PN${'b2'.repeat(16)}`,
        phone_number: senderNumber,
        friendly_name: 'Front desk',
        capabilities: { sms: true },
      };
      return [200, { incoming_phone_numbers: [number], next_page_uri: null }];
    }
    if (rest === '/OutgoingCallerIds.json') return [200, { outgoing_caller_ids: [], next_page_uri: null }];
    if (rest === '/Messages.json' && method === 'POST') {
      const form = new URLSearchParams(body);
      sent.push({ to: form.get('To') ?? '', from: form.get('From') ?? '', body: form.get('Body') ?? '' });
      return [
        201,
        { sid: `SM${String(sent.length).padStart(32, '0')}`, status: 'queued', date_created: new Date().toUTCString() },
      ];
    }
    if (rest === '/Messages.json') return [200, { messages: [], next_page_uri: null }];
    if (/^\/Messages\/SM\w+\.json$/.test(rest)) return [200, { sid: rest.slice(10, 44), status: 'delivered' }];
    return [404, { code: 20404, message: 'The requested resource was not found', status: 404 }];
  }

  const server = http.createServer((request, answer) => {
    void bodyOf(request)
      .catch(() => '')
      .then((body) => {
        const one: Asked = {
          method: request.method ?? '',
          path: request.url ?? '',
          authorization: request.headers.authorization,
          body,
        };
        asked.push(one);
        answer.on('error', () => undefined);
        if (misbehave) misbehave(one, answer);
        else answerJson(answer, ...honest(one));
      });
  });
  const origin = await listening(server);
  return {
    origin,
    asked,
    /** Messages that were taken. */
    sent,
    /** From now on every answer is this; null: as Twilio answers. */
    answerWith: (next: Misbehaviour | null) => {
      misbehave = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type HostileTwilio = Awaited<ReturnType<typeof startHostileTwilio>>;

/** Ways to answer wrongly that hold on to what the request carried, to see where it comes out again. */
export const echoes: Record<string, Misbehaviour> = {
  'a 500 with the request’s headers in JSON': ({ authorization }, answer) =>
    answerJson(answer, 500, {
      code: 20500,
      message: `failed with Authorization: ${authorization}`,
      more_info: `https://www.twilio.com/?h=${authorization}`,
    }),
  'a 500 with the headers in HTML': ({ authorization }, answer) =>
    void answer.writeHead(500, { 'Content-Type': 'text/html' }).end(`<pre>Authorization: ${authorization}</pre>`),
  'a 200 page with the headers': ({ authorization }, answer) =>
    void answer.writeHead(200, { 'Content-Type': 'text/html' }).end(`<b>${authorization}</b>`),
  'an unknown 400 that quotes the password': ({ authorization }, answer) => {
    const password = passwordOf(authorization);
    answerJson(answer, 400, {
      code: 99999,
      message: `bad password "${password}"`,
      more_info: `https://www.twilio.com/docs/${password}`,
    });
  },
  'an error whose code is the password': ({ authorization }, answer) => {
    const password = passwordOf(authorization);
    answerJson(answer, 403, { code: password, message: password, more_info: password });
  },
  'an account named like its password': ({ authorization }, answer) => {
    const [user, password = ''] = basicOf(authorization);
    answerJson(answer, 200, {
      sid: user,
      friendly_name: `${password} ${authorization}`,
      type: password,
      status: password,
      balance: '1',
      currency: password,
      incoming_phone_numbers: [
        { sid: password, phone_number: senderNumber, friendly_name: password, capabilities: { sms: true } },
      ],
      outgoing_caller_ids: [{ phone_number: senderNumber, friendly_name: password }],
      messages: [],
    });
  },
  'a redirect with the password in its address': ({ authorization }, answer) =>
    void answer.writeHead(302, { Location: `http://127.0.0.1:9/?${authorization}` }).end(),
};
