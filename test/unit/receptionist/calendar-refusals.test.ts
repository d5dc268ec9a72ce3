/** A calendar’s refresh that fails, as a backend would log it; and one that is never answered. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { createCalendarClient, type SignIn } from '../../../src-receptionist/calendar-client';

const closing: (() => void)[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0)) close();
});

const fields = { clientId: 'id', clientSecret: 'canary-client-secret', refreshToken: 'canary-refresh-token' };

/** What came of a look at the calendar, and what the console would be told. */
async function lookWhile(listener: RequestListener, answerMs?: number) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  vi.stubEnv('VOXANNE_GOOGLE_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const refused: string[] = [];
  const signIn: SignIn = {
    current: () => fields,
    inRefreshTurn: (refresh) => refresh(),
    replaced: async () => undefined,
    async refused(code) {
      refused.push(code);
      return null;
    },
  };
  const { calendar } = await createCalendarClient(true, signIn, answerMs);
  const thrown: unknown = await calendar.events.list({ calendarId: 'primary' }).then(
    () => null,
    (error: unknown) => error,
  );
  return { thrown, refused };
}

test.each<[string, RequestListener, string[]]>([
  [
    'refused',
    (_, answer) => void answer.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"invalid_grant"}'),
    ['invalid_grant'],
  ],
  ['cut off', (request) => void request.socket.destroy(), []],
  ['answered with an error', (_, answer) => void answer.writeHead(403).end('no'), []],
])('a refresh that was %s holds no secret, however deep it is logged', async (_how, listener, told) => {
  const { thrown, refused } = await lookWhile(listener);
  expect(thrown).toBeInstanceOf(Error);
  expect(refused).toEqual(told);
  for (const text of [inspect(thrown), inspect(thrown, { depth: null, showHidden: true }), JSON.stringify(thrown)])
    expect(text).not.toContain('canary-');
});

test('a refresh that is not answered ends before its turn does', async () => {
  const { thrown } = await lookWhile(() => undefined, 50);
  expect(String(thrown)).toMatch(/timeout|abort/i);
});
