/** What is no update by its maker, or can't be had, is refused by name, and nothing is installed. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { feedName } from '../../../src-main/updates/feed';
import { codeOf, feedForEachTest, newer } from './console-on-feed';
import { startFeed } from './feed-server';

const { at, consoleOn } = feedForEachTest();

describe('is refused, and nothing is installed', () => {
  test('a feed without a signature', async () => {
    at.feed.publish({ version: newer });
    at.feed.files.delete(`${feedName()}.sig`);
    const { service, state } = await consoleOn();
    await service.check();
    expect(codeOf(state())).toBe('update.feed-unsigned');
  });

  test('a feed that was changed after it was signed', async () => {
    at.feed.publish({ version: newer });
    const text = at.feed.files.get(feedName())?.toString() ?? '';
    at.feed.files.set(feedName(), Buffer.from(text.replace('rehearsal.2', 'rehearsal.9')));
    const { service, state } = await consoleOn();
    await service.check();
    expect(codeOf(state())).toBe('update.feed-tampered');
  });

  test('a feed that somebody else signed', async () => {
    at.feed.publish({ version: newer });
    at.feed.describe(at.feed.files.get(feedName())?.toString() ?? '', generateKeyPairSync('ed25519').privateKey);
    const { service, state } = await consoleOn();
    await service.check();
    expect(codeOf(state())).toBe('update.feed-tampered');
  });

  test('a feed of an older version, however it is signed', async () => {
    at.feed.publish({ version: '0.9.0' });
    const { service, state } = await consoleOn();
    await service.check();
    expect(codeOf(state())).toBe('update.older');
  });

  test.each(['../evil.deb', 'https://elsewhere.example/evil.deb', '/etc/evil.deb'])(
    'a signed feed whose file is %s',
    async (url) => {
      at.feed.publish({ version: newer });
      at.feed.describe((at.feed.files.get(feedName())?.toString() ?? '').replace(/url: .*/, `url: ${url}`));
      const { service, state } = await consoleOn();
      await service.check();
      expect(codeOf(state())).toBe('update.feed-unreadable');
    },
  );

  test('a file that is not the one that the feed describes', async () => {
    const content = randomBytes(50_000);
    const name = at.feed.publish({ version: newer, content });
    at.feed.files.set(name, Buffer.concat([content.subarray(1), Buffer.from([content[0] ?? 0])]));
    const { service, state, recorded, handedOver } = await consoleOn();
    await service.check();
    await service.download();
    expect(codeOf(state())).toBe('update.file-tampered');
    expect(recorded.at(-1)).toMatchObject({ action: 'update.downloaded', outcome: 'failed' });
    await service.install();
    expect(handedOver).toEqual([]);
    expect(readdirSync(path.join(at.profile.folder, 'updates', 'parts'))).toEqual([]);
  });

  test('a file that was changed on the disk between its check and its installation', async () => {
    at.feed.publish({ version: newer, content: randomBytes(50_000) });
    const { service, state, handedOver, published } = await consoleOn();
    await service.check();
    await service.download();
    const folder = path.join(at.profile.folder, 'updates', 'download', 'pending');
    const name = readdirSync(folder).find((one) => one.endsWith('.deb')) ?? '';
    writeFileSync(path.join(folder, name), 'something else');
    await service.install();
    expect(codeOf(state())).toBe('update.file-tampered');
    expect(handedOver).toEqual([]);
    expect(published.at(-1)?.update.state).toBe('failed');
  });

  test('a server that is not there, with the network’s own code', async () => {
    const { service, state } = await consoleOn();
    await at.feed.close();
    await service.check();
    expect(codeOf(state())).toBe('network.refused');
    at.feed = await startFeed();
  });

  test('a folder without a feed', async () => {
    const { service, state } = await consoleOn();
    await service.check();
    expect(codeOf(state())).toBe('update.feed-missing');
  });
});
