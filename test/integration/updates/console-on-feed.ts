/** A feed and a profile for each test of a file, and a console that knows the feed. */
import { afterEach, beforeEach } from 'vitest';
import type { UpdateState } from '../../../src-shared/updates/updates';
import { type FeedServer, startFeed } from './feed-server';
import { newProfile, updatesOn } from './updates-on';

export const newer = '1.0.0-rehearsal.2';
export const codeOf = (state: UpdateState) => (state.state === 'failed' ? state.error.code : state.state);

/** Call it once in a file. */
export function feedForEachTest() {
  const at = {} as { feed: FeedServer; profile: ReturnType<typeof newProfile> };
  beforeEach(async () => {
    at.feed = await startFeed();
    at.profile = newProfile();
  });
  afterEach(async () => {
    await at.feed.close();
    at.profile.remove();
  });
  return {
    at,
    /** A console that knows the feed and its key. */
    async consoleOn(over: Partial<Parameters<typeof updatesOn>[1]> = {}) {
      const updates = updatesOn(at.profile.folder, { publicKeys: [at.feed.publicKey], ...over });
      await updates.service.configure({ feed: at.feed.address });
      return updates;
    },
  };
}
