/** Starts, stops and follows SMS tests of one clinic; what the answers mean is in `sms-test-machine.ts`. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../../../src-shared/ipc/contract';
import type { SmsTestStepId } from '../../../../src-shared/messaging/sms-test';
import { ok } from '../../../../src-shared/result';
import { emptySmsTest, runningRun, type SmsTestEvent, type SmsTestState, smsTestTransition } from './sms-test-machine';

const historyLength = 50;

export type SmsTestActions = {
  /** Listens to running tests and reads the history. @returns how to stop listening */
  open(): () => void;
  /** A person's click: the only way to send. `only` null runs all four lines. */
  start(to: string, only: readonly SmsTestStepId[] | null): Promise<void>;
  stop(): Promise<void>;
  confirmCode(runId: string, code: string): Promise<void>;
};
export type SmsTestStore = StoreApi<{ test: SmsTestState } & SmsTestActions>;

export function createSmsTestStore(bridge: Pick<Bridge, 'smsTest' | 'on'>, organizationId: string): SmsTestStore {
  let requests = 0;
  return createStore((set, get) => {
    const send = (event: SmsTestEvent) => set(({ test }) => ({ test: smsTestTransition(test, event) }));
    const begin = () => {
      requests += 1;
      return requests;
    };

    return {
      test: emptySmsTest,

      open() {
        // Listening starts before reading, so that nothing falls between the two.
        const stopListening = bridge.on['smsTest.progress']((run) => {
          if (run.organizationId === organizationId) send({ type: 'progress', run });
        });
        bridge.smsTest.history({ organizationId, limit: historyLength }).then((history) => {
          send({ type: 'history-read', result: history.ok ? ok(history.value.runs) : history });
        });
        return stopListening;
      },

      async start(to, only) {
        const request = begin();
        send({ type: 'start-asked', request, only });
        const { pending } = get().test;
        if (pending.kind !== 'start' || pending.request !== request) return;
        const result = await bridge.smsTest.start({ organizationId, to, only: only === null ? null : [...only] });
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
          result: await bridge.smsTest.stop({ organizationId, runId: running.id }),
        });
      },

      async confirmCode(runId, code) {
        const request = begin();
        send({ type: 'code-asked', request, runId });
        const { pending } = get().test;
        if (pending.kind !== 'code' || pending.request !== request) return;
        send({
          type: 'code-answered',
          request,
          result: await bridge.smsTest.confirmCode({ organizationId, runId, code }),
        });
      },
    };
  });
}
