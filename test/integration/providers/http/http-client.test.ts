/** What holds for a request to any provider, over real connections on loopback. */
import type { ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { HttpFailure } from '../../../../src-main/providers/http/http-client';
import { makeCertificate } from '../../../../src-main/simulator/network/certificates';
import { pace } from '../../../fakes/pace';
import { answering, apiOrigin, clientOf, closeServers, get, listen } from './client';
import { through } from './proxies';

afterEach(closeServers);

const json = (response: ServerResponse, body: unknown, headers: Record<string, string> = {}) =>
  response.writeHead(200, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
const refusalOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'succeeded',
    (thrown: unknown) => thrown,
  );

describe('where a request goes', () => {
  test.each([
    'https://evil.example/things',
    'http://api.provider.example/things',
    'https://api.provider.example:8443/things',
    'https://user:pass@api.provider.example/things',
    'https://api.provider.example.evil.example/things',
  ])('%s is refused before anything is opened', async (url) => {
    let requests = 0;
    const { origin } = await answering((_request, response) => {
      requests += 1;
      json(response, {});
    });
    await expect(clientOf(origin).send(get({ url }))).rejects.toMatchObject({
      data: { code: 'provider.unknown-host' },
    });
    expect(requests).toBe(0);
  });

  test('a redirect is an answer like any other: nobody follows it', async () => {
    let requests = 0;
    const elsewhere = await answering((_request, response) => {
      requests += 1;
      json(response, {});
    });
    const { origin } = await answering((_request, response) =>
      response.writeHead(307, { Location: `${elsewhere.origin}/things` }).end(),
    );
    expect(await clientOf(origin).send(get())).toMatchObject({ status: 307 });
    expect(requests).toBe(0);
  });

  test('errors name the provider’s host, or the one that stands in for it', () => {
    expect(clientOf(null).host).toBe('api.provider.example');
    expect(clientOf('http://127.0.0.1:4010').host).toBe('127.0.0.1:4010');
  });
});

describe('what is sent', () => {
  test('headers, a body with its length, and the provider’s path', async () => {
    let asked = {};
    const { origin } = await answering((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        const { method, url, headers } = request;
        asked = { method, url, body, length: headers['content-length'], authorization: headers.authorization };
        json(response, {});
      });
    });
    const headers = { Authorization: 'Bearer x', 'Content-Type': 'application/x-www-form-urlencoded' };
    await clientOf(origin).send(get({ method: 'POST', url: `${apiOrigin}/a/b?c=d%20e`, headers, body: 'To=%2B1' }));
    expect(asked).toEqual({
      method: 'POST',
      url: '/a/b?c=d%20e',
      body: 'To=%2B1',
      length: '7',
      authorization: 'Bearer x',
    });
  });

  test('successive requests share a connection; a request that must be made once has its own', async () => {
    const sockets = new Set<Socket>();
    const { origin } = await answering((request, response) => {
      sockets.add(request.socket);
      json(response, {});
    });
    const client = clientOf(origin);
    await client.send(get());
    await client.send(get());
    expect(sockets.size).toBe(1);
    await client.send(get({ method: 'POST', once: true }));
    await client.send(get({ method: 'POST', once: true }));
    expect(sockets.size).toBe(3);
    await client.send(get());
    expect(sockets.size).toBe(3);
  });
});

