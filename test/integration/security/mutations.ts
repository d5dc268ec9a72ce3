/** A loopback server that passes requests on to a simulator and changes its answers by a generated recipe. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { createForwarder, type Received, readAll } from '../../../src-main/simulator/forwarder';

/** One change of a body: at which of its values (counted modulo), and what is done there. */
export type Change = {
  at: number;
  kind: 'drop' | 'replace' | 'wrap' | 'rename' | 'everywhere';
  key: string;
  value: unknown;
};
/**
 * `null` leaves as it is. `skip`: how many requests come through unchanged first. `only`: the requests that are
 * spoiled, by a part of their path.
 */
export type Recipe = {
  changes: Change[];
  status: number | null;
  headers: Record<string, string>;
  skip: number;
  only: string;
};

/** Stands for a text of 20,000 letters, which nobody wants to read in a report. */
const long = '(long)';

/** Values that have a meaning somewhere, in places where nobody expects them. */
const odd = fc.constantFrom<unknown>(
  null,
  '',
  ' ',
  0,
  -1,
  1e308,
  -1e308,
  8.64e15,
  '9'.repeat(400),
  true,
  [],
  {},
  [[]],
  '__proto__',
  'constructor',
  'toString',
  '+1',
  '+14155550100',
  '2026-13-45T99:99:99Z',
  '+275760-09-13T00:00:00.000Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  'Sat, 13 Sep 275760 00:00:00 GMT',
  'Mars/Phobos',
  'active',
  'DELIVERED',
  'undelivered',
  'a-status-of-tomorrow',
  99999,
  '99999',
  'https://evil.example/',
  '/2010-04-01/Accounts/AC/Other.json',
  '\u0000\u202E<img src=x onerror=alert(1)>',
  long,
);
const value = fc.oneof({ weight: 4, arbitrary: odd }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) });
/** Fields that are there at times. */
const field = fc.constantFrom(
  ...[
    'code',
    'message',
    'more_info',
    'error_code',
    'error_message',
    'status',
    'date_created',
    'next_page_uri',
    'meta',
    'capabilities',
    'errors',
    'reason',
  ],
  ...[
    'sid',
    'phone_number',
    'friendly_name',
    'type',
    'balance',
    'currency',
    'from',
    'to',
    'body',
    'campaign_status',
    'brand_registration_sid',
  ],
  ...[
    'refresh_token',
    'refresh_token_expires_in',
    'expires_in',
    'access_token',
    'scope',
    'error',
    'error_description',
    'error_subtype',
    'email',
    'id',
  ],
  ...[
    'nextPageToken',
    'timeZone',
    'accessRole',
    'summary',
    'primary',
    'items',
    'calendars',
    'busy',
    'start',
    'end',
    'dateTime',
    'created',
  ],
);
const change = fc.record<Change>({
  at: fc.nat(10_000),
  kind: fc.constantFrom('drop', 'replace', 'wrap', 'rename', 'everywhere', 'everywhere'),
  key: field,
  value,
});
/** Statuses that are not waited out and tried again, so that a thousand answers do not take an hour. */
const otherStatus = fc.constantFrom(
  200,
  201,
  202,
  203,
  204,
  299,
  301,
  304,
  400,
  401,
  402,
  403,
  404,
  405,
  407,
  409,
  410,
  412,
  418,
  422,
  451,
  499,
);
const status = fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: otherStatus });
const headers = fc.record(
  {
    date: fc.constantFrom('yesterday', 'Sat, 13 Sep 275760 00:00:00 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT', '-1'),
    'content-type': fc.constantFrom(
      'text/html',
      'application/xml',
      'application/octet-stream',
      'x',
      'application/json; charset=utf-16',
    ),
    'retry-after': fc.constantFrom('1e308', '-5', 'soon', '99999999999', 'Fri, 31 Dec 9999 23:59:59 GMT'),
  },
  { requiredKeys: [] },
);
/** @param parts of paths, one of which is spoiled, or all with an empty one */
export const recipesFor = (...parts: string[]): fc.Arbitrary<Recipe> =>
  fc.record({
    changes: fc.array(change, { minLength: 1, maxLength: 6 }),
    status,
    headers,
    skip: fc.nat(2),
    only: fc.constantFrom(...parts),
  });

type Place = { holder: Record<string, unknown> | unknown[]; key: string };

/** Every value of a body, the body itself among them, in a fixed order. */
function placesOf(holder: Record<string, unknown> | unknown[], found: Place[] = []): Place[] {
  for (const key of Object.keys(holder)) {
    found.push({ holder, key });
    const inner = (holder as Record<string, unknown>)[key];
    if (typeof inner === 'object' && inner !== null) placesOf(inner as Record<string, unknown>, found);
  }
  return found;
}

/** The body as the recipe changes it. */
function changed(body: unknown, changes: readonly Change[]): unknown {
  const root: Record<string, unknown> = { body: structuredClone(body) };
  for (const { at, kind, key: name, value: put } of changes) {
    const places = placesOf(root);
    const { holder, key } = places[at % places.length] ?? { holder: root, key: 'body' };
    const held = holder as Record<string, unknown>;
    if (kind === 'drop') delete held[key];
    else if (kind === 'everywhere') {
      const named = places.filter((place) => place.key === name);
      for (const place of named) (place.holder as Record<string, unknown>)[name] = put;
      if (named.length === 0 && typeof root.body === 'object' && root.body !== null)
        (root.body as Record<string, unknown>)[name] = put;
    } else if (kind === 'replace') held[key] = put === long ? 'x'.repeat(20_000) : put;
    else if (kind === 'wrap') held[key] = [held[key]];
    else if (kind === 'rename' && holder !== root) {
      held[`${key}_of_tomorrow`] = held[key];
      delete held[key];
    }
  }
  return root.body;
}

/** @param target origin of the simulator */
export async function startChanging(target: string) {
  const forwarder = createForwarder(target);
  let recipe: Recipe | null = null;
  let seen = 0;

  function answerOf(path: string, honest: Received): Received {
    if (recipe === null || !path.includes(recipe.only)) return honest;
    seen += 1;
    if (seen <= recipe.skip) return honest;
    let body: unknown;
    try {
      body = JSON.parse(honest.body.toString());
    } catch {
      body = null;
    }
    const text = JSON.stringify(changed(body, recipe.changes)) ?? '';
    return {
      status: recipe.status ?? honest.status,
      headers: { ...honest.headers, ...recipe.headers },
      body: Buffer.from(text),
    };
  }
  const server = createServer(async (request, response) => {
    try {
      const {
        status: code,
        headers: named,
        body,
      } = answerOf(request.url ?? '', await forwarder.forward(request, await readAll(request)));
      const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, 'content-length': ____, ...rest } = named;
      response.writeHead(code, rest).end(code === 204 || code === 304 ? undefined : body);
    } catch {
      request.socket.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** From now on answers are changed so; null: passed on as they are. */
    change(next: Recipe | null): void {
      recipe = next;
      seen = 0;
    },
    close: () =>
      new Promise<void>((resolve) => {
        forwarder.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
