/**
 * Opens a TCP connection to a host that may have several addresses, as RFC 8305 describes it: attempts start 250 ms
 * apart, and none is cancelled before another has succeeded. Node's own `autoSelectFamily` gives each attempt 250 ms
 * and then aborts it, so that nothing connects where a round trip takes longer.
 */
import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { endedBy } from './deadline';

export type DialTarget = {
  /** A name, or an address without brackets. */
  host: string;
  port: number;
  lookup?: LookupFunction | undefined;
  localAddress?: string | undefined;
};

/** RFC 8305, section 5. */
const attemptDelayMs = 250;

/** Failures of this computer's own network rather than of the host. */
const unreachable: ReadonlySet<unknown> = new Set([
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EAFNOSUPPORT',
]);

/** Every address of a host, in the system's order of preference. */
export function lookUp({ host, lookup, localAddress }: Omit<DialTarget, 'port'>, signal: AbortSignal) {
  const literal = isIP(host);
  if (literal !== 0) return Promise.resolve<LookupAddress[]>([{ address: host, family: literal }]);
  const asked = new Promise<LookupAddress[]>((resolve, reject) => {
    const family = localAddress === undefined ? 0 : isIP(localAddress);
    (lookup ?? systemLookup)(host, { all: true, family }, (error, found, foundFamily) => {
      if (error !== null) reject(error);
      else resolve(Array.isArray(found) ? found : [{ address: found, family: foundFamily ?? isIP(found) }]);
    });
  });
  return endedBy(signal, asked);
}

/** IPv6 and IPv4 addresses alternately, the system's preferred family first. */
function inTurn(addresses: readonly LookupAddress[]): LookupAddress[] {
  const preferred = addresses[0]?.family;
  const [first, second] = [true, false].map((isFirst) =>
    addresses.filter(({ family }) => (family === preferred) === isFirst),
  ) as [LookupAddress[], LookupAddress[]];
  return Array.from({ length: Math.max(first.length, second.length) }, (_, index) =>
    [first[index], second[index]].filter((address) => address !== undefined),
  ).flat();
}

/** @throws the most telling failure of all attempts; the signal's reason when it ends */
export async function dial(target: DialTarget, signal: AbortSignal): Promise<Socket> {
  const addresses = inTurn(await lookUp(target, signal));
  signal.throwIfAborted();
  if (addresses.length === 0) throw Object.assign(new Error('The host has no address.'), { code: 'ENOTFOUND' });
  return new Promise((resolve, reject) => {
    const running = new Set<Socket>();
    const failures: NodeJS.ErrnoException[] = [];
    let begun = 0;
    let timer: NodeJS.Timeout | undefined;

    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      for (const socket of running) socket.removeAllListeners('connect').destroy();
      running.clear();
    };
    const stop = () => {
      finish();
      reject(signal.reason);
    };
    const lose = (failure: NodeJS.ErrnoException) => {
      failures.push(failure);
      if (begun < addresses.length) begin();
      else if (running.size === 0) {
        finish();
        reject(failures.find(({ code }) => !unreachable.has(code)) ?? failures[0]);
      }
    };
    function begin(): void {
      clearTimeout(timer);
      const address = addresses[begun];
      begun += 1;
      if (address === undefined) return;
      const { localAddress, port } = target;
      const socket = connect({ host: address.address, port, noDelay: true, ...(localAddress && { localAddress }) });
      running.add(socket);
      const fail = (failure: Error) => {
        if (running.delete(socket)) lose(failure);
      };
      socket.on('error', fail);
      socket.once('connect', () => {
        running.delete(socket);
        finish();
        socket.off('error', fail);
        resolve(socket);
      });
      if (begun < addresses.length) timer = setTimeout(begin, attemptDelayMs);
    }
    signal.addEventListener('abort', stop, { once: true });
    begin();
  });
}
