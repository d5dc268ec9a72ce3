/** How services tell the windows that something changed. The CLI listens to the same events. */
import type { EventChannel } from '../src-shared/ipc/channels';
import type { EventPayload } from '../src-shared/ipc/contract';

export type Publish = <E extends EventChannel>(event: E, payload: EventPayload<E>) => void;
