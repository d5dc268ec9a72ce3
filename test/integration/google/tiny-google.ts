/**
 * A Google that is not our simulator: a plain web server that answers as little as the specifications ask for, in forms
 * that other servers use. A server at VOXANNE_GOOGLE_URL may be written like it.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type TinyGoogleOptions = {
  /** Members to put in place of those of the token answer; `undefined` leaves one out. */
  token?: Record<string, unknown>;
  userInfo?: unknown;
  /** As calendarList has them. */
  calendars?: unknown[];
  /** The key under which free/busy answers, where it is not the one that was asked for. */
  busyKey?: string;
  revokeStatus?: number;
  /** The body of a revocation, where it has one. */
  revokeBody?: string;
  deleteStatus?: number;
  insertStatus?: number;
  /** What an answer to making an event holds; the event as it was sent when left out. */
  inserted?: (event: Record<string, unknown>) => unknown;
  /** Sends every answer in pieces of so many bytes. */
  pieces?: number;
  contentType?: string | null;
  /** The answer to a code or a client that it does not know. */
  refusal?: { status: number; body: unknown };
  /** Answers in place of the server, where it says something. */
  intercept?: (call: TinyCall) => TinyAnswer | null;
};

export type TinyCall = { method: string; path: string; body: string; authorization: string };
export type TinyAnswer = { status: number; body?: unknown; headers?: Record<string, string> };

export type TinyEvent = Record<string, unknown> & {
  id: string;
  start: { dateTime: string };
  end: { dateTime: string };
};

export async function startTinyGoogle(options: TinyGoogleOptions = {}) {
  const requests: string[] = [];
  /** Every secret that was handed out: codes and tokens. */
  const issued: string[] = ['lasting-token'];
  const tokens = new Set<string>();
  const codes = new Set<string>();
  const events = new Map<string, TinyEvent>();
  const { calendars = [{ id: 'front@clinic.example' }], contentType = 'application/json' } = options;

  async function send(response: ServerResponse, status: number, body: unknown): Promise<void> {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, text === '' || contentType === null ? {} : { 'content-type': contentType });
    const { pieces } = options;
    if (pieces !== undefined) {
      for (let at = 0; at < text.length; at += pieces) {
        response.write(text.slice(at, at + pieces));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    } else response.end(text);
  }

  async function bodyOf(request: IncomingMessage): Promise<string> {
    let text = '';
    for await (const piece of request) text += String(piece);
    return text;
  }

  function newToken(): string {
    const token = randomUUID();
    tokens.add(token);
    issued.push(token);
    return token;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    requests.push(`${request.method} ${url.pathname}`);
    const body = await bodyOf(request);
    const call = {
      method: request.method ?? '',
      path: url.pathname,
      body,
      authorization: request.headers.authorization ?? '',
    };
    const instead = options.intercept?.(call) ?? null;
    if (instead !== null) {
      for (const [name, value] of Object.entries(instead.headers ?? {})) response.setHeader(name, value);
      return send(response, instead.status, instead.body);
    }
    if (url.pathname === '/o/oauth2/v2/auth') {
      const code = randomUUID();
      codes.add(code);
      issued.push(code);
      const state = encodeURIComponent(url.searchParams.get('state') ?? '');
      const back = `${url.searchParams.get('redirect_uri')}?code=${code}&state=${state}`;
      response.writeHead(302, { location: back });
      response.end();
      return;
    }
    if (url.pathname === '/token') {
      const form = new URLSearchParams(body);
      const isGood =
        form.get('grant_type') === 'refresh_token'
          ? form.get('refresh_token') === 'lasting-token'
          : codes.delete(form.get('code') ?? '');
      const { refusal = { status: 400, body: { error: 'invalid_grant' } } } = options;
      if (!isGood) return send(response, refusal.status, refusal.body);
      const first = form.get('grant_type') === 'authorization_code' ? { refresh_token: 'lasting-token' } : {};
      return send(response, 200, {
        ...first,
        expires_in: 3600,
        token_type: 'bearer',
        access_token: newToken(),
        ...options.token,
      });
    }
    if (url.pathname === '/revoke') return send(response, options.revokeStatus ?? 200, options.revokeBody);
    if (!tokens.has(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''))
      return send(response, 401, undefined);
    if (url.pathname === '/oauth2/v2/userinfo') return send(response, 200, options.userInfo ?? { sub: '42' });
    if (url.pathname === '/calendar/v3/users/me/calendarList') return send(response, 200, { items: calendars });
    if (url.pathname === '/calendar/v3/freeBusy') {
      const asked = JSON.parse(body) as { timeMin: string; timeMax: string; items: { id: string }[] };
      const inside = [...events.values()].filter(
        ({ start, end }) =>
          Date.parse(start.dateTime) < Date.parse(asked.timeMax) &&
          Date.parse(end.dateTime) > Date.parse(asked.timeMin),
      );
      const busy = inside.map(({ start, end }) => ({ end: end.dateTime, start: start.dateTime }));
      return send(response, 200, { calendars: { [options.busyKey ?? asked.items[0]?.id ?? '']: { busy } } });
    }
    const path = /^\/calendar\/v3\/calendars\/[^/]+\/events(?:\/([^/]+))?$/.exec(url.pathname);
    if (path !== null && request.method === 'POST') {
      const event = JSON.parse(body) as TinyEvent;
      events.set(event.id, event);
      return send(
        response,
        options.insertStatus ?? 200,
        options.inserted === undefined ? event : options.inserted(event),
      );
    }
    // Knows no filters: it lists whatever there is, and of each as little as it may.
    if (path !== null && request.method === 'GET')
      return send(response, 200, { items: [...events.values()].map(({ id, summary }) => ({ summary, id })) });
    if (path !== null && request.method === 'DELETE')
      return send(response, events.delete(path[1] ?? '') ? (options.deleteStatus ?? 204) : 404, undefined);
    return send(response, 404, undefined);
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    issued,
    events,
    options,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
