/** Parts of bad networks: loopback servers, and detours to them. */
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import type { ProviderId } from '../../../src-shared/primitives';
import { forEachProvider } from '../../../src-shared/providers';
import type { Detour } from '../../providers/http/endpoint';

/** A bad network that is set up. */
export type RunningNetwork = { detours: Readonly<Record<ProviderId, Detour>>; close: () => void };
/** @param simulators origins of the simulators, for a network that lets requests through */
export type StartNetwork = (simulators: Readonly<Record<ProviderId, string>>) => Promise<RunningNetwork>;

export const day = 24 * 3_600_000;
export const nothing = () => undefined;

export const detourTo = (origin: string, change: Partial<Detour> = {}): Detour => ({
  origin,
  connection: {},
  proxy: null,
  hasNetwork: true,
  ...change,
});
export const forAll = (detour: Detour, close: () => void = nothing): RunningNetwork => ({
  detours: forEachProvider(() => detour),
  close,
});

/** Starts a server on a port of the system's choice. @returns where it listens, after the scheme */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function startHttp(answer: RequestListener) {
  const server = createHttpServer(answer);
  const origin = `http://${await listen(server)}`;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { server, origin, close };
}
