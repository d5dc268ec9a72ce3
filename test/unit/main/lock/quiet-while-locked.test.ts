import { expect, test } from 'vitest';
import type { Publish } from '../../../../src-main/events';
import { quietWhileLocked } from '../../../../src-main/lock/quiet-while-locked';
import { eventChannels } from '../../../../src-shared/ipc/channels';

test('a locked page hears nothing that may name a clinic, and everything again afterwards', () => {
  const told: string[] = [];
  let locked = true;
  const publish = quietWhileLocked(((event) => void told.push(event)) as Publish, () => locked);
  const tellAll = () => {
    for (const event of eventChannels) publish(event, {} as never);
  };
  tellAll();
  expect(told.toSorted()).toEqual(['updates.changed', 'vault.changed']);
  told.splice(0);
  locked = false;
  tellAll();
  expect(told).toEqual([...eventChannels]);
});
