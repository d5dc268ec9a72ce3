/** Each provider hands the slot of bulk work down to its requests, so that a server that hangs holds none. */
import { createServer } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import * as entries from '../../../src-main/providers/entries';
import type { Slot } from '../../../src-main/providers/http/slot';
import { closeServers, listen } from '../providers/http/client';

afterEach(closeServers);

/** What each provider needs to ask at all. */
const fields = {
  accountSid: `AC${'0'.repeat(32)}`,
  authToken: '1'.repeat(32),
  clientId: '1-x.apps.googleusercontent.com',
  clientSecret: 'GOCSPX-of-a-clinic-0000000',
  refreshToken: '1//of-a-clinic',
  secretKey: `sk_test_${'0'.repeat(24)}`,
};

test.each(Object.entries(entries))('%s', async (_id, entry) => {
  const stop = new AbortController();
  // Accepts each request and answers none.
  const port = await listen(createServer(() => undefined));
  const provider = entry.create({ redirect: `http://127.0.0.1:${port}` });
  const [method] = provider.descriptor.methods;
  const isReleased = new Promise<true>((resolve) => {
    const slot: Slot = {
      release: () => resolve(true),
      take: async () => undefined,
      patienceMs: () => 1,
      answeredAfter: () => undefined,
    };
    const proving = provider.prove(method?.id ?? '', fields, null, stop.signal, undefined, slot);
    proving.catch(() => undefined);
  });
  expect(await isReleased).toBe(true);
  stop.abort();
});
