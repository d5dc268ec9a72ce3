/** How a reply crosses into the page: see `textReplies`. */
import { type CallChannel, textReplies } from '../../src-shared/ipc/channels';
import { ok, type Result } from '../../src-shared/result';

const asText: ReadonlySet<CallChannel> = new Set(textReplies);

export const crossing = (channel: CallChannel, reply: Result<unknown>): Result<unknown> =>
  reply.ok && asText.has(channel) ? ok(JSON.stringify(reply.value)) : reply;
