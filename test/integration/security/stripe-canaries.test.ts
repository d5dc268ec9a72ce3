/**
 * A whole life of a Stripe connection over the window's door, at a server that repeats what it was sent: no key comes
 * back, and none lies in a file.
 */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallChannel } from '../../../src-shared/ipc/channels';
import { type Canary, searchFolders, searchText } from './canaries';
import { startEchoingStripe, stripeEchoes, stripeKeyCanary } from './echoing-stripe';
import { type OpenConsole, openConsole } from './workspace';

const keys = (['sk', 'rk'] as const).flatMap((kind) =>
  (['live', 'test'] as const).map((mode) => stripeKeyCanary(kind, mode)),
);
/** Of no key's form: whatever is pasted into the field by mistake is as secret. */
const other: Canary = { name: 'another text in the field', value: `whsec_${randomBytes(24).toString('hex')}` };

let server: Awaited<ReturnType<typeof startEchoingStripe>>;
let console_: OpenConsole;
beforeEach(async () => {
  server = await startEchoingStripe();
  // Nothing listens at the others.
  console_ = await openConsole({ twilio: 'http://127.0.0.1:9', google: 'http://127.0.0.1:9', stripe: server.origin });
});
afterEach(async () => {
  await console_.close();
  await server.close();
});

test.each(keys)('$name: zero hits', { timeout: 180_000 }, async (key) => {
  const canaries = [key, other];
  const replies: string[] = [];
  const say = async (channel: CallChannel, raw: unknown) => {
    const reply = await console_.answer(channel, raw);
    replies.push(`${channel} ${JSON.stringify(reply)}`);
    return reply;
  };
  const { id: organizationId } = await console_.call('organizations.add', {
    name: 'Sunrise',
    timeZone: 'UTC',
    country: 'US',
  });
  const ref = { organizationId, provider: 'stripe' as const };
  const verify = (secretKey: string) =>
    say('credentials.verify', { ...ref, methodId: 'api-key', fields: { secretKey }, importId: null });
  const use = async () => {
    await verify(key.value);
    for (const channel of ['credentials.check', 'credentials.options', 'credentials.sharedUse'] as const)
      await say(channel, ref);
    await say('credentials.list', { organizationId });
    await say('test.start', { ...ref, to: null, only: null });
    await expect
      .poll(async () => JSON.stringify(await console_.answer('test.history', { ...ref, limit: 1 })), {
        timeout: 60_000,
      })
      .not.toMatch(/"state":"running"/);
    await say('test.history', { ...ref, limit: 5 });
  };

  // The key in the wrong places, and in files.
  await verify(other.value);
  await verify(`${key.value} ${other.value}`);
  await say('organizations.add', { name: key.value, timeZone: key.value, country: 'US' });
  await say('credentials.importText', { ...ref, fileName: 'clinic.env', text: `STRIPE_SECRET_KEY=${key.value}\n` });
  await say('credentials.importText', { ...ref, fileName: 'cut.env', text: `STRIPE_SECRET_KEY="${key.value}\n` });
  for (const echo of ['refusals', 'faults', 'pages'] as const) {
    server.echo(echo);
    await verify(key.value);
  }
  server.echo(null);
  const verified = (await verify(key.value)) as { ok: boolean; value?: { verificationId: string } };
  expect(verified.ok).toBe(true);
  const { verificationId } = verified.value ?? { verificationId: '' };
  expect(await say('credentials.save', { ...ref, verificationId, choice: null })).toMatchObject({ ok: true });
  for (const echo of [null, ...stripeEchoes]) {
    server.echo(echo);
    await use();
  }
  server.echo(null);
  await say('organizations.checkAll', {});
  await say('credentials.revoke', ref);
  await say('organizations.remove', { organizationId, confirmName: 'Sunrise' });
  await say('audit.list', { organizationId: null, before: null, limit: 100, search: '', outcome: null });

  // What the server repeated came as far as it may.
  expect(replies.join()).toContain('(hidden)');
  expect(
    replies.flatMap((reply, index) => searchText(`reply ${index}, ${reply.split(' ')[0]}`, reply, canaries)),
  ).toEqual([]);
  expect(searchText('events', JSON.stringify(console_.events), canaries)).toEqual([]);
  expect(searchText('links and copies', JSON.stringify([console_.opened, console_.copied]), canaries)).toEqual([]);
  expect(console_.faults.map(({ channel }) => channel)).toEqual([]);
  const found = await searchFolders([console_.profileDir], canaries);
  expect(found.hits).toEqual([]);
  expect(found.files).toBeGreaterThan(1);
});
