/** Forwards requests to a simulator, for proxies between it and the console. */
import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';

export type Received = { status: number; headers: IncomingMessage['headers']; body: Buffer };

/** The whole body of a request or an answer. */
export async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** Passes requests on to another loopback server. @param target its origin */
export function createForwarder(target: string) {
  const agent = new Agent({ keepAlive: true });
  const forward = (from: IncomingMessage, body: Buffer) =>
    new Promise<Received>((resolve, reject) => {
      const { host: _, connection: __, 'transfer-encoding': ___, ...headers } = from.headers;
      const to = httpRequest(new URL(from.url ?? '/', target), {
        agent,
        method: from.method ?? 'GET',
        headers: { ...headers, 'content-length': body.length },
      });
      to.on('response', (answer) =>
        readAll(answer).then(
          (text) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: text }),
          reject,
        ),
      );
      to.on('error', reject);
      to.end(body);
    });
  return { forward, close: () => agent.destroy() };
}

/** Passes an answer on without its hop-by-hop headers. */
export function give(response: ServerResponse, answer: Received): void {
  const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...headers } = answer.headers;
  response.writeHead(answer.status, { ...headers, 'content-length': answer.body.length }).end(answer.body);
}
