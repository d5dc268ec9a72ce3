/** Keep-alive connections, pooled by way. The request that needs a new one says how it is opened. */
import { Agent, type ClientRequestArgs, type RequestOptions } from 'node:http';
import type { Duplex } from 'node:stream';

export type WayOptions = RequestOptions & { way: string; open: () => Promise<Duplex> };

/** Idle connections are closed after this long: an access point may have dropped them silently. */
const idleMs = 20_000;

export class KeptConnections extends Agent {
  constructor() {
    super({ keepAlive: true, timeout: idleMs });
  }

  override getName(options?: ClientRequestArgs): string {
    return (options as WayOptions).way;
  }

  override createConnection(
    options: ClientRequestArgs,
    callback?: (failure: Error | null, connection: Duplex) => void,
  ): undefined {
    const done = callback as (failure: Error | null, connection?: Duplex) => void;
    (options as WayOptions).open().then((connection) => done(null, connection), done);
  }

  /** Closes idle connections. Those in use finish their request. */
  retire(): void {
    for (const idle of Object.values(this.freeSockets)) for (const socket of idle ?? []) socket.destroy();
  }
}
