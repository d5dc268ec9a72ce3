/** A client whose only host is answered by a server on loopback, and such servers. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Server as TcpServer } from 'node:net';
import {
  createHttpClient,
  type HttpClientOptions,
  type HttpRequest,
} from '../../../../src-main/providers/http/http-client';
import { createDirectNetwork } from '../../../../src-main/providers/http/network';

export const apiOrigin = 'https://api.provider.example';

const closing: (() => void)[] = [];
/** To be called after each test. */
export function closeServers(): void {
  for (const close of closing.splice(0)) close();
}

export type ListenAt = { host: string; port: number };

export async function listen(server: TcpServer, at: ListenAt = { host: '127.0.0.1', port: 0 }): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, resolve);
  });
  closing.push(() => {
    server.close();
    (server as Partial<Server>).closeAllConnections?.();
  });
  return (server.address() as AddressInfo).port;
}

export async function answering(listener: RequestListener): Promise<{ origin: string; server: Server }> {
  const server = createServer(listener);
  return { origin: `http://127.0.0.1:${await listen(server)}`, server };
}

export const clientOf = (origin: string | null, change: Partial<HttpClientOptions> = {}) =>
  createHttpClient({
    hosts: new Set(['api.provider.example']),
    apiOrigin,
    endpoint: { origin },
    network: createDirectNetwork(),
    ...change,
  });

export const get = (change: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: `${apiOrigin}/things`,
  timeoutMs: 5000,
  signal: new AbortController().signal,
  ...change,
});
