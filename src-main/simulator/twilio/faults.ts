/** The faults of any provider, and refusals in Twilio's own shape. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, type Fault as AnyFault, send, sendFaulty as sendAnyFaulty } from '../faults';
import { refusalBody } from './refusal';

export { type Answer, send } from '../faults';

export type Fault =
  | AnyFault
  | { kind: 'status'; status: number; code: number; message: string; retryAfterSeconds?: number };

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
  if (fault.kind !== 'status') {
    sendAnyFaulty(fault, request, response, carryOut);
    return;
  }
  const { status, code, message, retryAfterSeconds } = fault;
  send(response, {
    status,
    body: refusalBody(code, status, message),
    ...(retryAfterSeconds === undefined ? {} : { headers: { 'Retry-After': String(retryAfterSeconds) } }),
  });
}
