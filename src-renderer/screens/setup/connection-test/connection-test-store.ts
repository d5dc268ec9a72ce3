/** Starts, stops and follows a provider's own test for one clinic; what the answers mean is in `connection-test-machine.ts`. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../../../src-shared/ipc/contract';
import type { ProviderId } from '../../../../src-shared/primitives';
import { ok } from '../../../../src-shared/result';
import {
  type ConnectionTestEvent,
  type ConnectionTestState,
  connectionTestTransition,
  emptyConnectionTest,
} from './connection-test-machine';

const historyLength = 50;

export type ConnectionTestActions = {
  /** Listens to running tests and reads the history. @returns how to stop listening */
  open(): () => void;
  start(): Promise<void>;
  stop(): Promise<void>;
};
export type ConnectionTestStore = StoreApi<{ test: ConnectionTestState } & ConnectionTestActions>;

export function createConnectionTestStore(
  bridge: Pick<Bridge, 'connectionTest' | 'on'>,
  provider: ProviderId,
  organizationId: string,
): ConnectionTestStore {
  const ref = { organizationId, provider };
  let requests = 0;
  return createStore((set, get) => {
    const send = (event: ConnectionTestEvent) => set(({ test }) => ({ test: connectionTestTransition(test, event) }));
    const asked = (kind: 'start' | 'stop'): number | null => {
      requests += 1;
      const request = requests;
      send({ type: `${kind}-asked`, request });
      const { pending } = get().test;
      return pending.kind === kind && pending.request === request ? request : null;
    };
    return {
      test: emptyConnectionTest,

      open() {
        const stopListening = bridge.on['connectionTest.progress']((run) => {
          if (run.organizationId === organizationId && run.provider === provider) send({ type: 'progress', run });
        });
        bridge.connectionTest.history({ ...ref, limit: historyLength }).then((history) => {
          send({ type: 'history-read', result: history.ok ? ok(history.value.runs) : history });
        });
        return stopListening;
      },

      async start() {
        const request = asked('start');
        if (request !== null) send({ type: 'start-answered', request, result: await bridge.connectionTest.start(ref) });
      },

      async stop() {
        const request = asked('stop');
        if (request !== null) send({ type: 'stop-answered', request, result: await bridge.connectionTest.stop(ref) });
      },
    };
  });
}
