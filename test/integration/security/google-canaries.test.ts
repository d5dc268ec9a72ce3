/**
 * A whole life of a Google connection over the window's door, at a server that repeats what it was sent: no secret
 * comes back, and none lies in a file.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallChannel } from '../../../src-shared/ipc/channels';
import { searchFolders, searchText, tokenCanary } from './canaries';
import { startEchoingGoogle } from './echoing-google';
import { type OpenConsole, openConsole } from './workspace';

const clientId = '42-canary.apps.googleusercontent.com';
let server: Awaited<ReturnType<typeof startEchoingGoogle>>;
let console_: OpenConsole;
beforeEach(async () => {
  server = await startEchoingGoogle();
  console_ = await openConsole(server.origin);
});
afterEach(async () => {
  await console_.close();
  await server.close();
});

test('zero hits', async () => {
  const secret = tokenCanary('client secret');
  const replies: string[] = [];
  const say = async (channel: CallChannel, raw: unknown) => {
    const reply = await console_.answer(channel, raw);
    replies.push(JSON.stringify(reply));
    return reply;
  };
  const { id: organizationId } = await console_.call('organizations.add', {
    name: 'Sunrise',
    timeZone: 'UTC',
    country: 'US',
  });
  const ref = { organizationId, provider: 'google' as const };
  const fields = { clientId, clientSecret: secret.value };
  const signIn = async () => {
    await say('signIn.start', { ...ref, methodId: 'own-calendars', fields, importId: null, chooseAccount: false });
    const link = console_.opened.at(-1);
    if (link !== undefined) await fetch(link);
    await expect
      .poll(async () => JSON.stringify(await console_.answer('signIn.status', ref)))
      .toMatch(/"state":"ended"|"signIn":null/);
    await say('signIn.status', ref);
  };
  const use = async () => {
    for (const channel of [
      'credentials.check',
      'credentials.options',
      'credentials.list',
      'calendar.busyWeek',
      'credentials.sharedUse',
    ] as const) {
      await say(channel, channel === 'credentials.list' || channel === 'calendar.busyWeek' ? { organizationId } : ref);
    }
    await say('credentials.choose', { ...ref, choice: 'front@clinic.example' });
    await say('test.start', { ...ref, to: null, only: null });
    await expect
      .poll(async () => JSON.stringify(await console_.answer('test.history', { ...ref, limit: 1 })))
      .not.toMatch(/"state":"running"/);
    await say('test.history', { ...ref, limit: 5 });
  };

  // The secret in every wrong place, and in a file.
  await say('credentials.verify', {
    ...ref,
    methodId: 'own-calendars',
    fields: { clientId: secret.value, clientSecret: clientId },
    importId: null,
  });
  await say('credentials.importText', {
    ...ref,
    fileName: 'client_secret.json',
    text: JSON.stringify({ installed: { client_id: clientId, client_secret: secret.value } }),
  });
  await say('credentials.importText', {
    ...ref,
    fileName: 'cut.json',
    text: JSON.stringify({ installed: { client_secret: secret.value } }).slice(0, -1),
  });
  server.echo('tokens');
  await say('credentials.verify', { ...ref, methodId: 'own-calendars', fields, importId: null, chooseAccount: false });
  await signIn();
  server.echo('account');
  await signIn();
  server.echo(null);
  await signIn();
  expect(replies.at(-1)).toContain('signed-in');
  await use();
  server.echo('everything');
  await use();
  server.options.token = { refresh_token: 'replaced-token-of-this-test' };
  server.issue('replaced-token-of-this-test');
  server.echo(null);
  await use();
  server.echo('revocation');
  await say('credentials.revoke', ref);
  await say('credentials.retryRevocation', ref);
  await say('organizations.remove', { organizationId, confirmName: 'Sunrise' });
  await say('organizations.remove', { organizationId, confirmName: 'Sunrise', leaveAccess: true });
  await say('audit.list', { organizationId: null, before: null, limit: 100, search: '', outcome: null });

  const canaries = [secret, ...server.issued()];
  expect(canaries.length).toBeGreaterThan(6);
  // What the server repeated came as far as it may.
  expect(replies.join()).toContain('(hidden)');
  expect(replies.flatMap((reply, index) => searchText(`reply ${index}`, reply, canaries))).toEqual([]);
  expect(searchText('events', JSON.stringify(console_.events), canaries)).toEqual([]);
  expect(console_.faults.map(({ channel }) => channel)).toEqual([]);
  const found = await searchFolders([console_.profileDir], canaries);
  expect(found.hits).toEqual([]);
  expect(found.files).toBeGreaterThan(1);
}, 120_000);
