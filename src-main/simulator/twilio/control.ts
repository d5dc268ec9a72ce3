/** What tests can read and change, beside the API. */

import { createNetworkControl, type NetworkControl } from '../control';
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
  /** Accepted with test credentials: never delivered. */
  pretended: boolean;
};

export type SimulatorControl = NetworkControl<Fault> & {
  /** Every message that was accepted, oldest first: what a test counts. */
  messages(): AcceptedMessage[];
  /** Requests that arrived, the faulty ones included. */
  requestCount(): number;
  /** Adds ordinary active accounts, each with one registered number. @returns their credentials, in order */
  addAccounts(count: number): { accountSid: string; authToken: string; phoneNumber: string }[];
  /**
   * Makes every message meet one recipient scenario, for example `recipient.30003`; null for none. Throws on an unknown
   * id.
   */
  setScenario(id: string | null): void;
  /** Back to the practice accounts as they were: no messages, no faults, no added accounts. */
  reset(): void;
};

export type ControlState = {
  control: SimulatorControl;
  scenario(): RecipientScenario | undefined;
  network: ReturnType<typeof createNetworkControl<Fault>>;
  countRequest(): void;
};

export function createControl(world: World, options: { latencyMs: number; scenario: string | null }): ControlState {
  const network = createNetworkControl<Fault>(options.latencyMs);
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
    network.reset();
    requests = 0;
    bulk = 0;
    setScenario(options.scenario);
  };
  reset();

  const control: SimulatorControl = {
    ...network.control,
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
    setScenario,
    reset,
  };

  return {
    control,
    scenario: () => scenario,
    network,
    countRequest: () => {
      requests += 1;
    },
  };
}
