/** Opens a tunnel through a proxy with CONNECT or SOCKS, over an open connection to that proxy. */
import { request as startRequest } from 'node:http';
import { isIPv6, type Socket } from 'node:net';
import type { ProxyCredentials } from './route';

export type TunnelTarget = { host: string; port: number };

/**
 * `refused`: what the proxy answered instead; the challenge is its `Proxy-Authenticate`, where it asks for a name and
 * password.
 */
export type Tunnel = { kind: 'open'; socket: Socket } | { kind: 'refused'; challenge: string | null };

const basic = ({ username, password }: ProxyCredentials) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** Closes the connection when the signal ends, until it is released. */
function closeWith(socket: Socket, signal: AbortSignal): () => void {
  const close = () => socket.destroy();
  if (signal.aborted) close();
  else signal.addEventListener('abort', close, { once: true });
  return () => signal.removeEventListener('abort', close);
}

/** @throws what Node says of the connection or the answer. The connection is closed unless the tunnel is open. */
export async function httpTunnel(
  socket: Socket,
  { host, port }: TunnelTarget,
  credentials: ProxyCredentials | null,
  signal: AbortSignal,
): Promise<Tunnel> {
  const release = closeWith(socket, signal);
  const authority = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  try {
    return await new Promise<Tunnel>((resolve, reject) => {
      const request = startRequest({
        method: 'CONNECT',
        path: authority,
        setHost: false,
        createConnection: () => socket,
      });
      // Set here and not in the options, which Node prints when it is told to debug.
      request.setHeader('Host', authority);
      request.setHeader('Proxy-Connection', 'keep-alive');
      if (credentials !== null) request.setHeader('Proxy-Authorization', basic(credentials));
      request.once('connect', ({ statusCode = 0, headers }, _socket, head) => {
        if (statusCode >= 200 && statusCode < 300) {
          if (head.length > 0) socket.unshift(head);
          resolve({ kind: 'open', socket });
          return;
        }
        socket.destroy();
        resolve({ kind: 'refused', challenge: statusCode === 407 ? (headers['proxy-authenticate'] ?? '') : null });
      });
      request.once('error', (failure) => {
        socket.destroy();
        reject(failure);
      });
      request.end();
    });
  } finally {
    release();
  }
}

/** @throws when the proxy refuses or breaks off. The connection is closed unless the tunnel is open. */
export async function socksTunnel(
  socket: Socket,
  proxy: { version: 4 | 5; host: string; port: number },
  target: TunnelTarget,
  credentials: ProxyCredentials | null,
  signal: AbortSignal,
): Promise<Socket> {
  const { SocksClient } = await import('socks');
  const release = closeWith(socket, signal);
  try {
    await SocksClient.createConnection({
      command: 'connect',
      proxy: {
        host: proxy.host,
        port: proxy.port,
        type: proxy.version,
        ...(credentials === null ? {} : { userId: credentials.username, password: credentials.password }),
      },
      destination: target,
      existing_socket: socket,
      // The request's own deadline comes first.
      timeout: 300_000,
    });
    return socket;
  } catch (failure) {
    socket.destroy();
    throw failure;
  } finally {
    release();
  }
}
