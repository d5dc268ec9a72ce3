/** Loopback proxies that connect every request to one port, whichever host it names. */
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Network } from '../../../../src-main/providers/http/network';
import type { ProxyRoute, Route } from '../../../../src-main/providers/http/route';
import { listen } from './client';

export type StartedProxy = {
  route: ProxyRoute;
  /** What it was asked for, with the name and password where some were given. */
  asked: string[];
  /** Connections to it that are open. */
  open: Set<Socket>;
};

const routeTo = (protocol: ProxyRoute['protocol'], port: number): ProxyRoute => ({
  kind: 'proxy',
  protocol,
  host: '127.0.0.1',
  port,
  credentials: null,
  source: 'system',
});

function counted(server: TcpServer): Set<Socket> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
  });
  return open;
}

function join(client: Duplex, port: number, opened: () => void): void {
  const onward = connect(port, '127.0.0.1', () => {
    opened();
    client.pipe(onward).pipe(client);
  });
  onward.on('error', () => client.destroy());
  client.on('error', () => onward.destroy());
  client.on('close', () => onward.destroy());
}

/** @param secured a certificate, for a proxy that is spoken to over TLS @param signIn what it asks for */
export async function startHttpProxy(
  port: number,
  {
    signIn,
    secured,
    challenge = 'Basic realm="clinic"',
  }: { signIn?: string; secured?: { key: string; cert: string }; challenge?: string } = {},
): Promise<StartedProxy> {
  const asked: string[] = [];
  const server = secured === undefined ? createHttpServer() : createHttpsServer(secured);
  const open = counted(server);
  server.on('tlsClientError', () => undefined);
  server.on('request', (_request, response) => response.writeHead(501).end());
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    const given = request.headers['proxy-authorization']?.replace(/^Basic /, '');
    const said = given === undefined ? '' : Buffer.from(given, 'base64').toString();
    asked.push(`${request.url} ${said}`.trim());
    client.on('error', () => undefined);
    if (signIn !== undefined && said !== signIn)
      client.end(
        `HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: ${challenge}\r\nContent-Length: 0\r\n\r\n`,
      );
    else join(client, port, () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
  });
  return { route: routeTo(secured === undefined ? 'http' : 'https', await listen(server)), asked, open };
}

/**
 * SOCKS 5 (RFC 1928, with RFC 1929 where it asks for a sign-in) and SOCKS 4 with names, as much as one request needs.
 */
export async function startSocksProxy(port: number, signIn?: string): Promise<StartedProxy> {
  const asked: string[] = [];
  const server = createTcpServer((client) => {
    let state: 'greeting' | 'sign-in' | 'request' = 'greeting';
    let said = '';
    const hear = (data: Buffer) => {
      if (state === 'greeting' && data[0] === 4) {
        const [, host] = data.subarray(8).toString('latin1').split('\0');
        asked.push(`4 ${host}:${data.readUInt16BE(2)}`);
        client.off('data', hear);
        join(client, port, () => client.write(Buffer.from([0, 90, 0, 0, 0, 0, 0, 0])));
      } else if (state === 'greeting') {
        const method = signIn === undefined ? 0 : data.subarray(2).includes(2) ? 2 : 0xff;
        state = method === 2 ? 'sign-in' : 'request';
        client.write(Buffer.from([5, method]));
      } else if (state === 'sign-in') {
        const name = data.subarray(2, 2 + (data[1] ?? 0)).toString();
        said = `${name}:${data.subarray(3 + name.length).toString()}`;
        state = 'request';
        client.write(Buffer.from([1, said === signIn ? 0 : 1]));
      } else {
        const isName = data[3] === 3;
        const host = isName ? data.subarray(5, 5 + (data[4] ?? 0)).toString() : [...data.subarray(4, 8)].join('.');
        asked.push(`5 ${host}:${data.readUInt16BE(data.length - 2)} ${said}`.trim());
        client.off('data', hear);
        join(client, port, () => client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])));
      }
    };
    client.on('data', hear).on('error', () => undefined);
  });
  const open = counted(server);
  return { route: routeTo('socks5', await listen(server)), asked, open };
}

/** Accepts connections and never answers. */
export async function startHangingProxy(): Promise<StartedProxy> {
  const server = createTcpServer((socket) => socket.resume());
  const open = counted(server);
  return { route: routeTo('http', await listen(server)), asked: [], open };
}

export const through = (
  routes: readonly Route[],
  change: {
    ca?: readonly string[];
    signIn?: { username: string; password: string } | null;
    noticed?: Network['trust']['noticed'];
  } = {},
): Network => ({
  route: {
    find: async () => routes,
    credentialsFor: async () => change.signIn ?? null,
    describe: async () => ({ source: 'test', routes }),
  },
  trust: { ca: change.ca, noticed: change.noticed ?? (() => undefined) },
});
