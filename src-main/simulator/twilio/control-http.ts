/**
 * The control API over HTTP, under `/_simulator/`, for tests that drive another process. Off unless asked for: it shows
 * message texts.
 */
import { z } from 'zod';
import type { SimulatorControl } from './control';
import type { Answer } from './faults';

const status = z.number().int().min(200).max(599);
const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status,
    code: z.number().int(),
    message: z.string(),
    retryAfterSeconds: z.number().nonnegative().exactOptional(),
  }),
  z.strictObject({ kind: z.literal('other-shape'), status }),
  z.strictObject({ kind: z.literal('html'), status }),
  z.strictObject({ kind: z.literal('reset') }),
  z.strictObject({ kind: z.literal('drop-after') }),
  z.strictObject({ kind: z.literal('stall') }),
  z.strictObject({ kind: z.literal('stall-after') }),
  z.strictObject({ kind: z.literal('half') }),
  z.strictObject({ kind: z.literal('slow'), ms: z.number().min(0).max(600_000) }),
  z.strictObject({ kind: z.literal('too-large') }),
  z.strictObject({ kind: z.literal('redirect'), location: z.string().max(500) }),
]);

const orders = {
  fault: z.strictObject({
    fault: faultSchema,
    method: z.string().optional(),
    pathIncludes: z.string().optional(),
    times: z.number().int().positive().optional(),
  }),
  latency: z.strictObject({ milliseconds: z.number().min(0).max(600_000) }),
  scenario: z.strictObject({ id: z.string().nullable() }),
  accounts: z.strictObject({ count: z.number().int().min(1).max(100_000) }),
};

const done: Answer = { status: 200, body: { ok: true } };
const wrong = (message: string): Answer => ({ status: 400, body: { error: message } });

/** @param name what follows `/_simulator/` @param text the request's body, JSON */
export function answerControl(control: SimulatorControl, method: string, name: string, text: string): Answer {
  if (method === 'GET' && name === 'messages')
    return { status: 200, body: { messages: control.messages(), requests: control.requestCount() } };
  if (method !== 'POST') return { status: 404, body: { error: 'There is no such control.' } };
  let given: unknown = {};
  try {
    given = text === '' ? {} : JSON.parse(text);
  } catch {
    return wrong('The body is not JSON.');
  }
  switch (name) {
    case 'reset':
      control.reset();
      return done;
    case 'clear-faults':
      control.clearFaults();
      return done;
    case 'fault': {
      const rule = orders.fault.safeParse(given);
      if (!rule.success) return wrong(z.prettifyError(rule.error));
      control.setFault(rule.data);
      return done;
    }
    case 'latency': {
      const latency = orders.latency.safeParse(given);
      if (!latency.success) return wrong(z.prettifyError(latency.error));
      control.setLatency(latency.data.milliseconds);
      return done;
    }
    case 'scenario': {
      const scenario = orders.scenario.safeParse(given);
      if (!scenario.success) return wrong(z.prettifyError(scenario.error));
      try {
        control.setScenario(scenario.data.id);
      } catch {
        return wrong('There is no such scenario.');
      }
      return done;
    }
    case 'accounts': {
      const accounts = orders.accounts.safeParse(given);
      if (!accounts.success) return wrong(z.prettifyError(accounts.error));
      return { status: 200, body: { accounts: control.addAccounts(accounts.data.count) } };
    }
    default:
      return { status: 404, body: { error: 'There is no such control.' } };
  }
}
