/**
 * Twilio's simulator, for practice mode and tests. It answers as the published API description says, on the paths of
 * all of Twilio's hosts. No message leaves this computer.
 */
import type { IncomingMessage } from 'node:http';
import { formOf } from '../loopback-server';
import { noMemory, type SimulatorMemory } from '../memory';
import type { PracticeText } from '../practice';
import { serveSimulator } from '../simulator-server';
import { authenticate, authorize, type Caller, reach } from './authenticate';
import { type ControlState, createControl, type SimulatorControl } from './control';
import { answerControl } from './control-http';
import { type Answer, type Fault, send, sendFaulty } from './faults';
import { createKeeping, keptSchema } from './kept';
import { textsOf } from './phones';
import { recipientScenario } from './recipients';
import { authenticationRefused, methodNotAllowed, notFound, Refusal, refusalBody } from './refusal';
import { accountRoutes } from './resources/accounts';
import { authTokenRoutes } from './resources/auth-tokens';
import { keyRoutes } from './resources/keys';
import { messageRoutes } from './resources/messages';
import { phoneNumberRoutes } from './resources/phone-numbers';
import { registrationRoutes } from './resources/registration';
import { createRouter, type RouteMatch } from './route';
import { createWorld, type World } from './world';

export type TwilioSimulatorOptions = {
  /**
   * Decides Message SIDs and the small differences in delivery time; the start time when left out, so that no two runs
   * share a SID.
   */
  seed?: number;
  /** Makes every message meet one recipient scenario, for example `recipient.30003`. */
  scenario?: string;
  /** Milliseconds since 1970; the real clock when left out. */
  now?: () => number;
  /** 1 delivers in two to three seconds; 100 in a fortieth of a second. */
  clockSpeed?: number;
  /** A free port is taken when left out. */
  port?: number;
  latencyMs?: number;
  /** Offers the control API under `/_simulator/` too. For tests only. */
  controlOverHttp?: boolean;
  /** Where its state is kept; nowhere when left out. */
  memory?: SimulatorMemory;
};

export type TwilioSimulator = {
  origin: string;
  control: SimulatorControl;
  /** What the simulated phones got, oldest first. */
  texts(): PracticeText[];
  close(): Promise<void>;
};

/** More than any request to Twilio; a longer one is cut off. */
const bodyLimit = 64 * 1024;

const refuseBody = (why: 'too-long' | 'broken-off') =>
  why === 'too-long'
    ? new Refusal(20413, 413, 'Request entity too large')
    : new Refusal(20400, 400, 'The request broke off');

type Understood = { caller: Caller; match: RouteMatch; path: string; query: URLSearchParams; form: URLSearchParams };

function createEngine(world: World, state: ControlState) {
  const findRoute = createRouter([
    ...accountRoutes,
    ...keyRoutes,
    ...phoneNumberRoutes,
    ...messageRoutes(state.scenario),
    ...registrationRoutes,
    ...authTokenRoutes,
  ]);

  /** Authenticates and routes a request. @throws Refusal */
  function understand(request: IncomingMessage, path: string, query: URLSearchParams, body: string): Understood {
    const caller = authenticate(world, request.headers.authorization, path);
    const found = findRoute(request.method ?? '', path);
    if (found === null) throw notFound(path);
    if (found === 'wrong-method') throw methodNotAllowed();
    return { caller, match: found, path, query, form: formOf(request, body) };
  }

  /** Carries out a request. @throws Refusal */
  function carryOut({ caller, match, path, query, form }: Understood): Answer {
    const { route, params } = match;
    const account = params.AccountSid === undefined ? caller.account : reach(world, caller, params.AccountSid, path);
    authorize(caller, route.permission);
    // A closed account's credentials may only read the account.
    if (account.status === 'closed' && route.permission !== 'accounts') throw authenticationRefused();
    return route.handle({ world, account, path, params, query, form });
  }

  /** The fault of this request's account or recipient. */
  function faultOf({ caller, match, form }: Understood): Fault | null {
    if (caller.account.fault !== null) return caller.account.fault;
    if (match.route.method !== 'POST' || match.route.permission !== 'messages:create') return null;
    const effect = (state.scenario() ?? recipientScenario(form.get('To') ?? ''))?.effect;
    return effect?.kind === 'fault' ? effect.fault : null;
  }

  return { understand, carryOut, faultOf };
}

const refused = (thrown: unknown): Answer => {
  if (thrown instanceof Refusal)
    return { status: thrown.status, body: refusalBody(thrown.code, thrown.status, thrown.message) };
  return { status: 500, body: refusalBody(20500, 500, 'An internal server error has occurred') };
};

/** Runs something that may throw a refusal, and returns that as an answer. */
function attempt<T>(run: () => T): { ok: true; value: T } | { ok: false; answer: Answer } {
  try {
    return { ok: true, value: run() };
  } catch (thrown) {
    return { ok: false, answer: refused(thrown) };
  }
}

/**
 * Starts the simulator on 127.0.0.1.
 * @returns its origin for `VOXANNE_TWILIO_URL`, a control object, and `close`, which cuts every connection
 */
export async function startTwilioSimulator(options: TwilioSimulatorOptions = {}): Promise<TwilioSimulator> {
  const now = options.now ?? Date.now;
  const world = createWorld({
    seed: options.seed ?? Math.floor(Date.now() / 1000),
    now,
    clockSpeed: options.clockSpeed ?? 1,
  });
  const state = createControl(world, { latencyMs: options.latencyMs ?? 0, scenario: options.scenario ?? null });
  const memory = options.memory ?? noMemory;
  const keeping = createKeeping(world);
  keeping.recall(memory.read(keptSchema));
  const engine = createEngine(world, state);
  let requests = 0;

  const { origin, close } = await serveSimulator<Fault>({
    port: options.port,
    bodyLimit,
    refuseBody,
    refused,
    answerBefore({ response, method, path, body }) {
      if (options.controlOverHttp !== true || !path.startsWith('/_simulator/')) return false;
      send(response, answerControl(state.control, method, path.slice('/_simulator/'.length), body));
      return true;
    },
    headers() {
      requests += 1;
      return { 'Twilio-Request-Id': `RQ${requests.toString(16).padStart(32, '0')}` };
    },
    log: state.countRequest,
    latencyMs: state.network.latencyMs,
    handle({ request, method, path, query, body }) {
      const understood = attempt(() => engine.understand(request, path, query, body));
      return {
        fault: state.network.faultFor(method, path) ?? (understood.ok ? engine.faultOf(understood.value) : null),
        carryOut() {
          const done = understood.ok ? attempt(() => engine.carryOut(understood.value)) : understood;
          return done.ok ? done.value : done.answer;
        },
      };
    },
    keep: () => memory.write(keeping.toKeep()),
    sendFaulty,
  });
  return { origin, control: state.control, texts: () => textsOf(world), close };
}
