/** A download that breaks off goes on where it stopped, over real connections and restarts of the console. */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeOf, feedForEachTest, newer } from './console-on-feed';
import { updatesOn } from './updates-on';

const { at, consoleOn } = feedForEachTest();

describe('a download that breaks off', () => {
  test('goes on where it stopped', async () => {
    const content = randomBytes(400_000);
    const name = at.feed.publish({ version: newer, content });
    at.feed.cuts.push(150_000, 100_000);
    const { service, state, handedOver } = await consoleOn();
    await service.check();
    await service.download();
    expect(state().state).toBe('ready');
    const ranges = at.feed.requestsFor(name).map(({ range }) => range);
    expect(ranges[0]).toBeNull();
    expect(ranges).toHaveLength(3);
    for (const range of ranges.slice(1)) expect(range).toMatch(/^bytes=[1-9]\d*-$/);
    await service.install();
    expect(readFileSync(handedOver[0] ?? '').equals(content)).toBe(true);
  });

  test('goes on after the console was closed', async () => {
    const content = randomBytes(400_000);
    const name = at.feed.publish({ version: newer, content });
    at.feed.cuts.push(150_000, 0, 0, 0);
    const before = await consoleOn();
    await before.service.check();
    await before.service.download();
    expect(codeOf(before.state())).toBe('network.reset');
    const after = updatesOn(at.profile.folder, { publicKeys: [at.feed.publicKey] });
    await after.service.check();
    await after.service.download();
    expect(after.state().state).toBe('ready');
    expect(at.feed.requestsFor(name).at(-1)?.range).toMatch(/^bytes=[1-9]\d*-$/);
  });

  test('begins again where the server knows no ranges', async () => {
    const content = randomBytes(400_000);
    at.feed.publish({ version: newer, content });
    at.feed.ignoreRanges();
    at.feed.cuts.push(150_000);
    const { service, state } = await consoleOn();
    await service.check();
    await service.download();
    expect(state().state).toBe('ready');
  });

  test('begins again when what was kept is damaged', async () => {
    const content = randomBytes(400_000);
    at.feed.publish({ version: newer, content });
    at.feed.cuts.push(150_000, 0, 0, 0);
    const { service, state } = await consoleOn();
    await service.check();
    await service.download();
    const parts = path.join(at.profile.folder, 'updates', 'parts');
    const [part = ''] = readdirSync(parts);
    writeFileSync(path.join(parts, part), Buffer.alloc(1000));
    await service.check();
    await service.download();
    expect(state().state).toBe('ready');
  });

  test.skipIf(process.platform === 'win32')('does not go on through a link in the place of what was kept', async () => {
    at.feed.publish({ version: newer, content: randomBytes(400_000) });
    at.feed.cuts.push(150_000, 0, 0, 0);
    const { service, state } = await consoleOn();
    await service.check();
    await service.download();
    const parts = path.join(at.profile.folder, 'updates', 'parts');
    const [part = ''] = readdirSync(parts);
    const target = path.join(at.profile.folder, 'somebody’s file');
    writeFileSync(target, 'theirs');
    rmSync(path.join(parts, part));
    symlinkSync(target, path.join(parts, part));
    await service.check();
    await service.download();
    expect([state().state, readFileSync(target, 'utf8')]).toEqual(['ready', 'theirs']);
  });

  test('can be stopped, and keeps what has come', async () => {
    const content = randomBytes(400_000);
    const name = at.feed.publish({ version: newer, content });
    at.feed.stallAfter(150_000);
    const { service, state } = await consoleOn();
    await service.check();
    const downloading = service.download();
    await expect
      .poll(() => {
        const now = state();
        return now.state === 'downloading' ? now.received : 0;
      })
      .toBeGreaterThan(100_000);
    service.cancel();
    await downloading;
    expect(state().state).toBe('available');
    await service.download();
    expect(state().state).toBe('ready');
    expect(at.feed.requestsFor(name).at(-1)?.range).toMatch(/^bytes=[1-9]\d*-$/);
  });
});