describe('what is read', () => {
  test.each([
    ['JSON', '{"a":1}', { a: 1 }],
    ['JSON after a byte order mark', '\uFEFF[1]', [1]],
    ['text', 'no JSON', 'no JSON'],
    ['nothing', '', ''],
    ['a page', '<html></html>', '<html></html>'],
  ])('%s', async (_name, text, body) => {
    const { origin } = await answering((_request, response) => response.writeHead(200).end(text));
    expect(await clientOf(origin).send(get())).toMatchObject({ status: 200, body });
  });

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ] as const)('%s', async (encoding, compress) => {
    const { origin } = await answering((_request, response) =>
      response.writeHead(200, { 'Content-Encoding': encoding }).end(compress('{"a":1}')),
    );
    expect(await clientOf(origin).send(get())).toMatchObject({ body: { a: 1 } });
  });

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ] as const)('a %s bomb ends at the limit', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(64 * 1024 * 1024));
    const { origin } = await answering((_request, response) =>
      response.writeHead(200, { 'Content-Encoding': encoding }).end(bomb),
    );
    expect(await refusalOf(clientOf(origin).send(get()))).toMatchObject({ kind: 'too-large', left: true });
  });

  test('compressed bytes that stand for nothing, without end', async () => {
    const empty = gzipSync('');
    const many = Buffer.concat(Array.from({ length: 1000 }, () => empty));
    const { origin } = await answering((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      const pour = () => {
        while (!response.destroyed && response.write(many));
      };
      response.on('drain', pour);
      pour();
    });
    expect(await refusalOf(clientOf(origin).send(get()))).toMatchObject({ kind: 'too-large' });
  });

  test.each([
    ['a length that is too large', { 'Content-Length': String(64 * 1024 * 1024) }, '{', 'too-large'],
    ['an encoding that was not asked for', { 'Content-Encoding': 'zstd' }, '{}', 'unreadable-answer'],
    ['what is no gzip', { 'Content-Encoding': 'gzip' }, '{"a":1}', 'unreadable-answer'],
    ['what is no brotli', { 'Content-Encoding': 'br' }, '<html></html>', 'unreadable-answer'],
    ['gzip that breaks off', { 'Content-Encoding': 'gzip' }, gzipSync('{"a":1}').subarray(0, 15), 'unreadable-answer'],
  ])('%s', async (_name, headers, body, kind) => {
    const { origin } = await answering((_request, response) => response.writeHead(200, headers).end(body));
    expect(await refusalOf(clientOf(origin).send(get()))).toMatchObject({ kind });
  });

  test('what is no HTTP', async () => {
    const server = createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n').on('error', () => undefined));
    const origin = `http://127.0.0.1:${await listen(server)}`;
    expect(await refusalOf(clientOf(origin).send(get()))).toMatchObject({ kind: 'unreadable-answer' });
  });
});

