/**
 * A connection is made where any address answers: a slow one, one of the other IP version, or one listed behind an
 * address that never answers.
 */
import { createServer, type LookupFunction, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { dial } from '../../../../src-main/providers/http/dial';
import { closeServers, listen } from './client';
import { startFullQueue } from './full-queue';

const closing: (() => void)[] = [];
afterEach(() => {
  closeServers();
  for (const close of closing.splice(0)) close();
});

const hasIPv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);
/** On other systems a full queue refuses, or takes more than it was told to. */
const canFill = process.platform === 'linux';

/** A name with these addresses, in this order. */
const named =
  (...addresses: string[]): LookupFunction =>
  (_host, _options, done) =>
    (done as (error: null, addresses: object[]) => void)(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
const never = new AbortController().signal;

async function accepting(): Promise<{ port: number; accepted: Socket[] }> {
  const accepted: Socket[] = [];
  const server = createServer((socket) => accepted.push(socket.on('error', () => undefined).resume()));
  return { port: await listen(server), accepted };
}

async function connected(dialled: Promise<Socket>): Promise<{ address: string | undefined; tookMs: number }> {
  const begun = performance.now();
  const socket = await dialled;
  closing.push(() => socket.destroy());
  return { address: socket.remoteAddress, tookMs: performance.now() - begun };
}

describe.runIf(canFill)('a network on which a connection takes a second', () => {
  test('is a network: the attempt is not given up for being slow', async () => {
    const slow = await startFullQueue('127.0.0.1');
    closing.push(slow.close);
    slow.answerAfter(300);
    const { address, tookMs } = await connected(
      dial({ host: 'api.example', port: slow.port, lookup: named('127.0.0.1') }, never),
    );
    expect(address).toBe('127.0.0.1');
    expect(tookMs).toBeGreaterThan(700);
  });

  test.runIf(hasIPv6)('with an IPv6 address to which there is no way, in either order', async () => {
    for (const order of [
      ['::1', '127.0.0.1'],
      ['127.0.0.1', '::1'],
    ]) {
      const slow = await startFullQueue('127.0.0.1');
      closing.push(slow.close);
      slow.answerAfter(300);
      const lookup = named(...order);
      const { address } = await connected(dial({ host: 'api.example', port: slow.port, lookup }, never));
      expect(address).toBe('127.0.0.1');
    }
  });

  test.runIf(hasIPv6)('with IPv6 swallowed: IPv4 is tried beside it, not after it', async () => {
    const { port } = await accepting();
    const swallowing = await startFullQueue('::1', port);
    closing.push(swallowing.close);
    const { address } = await connected(dial({ host: 'api.example', port, lookup: named('::1', '127.0.0.1') }, never));
    expect(address).toBe('127.0.0.1');
  });

  test.runIf(hasIPv6)('with IPv6 swallowed and IPv4 slow', async () => {
    const slow = await startFullQueue('127.0.0.1');
    const swallowing = await startFullQueue('::1', slow.port);
    closing.push(slow.close, swallowing.close);
    slow.answerAfter(600);
    const { address } = await connected(
      dial({ host: 'api.example', port: slow.port, lookup: named('::1', '127.0.0.1') }, never),
    );
    expect(address).toBe('127.0.0.1');
  });

  test('everything swallowed: it ends with the signal, and nothing of it is left', async () => {
    const swallowing = await startFullQueue('127.0.0.1');
    closing.push(swallowing.close);
    const sockets = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
    const before = sockets();
    const stop = new AbortController();
    const dialled = dial(
      { host: 'api.example', port: swallowing.port, lookup: named('127.0.0.1', '127.0.0.1') },
      stop.signal,
    );
    await expect.poll(sockets, { timeout: 20_000 }).toBe(before + 2);
    stop.abort(new Error('over'));
    await expect(dialled).rejects.toThrow('over');
    await expect.poll(sockets).toBe(before);
  });
});

describe('several addresses', () => {
  test('the first that answers is used, and the others are not connected to', async () => {
    // Of the timers that begin the other attempts.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    closing.push(() => vi.useRealTimers());
    const { port, accepted } = await accepting();
    const { address } = await connected(
      dial({ host: 'api.example', port, lookup: named('127.0.0.1', '127.0.0.1') }, never),
    );
    expect(address).toBe('127.0.0.1');
    expect(vi.getTimerCount()).toBe(0);
    expect(accepted.length).toBeLessThanOrEqual(1);
  });

  test('one that refuses costs no time', async () => {
    // The timers that begin the other attempts never fire: only a refusal leads to the next.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    closing.push(() => vi.useRealTimers());
    const { port } = await accepting();
    const refusing = Array.from({ length: 40 }, (_, index) => `127.0.0.${index + 2}`);
    const { address } = await connected(
      dial({ host: 'api.example', port, lookup: named(...refusing, '127.0.0.1') }, never),
    );
    expect(address).toBe('127.0.0.1');
  });

  test('all refuse: that is what is told, also where another could not be reached at all', async () => {
    await expect(
      dial({ host: 'api.example', port: 1, lookup: named('127.255.255.255', '127.0.0.1') }, never),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('a name without an address', async () => {
    await expect(dial({ host: 'api.example', port: 1, lookup: named() }, never)).rejects.toMatchObject({
      code: 'ENOTFOUND',
    });
  });

  test('a look-up that never answers ends with the signal', async () => {
    const stop = new AbortController();
    const dialled = dial({ host: 'api.example', port: 1, lookup: () => undefined }, stop.signal);
    stop.abort(new Error('over'));
    await expect(dialled).rejects.toThrow('over');
  });
});
