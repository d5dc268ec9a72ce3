/** What tests can read and change, beside the API. */
import { createNetworkControl, type NetworkControl } from '../control';
import type { Fault } from '../faults';
import type { SimulatedAccount, SimulatedSession } from './model';
import type { World } from './world';

export type LoggedRequest = {
  method: string;
  path: string;
  idempotencyKey: string | null;
  stripeVersion: string | null;
  body: string;
};

export type StripeControl = NetworkControl<Fault> & {
  /** Requests that arrived, the faulty ones included, oldest first. */
  requests(): readonly LoggedRequest[];
  /** Checkouts, oldest first, as they are now. */
  sessions(): (Omit<SimulatedSession, 'account'> & { accountId: string })[];
  /** Checkouts as another program would have made them. */
  addSessions(
    secret: string,
    count: number,
    change?: Partial<Pick<SimulatedSession, 'metadata' | 'created' | 'expiresAt' | 'status'>>,
  ): string[];
  /** As if somebody finished, or lost, something in Stripe's dashboard. */
  changeAccount(secret: string, change: Partial<Omit<SimulatedAccount, 'id'>>): void;
  /** As if somebody rolled the key: the old one ends at once. */
  expireKey(secret: string): void;
  deleteKey(secret: string): void;
  /** Back to the practice accounts as they were. */
  reset(): void;
};

export function createControl(world: World) {
  const network = createNetworkControl<Fault>();
  let requests: LoggedRequest[] = [];

  const keyOf = (secret: string) => {
    const key = world.keys.get(secret);
    if (key === undefined) throw new Error('There is no such practice key.');
    return key;
  };
  const control: StripeControl = {
    ...network.control,
    requests: () => requests,
    sessions: () =>
      world.sessions.map((session) => {
        const { account, ...rest } = session;
        return { ...rest, accountId: account.id, status: world.statusOf(session) };
      }),
    addSessions(secret, count, change = {}) {
      const { account, livemode } = keyOf(secret);
      return Array.from({ length: count }, () => {
        const session: SimulatedSession = {
          id: world.newSessionId(livemode),
          account,
          livemode,
          status: 'open',
          created: world.now(),
          expiresAt: world.now() + 24 * 3600,
          amount: 5000,
          currency: account.currency,
          successUrl: 'https://clinic.example/thanks',
          cancelUrl: null,
          clientReference: null,
          metadata: {},
          ...change,
        };
        world.sessions.push(session);
        return session.id;
      });
    },
    changeAccount: (secret, change) => void Object.assign(keyOf(secret).account, change),
    expireKey: (secret) => {
      keyOf(secret).trouble = 'expired-key';
    },
    deleteKey: (secret) => void world.keys.delete(secret),
    reset() {
      world.reset();
      network.reset();
      requests = [];
    },
  };
  return {
    control,
    network,
    log: (request: LoggedRequest) => void requests.push(request),
  };
}
