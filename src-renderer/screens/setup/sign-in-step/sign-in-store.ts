/**
 * Starts, follows and ends sign-ins of one clinic at one provider; what the answers mean is in `sign-in-machine.ts`.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../../../src-shared/ipc/contract';
import type { ProviderId } from '../../../../src-shared/primitives';
import { ok } from '../../../../src-shared/result';
import { noSignIn, type SignInEvent, type SignInState, signInTransition } from './sign-in-machine';

/** Null stands for the stored client. */
type ClientEntered = { methodId: string; fields: Record<string, string>; importId: string | null } | null;

type SignInActions = {
  /** Listens, and picks up a sign-in that runs already. @returns how to stop listening */
  open(): () => void;
  /**
   * @param chooseAccount the page asks for the account, also where it knows one
   * @returns true once the provider's page was asked for; false when the client was refused, or when one runs already
   */
  start(client: ClientEntered, chooseAccount?: boolean): Promise<boolean>;
  openBrowser(): Promise<void>;
  cancel(): Promise<void>;
  /** Ends it with what the browser shows. @returns true once it has ended so */
  reportPageError(pageError: string): Promise<boolean>;
  /** Stores the sign-in to another account than before. @returns true once it is stored */
  accept(): Promise<boolean>;
  putAway(): void;
};
export type SignInStore = StoreApi<{ flow: SignInState } & SignInActions>;

export function createSignInStore(
  bridge: Pick<Bridge, 'signIn' | 'credentials' | 'on'>,
  provider: ProviderId,
  organizationId: string,
): SignInStore {
  const ref = { organizationId, provider };
  let requests = 0;
  return createStore((set, get) => {
    const send = (event: SignInEvent) => set(({ flow }) => ({ flow: signInTransition(flow, event) }));
    const begin = () => {
      requests += 1;
      return requests;
    };
    return {
      flow: noSignIn,

      open() {
        // It listens before it asks, so that no event is missed.
        const stop = bridge.on['signIn.changed']((signIn) => {
          if (signIn.organizationId === organizationId && signIn.provider === provider) send({ type: 'heard', signIn });
        });
        bridge.signIn
          .status(ref)
          .then((status) => send({ type: 'status-read', result: status.ok ? ok(status.value.signIn) : status }));
        return stop;
      },

      async start(client, chooseAccount = false) {
        const request = begin();
        send({ type: 'start-asked', request });
        const { pending } = get().flow;
        if (pending.kind !== 'start' || pending.request !== request) return false;
        const result = await bridge.signIn.start({
          ...ref,
          ...(client ?? { methodId: null, fields: {}, importId: null }),
          chooseAccount,
        });
        send({ type: 'start-answered', request, result });
        return result.ok;
      },

      async openBrowser() {
        const result = await bridge.signIn.openBrowser(ref);
        if (!result.ok) send({ type: 'failed', error: result.error });
      },

      async cancel() {
        send({ type: 'cancel-asked' });
        const result = await bridge.signIn.cancel(ref);
        if (!result.ok) send({ type: 'failed', error: result.error });
      },

      async reportPageError(pageError) {
        const result = await bridge.signIn.reportPageError({ ...ref, pageError });
        send(result.ok ? { type: 'heard', signIn: result.value } : { type: 'failed', error: result.error });
        return result.ok;
      },

      async accept() {
        const request = begin();
        const { signIn } = get().flow;
        send({ type: 'accept-asked', request });
        const { pending } = get().flow;
        if (pending.kind !== 'accept' || pending.request !== request) return false;
        if (signIn?.state !== 'ended' || signIn.outcome.kind !== 'other-account') return false;
        const { verificationId, choice } = signIn.outcome;
        const result = await bridge.credentials.save({ ...ref, verificationId, choice, meansOtherAccount: true });
        send({ type: 'accept-answered', request, result });
        return result.ok;
      },

      putAway: () => send({ type: 'put-away' }),
    };
  });
}