describe('when a request ends', () => {
  test.each([
    ['before its head', (_response: ServerResponse) => undefined],
    [
      'byte by byte',
      (response: ServerResponse) => {
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('an answer that stalls %s: at the deadline', async (_name, stall) => {
    const { origin } = await answering((_request, response) => stall(response));
    const failure = await refusalOf(clientOf(origin).send(get({ timeoutMs: 300 })));
    expect(failure).toMatchObject({ kind: 'timeout' });
  });

  test('the connection is closed, on the server’s side as well', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const { origin } = await answering((request) => {
      closed = new Promise((resolve) => request.socket.once('close', resolve));
    });
    await refusalOf(clientOf(origin).send(get({ timeoutMs: 200 })));
    await closed;
  });

  test('stopped before: nothing is opened', async () => {
    const stopped = AbortSignal.abort();
    expect(await refusalOf(clientOf('http://127.0.0.1:1').send(get({ signal: stopped })))).toMatchObject({
      data: { code: 'call.stopped' },
    });
  });

  test('cancelled: a look-up was stopped; a request that must be made once may have arrived', async () => {
    let stop = new AbortController();
    const { origin } = await answering(() => stop.abort());
    expect(await refusalOf(clientOf(origin).send(get({ signal: stop.signal })))).toMatchObject({
      data: { code: 'call.stopped' },
    });
    stop = new AbortController();
    expect(
      await refusalOf(clientOf(origin).send(get({ method: 'POST', once: true, signal: stop.signal }))),
    ).toMatchObject({ kind: 'reset', left: true });
  });
});

describe('whether bytes may have left', () => {
  const post = get({ method: 'POST', once: true, body: 'a=b' });

  test('nothing listens: no', async () => {
    expect(await refusalOf(clientOf('http://127.0.0.1:1').send(post))).toMatchObject({ kind: 'refused', left: false });
  });

  test('the computer slept while the connection was made: nothing leaves any more', async () => {
    let connections = 0;
    let bytes = 0;
    const server = createTcpServer((socket) => {
      connections += 1;
      socket.on('data', (chunk) => {
        bytes += chunk.length;
      });
      socket.on('error', () => undefined);
    });
    const origin = `http://127.0.0.1:${await listen(server)}`;
    const began = Date.now();
    // Timers stand still meanwhile; the clock of the day does not.
    const clock = vi
      .spyOn(Date, 'now')
      .mockReturnValueOnce(began)
      .mockReturnValue(began + 3_600_000);
    try {
      expect(await refusalOf(clientOf(origin).send(post))).toMatchObject({ kind: 'timeout', left: false });
    } finally {
      clock.mockRestore();
    }
    await expect.poll(() => connections).toBe(1);
    expect(bytes).toBe(0);
  });

  test('the server read and hung up: yes', async () => {
    const server = createTcpServer((socket) => socket.once('data', () => socket.destroy()));
    const origin = `http://127.0.0.1:${await listen(server)}`;
    expect(await refusalOf(clientOf(origin).send(post))).toMatchObject({ kind: 'reset', left: true });
  });
});

describe('a request to be made once that is given up', () => {
  const post = get({ method: 'POST', once: true, body: 'a=b', timeoutMs: 300 * pace });
  /** How the server sees the connection end after it has received a request. */
  const endOf = (socket: Socket) =>
    new Promise<string | undefined>((resolve) => {
      socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code));
      socket.on('end', () => resolve('end'));
      socket.resume();
    });

  test('is broken off, so that no part of it is delivered later', async () => {
    let ended: Promise<string | undefined> | undefined;
    const server = createTcpServer((socket) => {
      ended = endOf(socket);
    });
    const origin = `http://127.0.0.1:${await listen(server)}`;
    expect(await refusalOf(clientOf(origin).send(post))).toMatchObject({ kind: 'timeout', left: true });
    expect(await ended).toBe('ECONNRESET');
  });

  test('inside TLS as well', async () => {
    const day = 24 * 3_600_000;
    const valid = { notBefore: Date.now() - day, notAfter: Date.now() + day };
    const issuer = makeCertificate({ commonName: 'Test issuer', ...valid });
    const { key, cert } = makeCertificate({ commonName: 'test', names: ['api.provider.example'], ...valid, issuer });
    const provider = await listen(createSecureServer({ key, cert }, () => undefined));
    let ended: Promise<string | undefined> | undefined;
    const proxy = createTcpServer((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        const onward = connect(provider, '127.0.0.1').on('error', () => undefined);
        ended = endOf(socket);
        socket.pipe(onward).pipe(socket);
      }),
    );
    const route = { kind: 'proxy', protocol: 'http', host: '127.0.0.1', port: await listen(proxy) } as const;
    const network = through([{ ...route, credentials: null, source: 'practice' }], { ca: [issuer.cert] });
    expect(await refusalOf(clientOf(null, { network }).send({ ...post, timeoutMs: 2000 * pace }))).toMatchObject({
      kind: 'timeout',
      left: true,
    });
    expect(await ended).toBe('ECONNRESET');
  });
});

test('a failure holds nothing of the request and nothing of what the other side said', async () => {
  const secrets = ['SECRET-TOKEN', 'SECRET-BODY', 'SECRET-QUERY', 'SECRET-ANSWER'];
  const request = get({
    method: 'POST',
    url: `${apiOrigin}/things?q=SECRET-QUERY`,
    headers: { Authorization: 'Basic SECRET-TOKEN' },
    body: 'SECRET-BODY',
    timeoutMs: 300,
  });
  const origins = [
    'http://127.0.0.1:1',
    (await answering((incoming) => incoming.socket.end('SECRET-ANSWER no HTTP'))).origin,
    (await answering((incoming) => incoming.socket.destroy())).origin,
    (await answering(() => undefined)).origin,
    (
      await answering((_incoming, response) =>
        response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('SECRET-ANSWER'),
      )
    ).origin,
  ];
  for (const once of [false, true])
    for (const origin of origins) {
      const failure = await refusalOf(clientOf(origin).send({ ...request, once }));
      expect(failure).toBeInstanceOf(HttpFailure);
      const shown = `${inspect(failure, { depth: 20, showHidden: true })}${String((failure as Error).stack)}`;
      for (const secret of secrets) expect(shown).not.toContain(secret);
    }
});
