/** The bridge without a main process: every call is recorded and answered by the test, every event is fired by it. */

import { crossing } from '../../src-main/ipc/crossing';
import type { AppErrorData } from '../../src-shared/errors';
import { type CallChannel, callChannels, type EventChannel } from '../../src-shared/ipc/channels';
import type { Bridge, CallRequest, CallResponse, EventPayload, Wire } from '../../src-shared/ipc/contract';
import { failed, ok, type Result } from '../../src-shared/result';

type Answer<C extends CallChannel> = (
  request: CallRequest<C>,
) => Result<CallResponse<C>> | Promise<Result<CallResponse<C>>>;
type Listener = (payload: unknown) => void;

export const fakeError = (over: Partial<AppErrorData> = {}): AppErrorData => ({
  code: 'fake.unanswered',
  message: 'Nothing answers this call.',
  cause: 'The test gave no answer for it.',
  fix: 'Give one with answer().',
  retryable: false,
  ...over,
});

export class FakeBridge {
  /** Every call in its order. */
  readonly calls: { channel: CallChannel; request: unknown }[] = [];
  readonly bridge: Bridge;
  /** The same as the preload gives it to the page. */
  readonly wire: Wire;
  private readonly answers = new Map<CallChannel, (request: never) => unknown>();
  private readonly listeners = new Map<EventChannel, Set<Listener>>();

  constructor() {
    const domains: Record<string, Record<string, unknown>> = {};
    const wires: Record<string, Record<string, unknown>> = {};
    for (const channel of callChannels) {
      const [domain = '', verb = ''] = channel.split('.');
      domains[domain] ??= {};
      domains[domain][verb] = (request: unknown) => this.call(channel, request);
      wires[domain] ??= {};
      wires[domain][verb] = async (request: unknown) => crossing(channel, await this.call(channel, request));
    }
    const on = new Proxy(
      {},
      { get: (_, event: EventChannel) => (listener: Listener) => this.subscribe(event, listener) },
    );
    // Built from the same list of names that the contract's type is made of.
    this.bridge = { ...domains, on } as unknown as Bridge;
    this.wire = { ...wires, on } as unknown as Wire;
  }

  /** Answers a call from now on; a plain value stands for its success. */
  answer<C extends CallChannel>(channel: C, answer: Answer<C>): this {
    this.answers.set(channel, answer);
    return this;
  }

  succeed<C extends CallChannel>(channel: C, value: CallResponse<C>): this {
    return this.answer(channel, () => ok(value));
  }

  fail(channel: CallChannel, error: Partial<AppErrorData> = {}): this {
    this.answers.set(channel, () => failed(fakeError(error)));
    return this;
  }

  /**
   * Answers a call when the test says so, to try out late and overtaken answers. Returns how to answer the oldest one
   * that waits.
   */
  hold<C extends CallChannel>(channel: C): (result: Result<CallResponse<C>>) => void {
    const waiting: ((result: Result<CallResponse<C>>) => void)[] = [];
    this.answer(channel, () => new Promise((resolve) => waiting.push(resolve)));
    return (result) => waiting.shift()?.(result);
  }

  emit<E extends EventChannel>(event: E, payload: EventPayload<E>): void {
    for (const listener of this.listeners.get(event) ?? []) listener(payload);
  }

  /** The requests of one call, in their order. */
  requestsOf<C extends CallChannel>(channel: C): CallRequest<C>[] {
    return this.calls.filter((call) => call.channel === channel).map(({ request }) => request as CallRequest<C>);
  }

  /** Before the next test: no calls, no answers. Listeners stay, because stores subscribe once. */
  forget(): void {
    this.calls.length = 0;
    this.answers.clear();
  }

  private async call(channel: CallChannel, request: unknown): Promise<Result<unknown>> {
    this.calls.push({ channel, request });
    const answer = this.answers.get(channel);
    return answer === undefined
      ? failed(fakeError({ message: `Nothing answers ${channel}.` }))
      : ((await answer(request as never)) as Result<unknown>);
  }

  private subscribe(event: EventChannel, listener: Listener): () => void {
    const listeners = this.listeners.get(event) ?? new Set<Listener>();
    this.listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }
}
