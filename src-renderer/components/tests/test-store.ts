/**
 * Starts, stops and follows the tests of one clinic with one provider; what the answers mean is in `test-machine.ts`.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../../src-shared/ipc/contract';
import type { ProviderId } from '../../../src-shared/primitives';
import { ok } from '../../../src-shared/result';
import { emptyTest, runningRun, type TestEvent, type TestState, testTransition } from './test-machine';

const historyLength = 50;

type TestActions = {
  /** Listens to running tests and reads the history. @returns how to stop listening */
  open(): () => void;
  /** A person's click. `to` is the recipient of a test that sends messages; `only` null runs all lines. */
  start(to?: string | null, only?: readonly string[] | null): Promise<void>;
  stop(): Promise<void>;
};
export type TestStore = StoreApi<{ test: TestState } & TestActions>;

export function createTestStore(
  bridge: Pick<Bridge, 'test' | 'on'>,
  provider: ProviderId,
  organizationId: string,
): TestStore {
  const ref = { organizationId, provider };
  let requests = 0;
  return createStore((set, get) => {
    const send = (event: TestEvent) => set(({ test }) => ({ test: testTransition(test, event) }));
    const begin = () => {
      requests += 1;
      return requests;
    };

    return {
      test: emptyTest,

      open() {
        // It listens before it reads, so that no event is missed.
        const stopListening = bridge.on['test.progress']((run) => {
          if (run.organizationId === organizationId && run.provider === provider) send({ type: 'progress', run });
        });
        bridge.test.history({ ...ref, limit: historyLength }).then((history) => {
          send({ type: 'history-read', result: history.ok ? ok(history.value.runs) : history });
        });
        return stopListening;
      },

      async start(to = null, only = null) {
        const request = begin();
        send({ type: 'start-asked', request, only });
        const { pending } = get().test;
        if (pending.kind !== 'start' || pending.request !== request) return;
        const result = await bridge.test.start({ ...ref, to, only: only === null ? null : [...only] });
        send({ type: 'start-answered', request, result });
      },

      async stop() {
        const request = begin();
        const running = runningRun(get().test);
        send({ type: 'stop-asked', request });
        const { pending } = get().test;
        if (running === null || pending.kind !== 'stop' || pending.request !== request) return;
        send({
          type: 'stop-answered',
          request,
          result: await bridge.test.stop({ ...ref, runId: running.id }),
        });
      },
    };
  });
}
