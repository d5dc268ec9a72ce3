/** Connections that are kept open between requests, each for one way. How one is opened comes with the request that needs it. */
import { Agent, type ClientRequestArgs, type RequestOptions } from 'node:http';
import type { Duplex } from 'node:stream';

export type WayOptions = RequestOptions & { way: string; open: () => Promise<Duplex> };

/** A connection that nobody used for so long may have been dropped on the way, by an access point for example. */
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

  /** Closes what is not in use; what is in use goes on. */
  retire(): void {
    for (const idle of Object.values(this.freeSockets)) for (const socket of idle ?? []) socket.destroy();
  }
}
