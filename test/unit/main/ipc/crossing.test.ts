/** Replies of many rows cross into the page as one text, and come back as they were; all others cross as they are. */
import { expect, test } from 'vitest';
import { crossing } from '../../../../src-main/ipc/crossing';
import { callChannels, textReplies } from '../../../../src-shared/ipc/channels';
import { failed, ok } from '../../../../src-shared/result';
import { calls } from '../../../fakes/calls';
import { fakeError } from '../../../fakes/fake-bridge';
import { clinic, slice } from '../../renderer/clinics/clinics-fixture';

test('a slice of the list is one text, however many rows it has, and reads as what was sent', () => {
  const rows = Array.from({ length: 500 }, (_, index) => clinic(index + 1));
  const sent = calls['organizations.list'].response.parse(slice(rows, { next: null, version: '1' }));
  const crossed = crossing('organizations.list', ok(sent));
  expect(crossed.ok && typeof crossed.value).toBe('string');
  expect(crossed.ok && JSON.parse(String(crossed.value))).toEqual(sent);
});

test('every other reply, and every failure, crosses as it is', () => {
  const refused = failed(fakeError());
  for (const channel of callChannels) expect(crossing(channel, refused)).toBe(refused);
  const reply = ok({});
  for (const channel of callChannels.filter((one) => !textReplies.some((text) => text === one)))
    expect(crossing(channel, reply)).toBe(reply);
});
