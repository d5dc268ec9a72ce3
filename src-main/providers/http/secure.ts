/** TLS over an open connection. The other side is verified, whatever the environment says. */
import { isIP, type Socket } from 'node:net';
import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';

export type SecureTarget = {
  host: string;
  /** The name to ask for and to verify, where it is not the host's. */
  servername?: string | undefined;
  /** PEM certificates to trust; undefined for Node's own list. */
  ca: readonly string[] | undefined;
};

/** Reading some hundred certificates takes longer than the handshake: done once for each list. */
const contexts = new WeakMap<readonly string[], SecureContext>();
function contextOf(ca: readonly string[]): SecureContext {
  const context = contexts.get(ca) ?? createSecureContext({ ca: [...ca] });
  contexts.set(ca, context);
  return context;
}

/** The TCP connection under each TLS connection. */
const carriers = new WeakMap<Socket, Socket>();

/** Resets a connection, so that no buffered part of a request is delivered later. */
export function breakOff(connection: Socket): void {
  const carrier = carriers.get(connection);
  if (carrier === undefined) connection.resetAndDestroy();
  else {
    breakOff(carrier);
    connection.destroy();
  }
}

/** The verified chain as DER, the host's own certificate first. */
export function chainOf(socket: TLSSocket): Buffer[] {
  const chain: Buffer[] = [];
  let certificate = socket.getPeerCertificate(true);
  // The last certificate names itself as its issuer.
  while (certificate?.raw !== undefined && !chain.some((known) => known.equals(certificate.raw))) {
    chain.push(certificate.raw);
    certificate = certificate.issuerCertificate;
  }
  return chain;
}

/**
 * @throws what Node says of the certificate or the connection; the signal's reason when it ends. The socket is closed
 * then.
 */
export function secure(socket: Socket, { host, servername, ca }: SecureTarget, signal: AbortSignal) {
  return new Promise<TLSSocket>((resolve, reject) => {
    const secured = connect({
      socket,
      host,
      // SNI does not allow IP addresses.
      ...(servername !== undefined ? { servername } : isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { secureContext: contextOf(ca) }),
      ALPNProtocols: ['http/1.1'],
      // Explicit: by default NODE_TLS_REJECT_UNAUTHORIZED would decide.
      rejectUnauthorized: true,
    });
    carriers.set(secured, socket);
    const release = () => {
      signal.removeEventListener('abort', stop);
      secured.off('error', fail);
    };
    const fail = (failure: unknown) => {
      release();
      secured.on('error', () => undefined).destroy();
      socket.destroy();
      reject(failure);
    };
    const stop = () => fail(signal.reason);
    secured.on('error', fail);
    secured.once('secureConnect', () => {
      release();
      resolve(secured);
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
