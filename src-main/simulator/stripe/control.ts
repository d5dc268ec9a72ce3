/** What tests may look at and turn, beside the API itself. */
import type { FaultRule, SimulatedAccount, SimulatedSession } from './model';
import type { World } from './world';

export type LoggedRequest = {
  method: string;
  path: string;
  idempotencyKey: string | null;
  stripeVersion: string | null;
  body: string;
};

export type StripeControl = {
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
  setFault(rule: FaultRule): void;
  clearFaults(): void;
  setLatency(milliseconds: number): void;
  /** Back to the practice accounts as they were. */
  reset(): void;
};

export function createControl(world: World) {
  let rules: FaultRule[] = [];
  let requests: LoggedRequest[] = [];
  let latency = 0;

  const keyOf = (secret: string) => {
    const key = world.keys.get(secret);
    if (key === undefined) throw new Error('There is no such practice key.');
    return key;
  };
  const control: StripeControl = {
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
    setFault: (rule) => void rules.push({ ...rule }),
    clearFaults: () => {
      rules = [];
    },
    setLatency: (milliseconds) => {
      latency = milliseconds;
    },
    reset() {
      world.reset();
      rules = [];
      requests = [];
      latency = 0;
    },
  };
  return {
    control,
    latency: () => latency,
    log: (request: LoggedRequest) => void requests.push(request),
    /** The fault this request meets, if one does; a rule with a count is used up by it. */
    faultFor(method: string, path: string): FaultRule['fault'] | null {
      const rule = rules.find(
        (one) =>
          (one.method === undefined || one.method === method) &&
          (one.pathIncludes === undefined || path.includes(one.pathIncludes)),
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
