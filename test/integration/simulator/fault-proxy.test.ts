/**
 * The proxy spoils what it says it spoils, forwards what it says it forwards, and does the same again for the same
 * seed.
 */
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { type FaultMode, type FaultProxy, faultModes, startFaultProxy } from '../../fakes/fault-proxy';
import { basic, call, credentialsOf, under } from './simulator-client';

let simulator: TwilioSimulator;
let proxy: FaultProxy | undefined;
beforeEach(async () => {
  simulator = await startTwilioSimulator({ seed: 2 });
});
afterEach(async () => {
  await proxy?.close();
  await simulator.close();
});

const full = credentialsOf('credentials.full');
const path = under(full.accountSid, '/Messages.json');

/** What a client with a short timeout sees: a status, `broken`, or `nothing`. */
async function send(origin: string, patienceMs = 60_000): Promise<number | 'broken' | 'nothing'> {
  try {
    const response = await fetch(origin + path, {
      method: 'POST',
      headers: { Authorization: basic(full) },
      body: new URLSearchParams({ To: '+14155550199', From: '+12125550123', Body: 'Practice' }),
      signal: AbortSignal.timeout(patienceMs),
    });
    await response.text();
    return response.status;
  } catch (thrown) {
    return thrown instanceof DOMException && thrown.name === 'TimeoutError' ? 'nothing' : 'broken';
  }
}

describe('each way to fail', () => {
  it.each<[FaultMode, number | 'broken' | 'nothing', number]>([
    ['pass', 201, 1],
    ['slow', 201, 1],
    ['accepted-then-dropped', 'broken', 1],
    ['accepted-then-stalled', 'nothing', 1],
    ['half-answer', 'broken', 1],
    ['accepted-then-500', 500, 1],
    ['reset', 'broken', 0],
    ['stalled', 'nothing', 0],
    ['429', 429, 0],
    ['500', 500, 0],
    ['503', 503, 0],
    ['html', 502, 0],
  ])('%s: the client sees %s, the provider took %i', async (mode, sees, taken) => {
    proxy = await startFaultProxy({ target: simulator.origin, seed: 1, plan: () => mode, slowMs: 50 });
    expect(await send(proxy.origin, sees === 'nothing' ? 500 : undefined)).toBe(sees);
    expect(simulator.control.messages()).toHaveLength(taken);
    expect(proxy.log).toEqual([{ method: 'POST', path, occurrence: 0, mode, forwarded: taken === 1 }]);
  });

  it('covers every mode', () => {
    expect(faultModes).toHaveLength(12);
  });
});

describe('what was passed on when it closes', () => {
  it('has arrived, late or not', async () => {
    const one = await startFaultProxy({ target: simulator.origin, seed: 1, plan: () => 'slow', slowMs: 50 });
    const seen = send(one.origin);
    await expect.poll(() => one.log).toHaveLength(1);
    await one.close();
    expect(simulator.control.messages()).toHaveLength(1);
    expect(await seen).toBe('broken');
  });

  it.each<FaultMode>(['slow', 'stalled'])('is known once the client has died: %s', async (mode) => {
    const one = await startFaultProxy({ target: simulator.origin, seed: 1, plan: () => mode, slowMs: 50 });
    const body = 'To=%2B14155550199&From=%2B12125550123&Body=Practice';
    const client = connect(Number(new URL(one.origin).port), '127.0.0.1');
    const head = `POST ${path} HTTP/1.1\r\nhost: proxy\r\nauthorization: ${basic(full)}\r\n`;
    const form = `content-type: application/x-www-form-urlencoded\r\ncontent-length: ${body.length}\r\n`;
    await new Promise((resolve) => client.write(`${head}${form}\r\n${body}`, resolve));
    client.destroy();
    await one.abandoned();
    expect(one.log).toMatchObject([{ mode, forwarded: mode === 'slow' }]);
    expect(simulator.control.messages()).toHaveLength(mode === 'slow' ? 1 : 0);
    await one.close();
  });
});

describe('the seeded plan', () => {
  const modes = async (seed: number, faultRate?: number) => {
    const one = await startFaultProxy({
      target: simulator.origin,
      seed,
      slowMs: 1,
      ...(faultRate === undefined ? {} : { faultRate }),
    });
    for (let n = 0; n < 12; n += 1) await send(one.origin, 250);
    await one.close();
    return one.log.map((entry) => entry.mode);
  };

  it('repeats itself, and differs between seeds', async () => {
    const first = await modes(42);
    expect(await modes(42)).toEqual(first);
    expect(await modes(43)).not.toEqual(first);
    expect(first).toContain('pass');
    expect(new Set(first).size).toBeGreaterThan(2);
  }, 120_000);

  it('spoils nothing at a rate of 0', async () => {
    expect(new Set(await modes(42, 0))).toEqual(new Set(['pass']));
  });

  it('leaves look-ups alone when the plan says so, and passes answers through unchanged', async () => {
    proxy = await startFaultProxy({
      target: simulator.origin,
      seed: 42,
      faultRate: 1,
      plan: ({ method }) => (method === 'GET' ? 'pass' : undefined),
    });
    const rest = under(full.accountSid, '/IncomingPhoneNumbers.json?PageSize=2&PhoneNumber=%2B1206');
    const [direct, through] = [await call(simulator, 'GET', rest, full), await call(proxy, 'GET', rest, full)];
    expect(through.body).toEqual(direct.body);
    expect(await call(proxy, 'GET', rest, { ...full, password: 'wrong' })).toMatchObject({
      status: 401,
      body: { code: 20003 },
    });
  });
});
