/** What tests may look at and turn, beside the API itself. */

import { whereIs } from './delivery';
import type { Fault } from './faults';
import { bulkAccount, practiceAccounts } from './fixtures';
import { type RecipientScenario, recipientScenarioById } from './recipients';
import type { World } from './world';

type AcceptedMessage = {
  sid: string;
  accountSid: string;
  to: string;
  from: string;
  body: string;
  /** Milliseconds since 1970, by the simulator's clock. */
  acceptedAt: number;
  status: string;
  errorCode: number | null;
  /** Accepted with test credentials, so never on its way to anybody. */
  pretended: boolean;
};

type FaultRule = {
  fault: Fault;
  method?: string | undefined;
  /** Only requests whose path holds this text. */
  pathIncludes?: string | undefined;
  /** How many requests it meets before it is gone; for ever when left out. */
  times?: number | undefined;
};

export type SimulatorControl = {
  /** Every message that was accepted, oldest first: what a test counts. */
  messages(): AcceptedMessage[];
  /** Requests that arrived, the faulty ones included. */
  requestCount(): number;
  /** Adds ordinary active accounts, each with one registered number. @returns their credentials, in order */
  addAccounts(count: number): { accountSid: string; authToken: string; phoneNumber: string }[];
  setFault(rule: FaultRule): void;
  clearFaults(): void;
  /** Delay before every answer. */
  setLatency(milliseconds: number): void;
  /** Makes every message meet one recipient scenario, for example `recipient.30003`; null for none. Throws on an unknown id. */
  setScenario(id: string | null): void;
  /** Back to the practice accounts as they were: no messages, no faults, no added accounts. */
  reset(): void;
};

export type ControlState = {
  control: SimulatorControl;
  scenario(): RecipientScenario | undefined;
  latency(): number;
  countRequest(): void;
  /** The fault this request meets, if one does; a rule with a count is used up by it. */
  faultFor(method: string, path: string): Fault | null;
};

export function createControl(world: World, options: { latencyMs: number; scenario: string | null }): ControlState {
  let latency = options.latencyMs;
  let rules: FaultRule[] = [];
  let requests = 0;
  let bulk = 0;
  let scenario: RecipientScenario | undefined;

  const setScenario = (id: string | null) => {
    const found = id === null ? undefined : recipientScenarioById(id);
    if (id !== null && found === undefined) throw new Error(`There is no practice scenario called ${id}.`);
    scenario = found;
  };
  const reset = () => {
    world.clear();
    for (const account of practiceAccounts()) world.add(account);
    rules = [];
    requests = 0;
    bulk = 0;
    latency = options.latencyMs;
    setScenario(options.scenario);
  };
  reset();

  const control: SimulatorControl = {
    messages: () =>
      world.messages().map((message) => {
        const { sid, accountSid, to, from, body, acceptedAt, errorCode, pretended } = message;
        return {
          sid,
          accountSid,
          to,
          from,
          body,
          acceptedAt,
          errorCode,
          pretended,
          status: whereIs(message, world).status,
        };
      }),
    requestCount: () => requests,
    addAccounts: (count) =>
      Array.from({ length: count }, () => {
        const account = bulkAccount(bulk);
        bulk += 1;
        world.add(account);
        return {
          accountSid: account.sid,
          authToken: account.authToken,
          phoneNumber: account.numbers[0]?.phoneNumber ?? '',
        };
      }),
    setFault: (rule) => void rules.push({ ...rule }),
    clearFaults: () => {
      rules = [];
    },
    setLatency: (milliseconds) => {
      latency = milliseconds;
    },
    setScenario,
    reset,
  };

  return {
    control,
    scenario: () => scenario,
    latency: () => latency,
    countRequest: () => {
      requests += 1;
    },
    faultFor(method, path) {
      const rule = rules.find(
        (one) => (one.method === undefined || one.method === method) && path.includes(one.pathIncludes ?? ''),
      );
      if (rule === undefined) return null;
      if (rule.times !== undefined) {
        rule.times -= 1;
        if (rule.times <= 0) rules = rules.filter((one) => one !== rule);
      }
      return rule.fault;
    },
  };
}
