import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveLoopback } from '../../../../src-main/simulator/loopback-server';

let server: Awaited<ReturnType<typeof serveLoopback>>;
let answered = 0;
beforeAll(async () => {
  server = await serveLoopback(async (_request, response) => {
    answered += 1;
    response.end('{}');
  });
});
afterAll(() => server.close());

const statusFor = (host: string) =>
  new Promise((resolve, reject) => {
    const { port } = new URL(server.origin);
    request({ host: '127.0.0.1', port, path: '/', headers: { Host: host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

it('answers under its own address', async () => {
  const { port } = new URL(server.origin);
  expect([await statusFor(`127.0.0.1:${port}`), await statusFor(`localhost:${port}`)]).toEqual([200, 200]);
});

it.each(['evil.example', '127.0.0.1', '127.0.0.1:1', 'api.twilio.com'])('refuses the name %s', async (host) => {
  const before = answered;
  expect(await statusFor(host)).toBe(421);
  expect(answered).toBe(before);
});
