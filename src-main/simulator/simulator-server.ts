/** The frame of a simulator: reads a request, logs it, waits, and answers it or applies a fault. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, send } from './faults';
import { readBody, serveLoopback } from './loopback-server';

export type SimulatorRequest = {
  request: IncomingMessage;
  response: ServerResponse;
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
};

type Simulator<Fault> = {
  /** A free port is taken when left out. */
  port?: number | undefined;
  /** Milliseconds since 1970, for the `Date` of the answers; the real clock when left out. */
  now?: () => number;
  /** In bytes; a longer request is cut off. */
  bodyLimit: number;
  refuseBody: (why: 'too-long' | 'broken-off') => Error;
  /** The answer for whatever was thrown. */
  refused: (thrown: unknown) => Answer;
  headers?: (request: IncomingMessage) => Record<string, string>;
  /** Answers what is not the provider's API, before anything is logged. True when it did. */
  answerBefore?: (asked: SimulatorRequest) => boolean;
  log: (asked: SimulatorRequest) => void;
  latencyMs: () => number;
  /** Answers pages for a browser. True when it did. */
  answerPage?: (asked: SimulatorRequest) => boolean;
  /** The fault of a request, and what carries it out; called once for each request. */
  handle: (asked: SimulatorRequest) => { fault: Fault | null; carryOut: () => Answer };
  /** Keeps the state of the simulator; called when a request may have changed it, before that is answered. */
  keep?: () => void;
  sendFaulty: (fault: Fault, request: IncomingMessage, response: ServerResponse, carryOut: () => Answer) => void;
};

export async function serveSimulator<Fault>(
  simulator: Simulator<Fault>,
): Promise<{ origin: string; close: () => Promise<void> }> {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '/', search = ''] = (request.url ?? '/').split(/\?(.*)/s);
    if (simulator.now !== undefined) {
      response.sendDate = false;
      response.setHeader('Date', new Date(simulator.now()).toUTCString());
    }
    let body: string;
    try {
      body = await readBody(request, simulator.bodyLimit, simulator.refuseBody);
    } catch (thrown) {
      if (!response.destroyed) send(response, { ...simulator.refused(thrown), headers: { Connection: 'close' } });
      return;
    }
    const asked: SimulatorRequest = {
      request,
      response,
      method: request.method ?? '',
      path,
      query: new URLSearchParams(search),
      body,
    };
    if (simulator.answerBefore?.(asked) === true) return;
    for (const [name, value] of Object.entries(simulator.headers?.(request) ?? {})) response.setHeader(name, value);
    simulator.log(asked);
    const latencyMs = simulator.latencyMs();
    if (latencyMs > 0) await delay(latencyMs);
    if (response.destroyed || simulator.answerPage?.(asked) === true) return;
    const { fault, carryOut } = simulator.handle(asked);
    const carryOutAndKeep = () => {
      const answer = carryOut();
      if (asked.method !== 'GET') simulator.keep?.();
      return answer;
    };
    if (fault === null) send(response, carryOutAndKeep());
    else simulator.sendFaulty(fault, request, response, carryOutAndKeep);
  }
  return serveLoopback(answer, simulator.port);
}
