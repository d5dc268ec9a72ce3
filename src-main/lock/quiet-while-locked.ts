/** A locked page hears that the vault changed, and of updates. Every other event may name a clinic or a number. */
import type { EventChannel } from '../../src-shared/ipc/channels';
import type { Publish } from '../events';

const heard: ReadonlySet<EventChannel> = new Set<EventChannel>(['vault.changed', 'updates.changed']);

export const quietWhileLocked =
  (publish: Publish, isLocked: () => boolean): Publish =>
  (event, payload) => {
    if (!isLocked() || heard.has(event)) publish(event, payload);
  };
