/** The shape of every domain's handlers: a missing call, or one with the wrong answer, does not compile. */
import type { CallChannel } from '../../src-shared/ipc/channels';
import type { CallRequest, CallResponse } from '../../src-shared/ipc/contract';

type Handler<C extends CallChannel> = (request: CallRequest<C>) => Promise<CallResponse<C>> | CallResponse<C>;
export type Handlers = { [C in CallChannel]: Handler<C> };

/** The calls of one domain: `HandlersOf<'vault'>`. */
export type HandlersOf<D extends string> = { [C in Extract<CallChannel, `${D}.${string}`>]: Handler<C> };
