/** Faulty answers, for practice mode's bad networks and for tests. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export type Fault =
  /** This answer; the request is not carried out. */
  | ({ kind: 'answer' } & Answer)
  /** A refusal of an unknown shape, as from a gateway or a newer API. */
  | { kind: 'other-shape'; status: number }
  | { kind: 'html'; status: number }
  /** The connection breaks before the request was carried out. */
  | { kind: 'reset' }
  /** The request is carried out, then the connection breaks without an answer. */
  | { kind: 'drop-after' }
  /** The request is never carried out, and no answer ever comes. */
  | { kind: 'stall' }
  /** The request is carried out, and no answer ever comes. */
  | { kind: 'stall-after' }
  /** The request is carried out, and the answer breaks off in the middle. */
  | { kind: 'half' }
  | { kind: 'slow'; ms: number }
  | { kind: 'too-large' }
  | { kind: 'redirect'; location: string };

export type Answer = { status: number; body: unknown; headers?: Record<string, string> };

/** An ordinary answer: JSON. */
export function send(response: ServerResponse, answer: Answer): void {
  if (answer.status === 204) {
    response.writeHead(204, answer.headers ?? {}).end();
    return;
  }
  const text = JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    'Content-Type': 'application/json;charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    ...answer.headers,
  });
  response.end(text);
}

const page =
  '<!DOCTYPE html><html><head><title>Practice network</title></head><body><h1>Please sign in to the guest ' +
  'network</h1></body></html>';

/** Sends far more than any provider's answer, up to a limit or until the client disconnects. */
function sendTooMuch(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/json;charset=utf-8' });
  response.write('{"padding":"');
  const piece = 'x'.repeat(64 * 1024);
  let left = 1024;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(piece)) {
        response.once('drain', more);
        return;
      }
    }
    response.end('"}');
  };
  more();
}

/**
 * Answers a request with a fault.
 * @param carryOut carries out the request and returns the regular answer; called at most once
 */
export function sendFaulty(
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
  carryOut: () => Answer,
): void {
  switch (fault.kind) {
    case 'answer':
      send(response, fault);
      return;
    case 'other-shape':
      send(response, {
        status: fault.status,
        body: {
          error: { reason: 'practice', detail: 'This refusal has another shape on purpose.' },
          unexpected: [1, null, {}],
        },
      });
      return;
    case 'html':
      response.writeHead(fault.status, {
        'Content-Type': 'text/html',
        ...(fault.status === 407 ? { 'Proxy-Authenticate': 'Basic realm="practice"' } : {}),
      });
      response.end(page);
      return;
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'drop-after':
      carryOut();
      request.socket.resetAndDestroy();
      return;
    case 'stall':
      return;
    case 'stall-after':
      carryOut();
      return;
    case 'half': {
      const { status, body } = carryOut();
      const text = JSON.stringify(body);
      response.writeHead(status, {
        'Content-Type': 'application/json;charset=utf-8',
        'Content-Length': Buffer.byteLength(text),
      });
      response.write(text.slice(0, Math.floor(text.length / 2)), () => request.socket.destroy());
      return;
    }
    case 'slow': {
      const timer = setTimeout(() => send(response, carryOut()), fault.ms);
      response.once('close', () => clearTimeout(timer));
      return;
    }
    case 'too-large':
      sendTooMuch(response);
      return;
    case 'redirect':
      response.writeHead(302, { Location: fault.location }).end();
      return;
  }
}
