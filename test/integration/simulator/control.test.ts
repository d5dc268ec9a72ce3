/** What later tests and benchmarks rely on: counting, faults, latency, many accounts, many requests at once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fault, startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { basic, call, credentialsOf, sendMessage, under } from './simulator-client';

let simulator: TwilioSimulator;
beforeEach(async () => {
  simulator = await startTwilioSimulator({ seed: 5, clockSpeed: 500, controlOverHttp: true });
});
afterEach(() => simulator.close());

const full = credentialsOf('credentials.full');
const message = { To: '+14155550199', From: '+12125550123', Body: 'Practice' };
const send = () => sendMessage(simulator, full, message);
const balance = (credentials = full) =>
  call(simulator, 'GET', under(credentials.accountSid, '/Balance.json'), credentials);

describe('faults', () => {
  it.each<[string, Fault, number]>([
    [
      '429 before anything happened',
      { kind: 'status', status: 429, code: 20429, message: 'Too Many Requests', retryAfterSeconds: 1 },
      0,
    ],
    ['a refusal of another shape', { kind: 'other-shape', status: 400 }, 0],
    ['a broken connection before', { kind: 'reset' }, 0],
    ['a broken connection after', { kind: 'drop-after' }, 1],
    ['half an answer', { kind: 'half' }, 1],
    ['a slow answer', { kind: 'slow', ms: 50 }, 1],
    ['a page of HTML', { kind: 'html', status: 502 }, 0],
    ['a redirect', { kind: 'redirect', location: 'https://elsewhere.invalid/' }, 0],
  ])('%s: messages accepted are as said', async (_, fault, accepted) => {
    simulator.control.setFault({ fault, method: 'POST', times: 1 });
    await send().catch(() => undefined);
    expect(simulator.control.messages()).toHaveLength(accepted);
    expect((await send()).status).toBe(201);
    expect(simulator.control.messages()).toHaveLength(accepted + 1);
  });

  it('never answers when told to stall, and closes all the same', async () => {
    simulator.control.setFault({ fault: { kind: 'stall' }, pathIncludes: 'Balance' });
    const before = simulator.control.requestCount();
    const stalled = fetch(simulator.origin + under(full.accountSid, '/Balance.json'), {
      headers: { Authorization: basic(full) },
    }).catch(() => 'cut off');
    await expect.poll(() => simulator.control.requestCount()).toBe(before + 1);
    await simulator.close();
    expect(await stalled).toBe('cut off');
  });

  it('sends far too much, until the other side hangs up', async () => {
    simulator.control.setFault({ fault: { kind: 'too-large' } });
    const response = await fetch(simulator.origin + under(full.accountSid, '/Balance.json'), {
      headers: { Authorization: basic(full) },
    });
    let received = 0;
    for await (const piece of response.body ?? []) {
      received += (piece as Uint8Array).length;
      if (received > 8_000_000) break;
    }
    expect(received).toBeGreaterThan(8_000_000);
    simulator.control.clearFaults();
    expect((await balance()).status).toBe(200);
  });
});

describe('size and speed', () => {
  it('answers 500 requests of 10,000 accounts, 50 at a time, each with its own account', async () => {
    const accounts = simulator.control.addAccounts(10_000);
    expect(new Set(accounts.map((account) => account.phoneNumber)).size).toBe(10_000);
    const names = new Set<unknown>();
    const queue = accounts.filter((_, n) => n % 20 === 0);
    const worker = async () => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        const credentials = { user: next.accountSid, password: next.authToken };
        const account = await call(simulator, 'GET', under(next.accountSid, '.json'), credentials);
        expect(account.status).toBe(200);
        names.add(account.body.friendly_name);
      }
    };
    await Promise.all(Array.from({ length: 50 }, worker));
    expect(names.size).toBe(500);
  });

  it('waits before each answer when told to, without making requests wait for each other', async () => {
    simulator.control.setLatency(250);
    const started = performance.now();
    await Promise.all(Array.from({ length: 80 }, () => balance()));
    const took = performance.now() - started;
    expect(took).toBeGreaterThanOrEqual(249);
    // One after the other they would take 20 seconds.
    expect(took).toBeLessThan(80 * 250);
  });
});

describe('reset and scenarios', () => {
  it('forgets messages, faults and changed accounts', async () => {
    await send();
    await call(simulator, 'POST', '/v1/AuthTokens/Secondary', full);
    await call(simulator, 'POST', '/v1/AuthTokens/Promote', full);
    expect((await balance()).status).toBe(401);
    simulator.control.reset();
    expect((await balance()).status).toBe(200);
    expect(simulator.control.messages()).toEqual([]);
    expect((await call(simulator, 'GET', under(full.accountSid, '/Messages.json'), full)).body.messages).toEqual([]);
  });

  it('makes every message meet one scenario', async () => {
    simulator.control.setScenario('recipient.21610');
    expect((await send()).body.code).toBe(21610);
    simulator.control.setScenario(null);
    expect((await send()).status).toBe(201);
    expect(() => simulator.control.setScenario('recipient.nonsense')).toThrow(/no practice scenario/);
  });

  it('never uses a Message SID twice in two runs', async () => {
    const other = await startTwilioSimulator({ seed: 6 });
    const sids = [(await send()).body.sid, (await send()).body.sid, (await sendMessage(other, full, message)).body.sid];
    await other.close();
    expect(new Set(sids).size).toBe(3);
  });
});

describe('the control API over HTTP', () => {
  const post = (name: string, body: unknown) =>
    fetch(`${simulator.origin}/_simulator/${name}`, { method: 'POST', body: JSON.stringify(body) }).then(
      (response) => response.status,
    );

  it('does what the object does', async () => {
    expect(
      await post('fault', {
        fault: { kind: 'status', status: 503, code: 20503, message: 'Service Unavailable' },
        times: 1,
      }),
    ).toBe(200);
    expect((await send()).status).toBe(503);
    expect((await send()).status).toBe(201);
    const seen = await (await fetch(`${simulator.origin}/_simulator/messages`)).json();
    expect(seen).toMatchObject({ messages: [{ to: message.To, body: 'Practice' }], requests: 2 });
    expect(await post('scenario', { id: 'recipient.30007' })).toBe(200);
    expect(await post('latency', { milliseconds: 1 })).toBe(200);
    expect(await post('accounts', { count: 2 })).toBe(200);
    expect(await post('reset', {})).toBe(200);
    expect(simulator.control.messages()).toEqual([]);
  });

  it('refuses orders that it does not understand', async () => {
    expect(await post('fault', { fault: { kind: 'explode' } })).toBe(400);
    expect(await post('scenario', { id: 'recipient.nonsense' })).toBe(400);
    expect(await post('nonsense', {})).toBe(404);
    const broken = await fetch(`${simulator.origin}/_simulator/fault`, { method: 'POST', body: '{' });
    expect(broken.status).toBe(400);
  });
});
