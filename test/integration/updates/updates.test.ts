/** Updates against a real feed on this computer: what is offered, refused, continued, held back and waited for. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { feedName } from '../../../src-main/updates/feed';
import { updateError } from '../../../src-main/updates/update-error';
import type { UpdateState } from '../../../src-shared/updates/updates';
import { type FeedServer, startFeed } from './feed-server';
import { newProfile, updatesOn } from './updates-on';

let feed: FeedServer;
let profile: ReturnType<typeof newProfile>;
beforeEach(async () => {
  feed = await startFeed();
  profile = newProfile();
});
afterEach(async () => {
  await feed.close();
  profile.remove();
});

const newer = '1.0.0-rehearsal.2';
const codeOf = (state: UpdateState) => (state.state === 'failed' ? state.error.code : state.state);

/** A console that knows the feed and its key. */
async function consoleOn(over: Partial<Parameters<typeof updatesOn>[1]> = {}) {
  const updates = updatesOn(profile.folder, { publicKeys: [feed.publicKey], ...over });
  await updates.service.configure({ feed: feed.address });
  return updates;
}

describe('before a feed is configured', () => {
  test('updates are off, and nothing is asked', async () => {
    const { service, state } = updatesOn(profile.folder, { publicKeys: [feed.publicKey] });
    await service.checkWhenDue();
    expect(state()).toEqual({ state: 'off', reason: 'no-feed' });
    await expect(service.check()).rejects.toMatchObject({ data: { code: 'update.off' } });
    expect(feed.asked).toEqual([]);
  });

  test('a program without a key never asks', async () => {
    const { service, state } = await consoleOn({ publicKeys: [] });
    await service.checkWhenDue();
    expect(state()).toEqual({ state: 'off', reason: 'no-key' });
    expect(feed.asked).toEqual([]);
  });

  test.each([
    'http://updates.example/',
    'http://127.0.0.1:1/',
    'ftp://updates.example/',
    'https://name:word@updates.example/',
    'updates.example',
  ])('%s is no address of a feed for a release', async (address) => {
    const { service } = updatesOn(profile.folder, {
      publicKeys: [feed.publicKey],
      version: '1.0.0',
      allowsLoopback: false,
    });
    await expect(service.configure({ feed: address })).rejects.toMatchObject({ data: { code: 'update.feed-address' } });
    expect(service.snapshot().feed).toBeNull();
  });
});

describe('a newer version', () => {
  test('is offered with what is new, and downloaded and installed only when a person says so', async () => {
    const content = randomBytes(300_000);
    feed.publish({ version: newer, notes: '<b>Faster</b> list\n\u001b[31m- and calmer\u202e', content });
    const { service, state, recorded, handedOver, restarts, published } = await consoleOn();
    await service.check();
    expect(state()).toMatchObject({
      state: 'available',
      offer: { version: newer, notes: 'Faster  list\n[31m- and calmer', size: content.length },
    });
    expect(feed.asked.map(({ name }) => name)).toEqual([feedName(), `${feedName()}.sig`]);

    await service.download();
    expect(state()).toMatchObject({ state: 'ready', offer: { version: newer }, install: null });
    expect(handedOver).toEqual([]);
    expect(published.some(({ update }) => update.state === 'downloading' && update.received > 0)).toBe(true);

    await service.install();
    expect(handedOver).toHaveLength(1);
    expect(readFileSync(handedOver[0] ?? '').equals(content)).toBe(true);
    expect(restarts()).toBe(1);
    expect(recorded.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'update.configured succeeded',
      'update.downloaded succeeded',
      'update.handed-over succeeded',
    ]);
  });

  test('after the restart what is new is shown until it was read, and recorded', async () => {
    feed.publish({ version: newer, notes: 'Faster list' });
    const before = await consoleOn();
    await before.service.check();
    await before.service.download();
    await before.service.install();
    const after = updatesOn(profile.folder, { publicKeys: [feed.publicKey], version: newer });
    await after.service.takeUp();
    expect(after.service.snapshot().news).toEqual({ from: '1.0.0-rehearsal.1', version: newer, notes: 'Faster list' });
    expect(after.recorded).toMatchObject([{ action: 'update.installed', outcome: 'succeeded' }]);
    expect(readdirSync(path.join(profile.folder, 'updates'))).not.toContain('download');
    await after.service.check();
    expect(after.state()).toEqual({ state: 'idle', heldBack: null });
    after.service.dismissNews();
    expect(
      updatesOn(profile.folder, { publicKeys: [feed.publicKey], version: newer }).service.snapshot().news,
    ).toBeNull();
  });

  test('an installation that did not take is said after the restart', async () => {
    feed.publish({ version: newer });
    const before = await consoleOn();
    await before.service.check();
    await before.service.download();
    await before.service.install();
    const after = updatesOn(profile.folder, { publicKeys: [feed.publicKey] });
    await after.service.takeUp();
    expect(codeOf(after.state())).toBe('update.install-failed');
    expect(after.recorded).toMatchObject([{ action: 'update.installed', outcome: 'failed' }]);
  });

  test('when the administrator’s password is not given, nothing changes and the command is told', async () => {
    feed.publish({ version: newer });
    const { service, state, installer, restarts } = await consoleOn();
    await service.check();
    await service.download();
    installer.refuses = updateError('install-refused', 'sudo dpkg -i /there.deb');
    await service.install();
    expect(state()).toMatchObject({ state: 'failed', error: { code: 'update.install-refused' } });
    expect(restarts()).toBe(0);
    // It is still on the disk: nothing is downloaded again.
    installer.refuses = null;
    const packages = feed.asked.length;
    await service.download();
    await service.install();
    expect(feed.asked).toHaveLength(packages);
    expect(restarts()).toBe(1);
  });

  test('a copy that no package installed is told of it, and can’t take it', async () => {
    feed.publish({ version: newer });
    const { service, state } = await consoleOn({ installedBy: null });
    await service.check();
    expect(state().state).toBe('available');
    await expect(service.download()).rejects.toMatchObject({ data: { code: 'update.not-installable' } });
  });

  test('one without a file for this kind of installation is refused', async () => {
    feed.publish({ version: newer, file: 'voxanne-console.AppImage' });
    const { service, state } = await consoleOn();
    await service.check();
    expect(codeOf(state())).toBe('update.no-package');
  });

  test('the feed is asked once a day by itself, and not where a person switched that off', async () => {
    feed.publish({ version: newer });
    const { service, state } = await consoleOn();
    await service.configure({ automatic: false });
    await service.checkWhenDue();
    expect(feed.asked).toEqual([]);
    await service.configure({ automatic: true });
    await service.checkWhenDue();
    expect(state().state).toBe('available');
    const next = updatesOn(profile.folder, { publicKeys: [feed.publicKey] });
    const asked = feed.asked.length;
    await next.service.checkWhenDue();
    expect(feed.asked).toHaveLength(asked);
  });
});

describe('is refused, and nothing is installed', () => {
  test('a feed without a signature', async () => {
    feed.publish({ version: newer });
    feed.files.delete(`${feedName()}.sig`);
    const { service, state } = await consoleOn();
    await service.check();
    expect(codeOf(state())).toBe('update.feed-unsigned');
  });

  test('a feed that was changed after it was signed', async () => {
    feed.publish({ version: newer });
    const text = feed.files.get(feedName())?.toString() ?? '';
    feed.files.set(feedName(), Buffer.from(text.replace('rehearsal.2', 'rehearsal.9')));
    const { service, state } = await consoleOn();
    await service.check();
    expect(codeOf(state())).toBe('update.feed-tampered');
  });

  test('a feed that somebody else signed', async () => {
    feed.publish({ version: newer });
    feed.describe(feed.files.get(feedName())?.toString() ?? '', generateKeyPairSync('ed25519').privateKey);
    const { service, state } = await consoleOn();
    await service.check();
    expect(codeOf(state())).toBe('update.feed-tampered');
  });

  test('a feed of an older version, however it is signed', async () => {
    feed.publish({ version: '0.9.0' });
    const { service, state } = await consoleOn();
    await service.check();
    expect(codeOf(state())).toBe('update.older');
  });

  test.each(['../evil.deb', 'https://elsewhere.example/evil.deb', '/etc/evil.deb'])(
    'a signed feed whose file is %s',
    async (url) => {
      feed.publish({ version: newer });
      feed.describe((feed.files.get(feedName())?.toString() ?? '').replace(/url: .*/, `url: ${url}`));
      const { service, state } = await consoleOn();
      await service.check();
      expect(codeOf(state())).toBe('update.feed-unreadable');
    },
  );

  test('a file that is not the one that the feed describes', async () => {
    const content = randomBytes(50_000);
    const name = feed.publish({ version: newer, content });
    feed.files.set(name, Buffer.concat([content.subarray(1), Buffer.from([content[0] ?? 0])]));
    const { service, state, recorded, handedOver } = await consoleOn();
    await service.check();
    await service.download();
    expect(codeOf(state())).toBe('update.file-tampered');
    expect(recorded.at(-1)).toMatchObject({ action: 'update.downloaded', outcome: 'failed' });
    await service.install();
    expect(handedOver).toEqual([]);
    expect(readdirSync(path.join(profile.folder, 'updates', 'parts'))).toEqual([]);
  });

  test('a file that was changed on the disk between its check and its installation', async () => {
    feed.publish({ version: newer, content: randomBytes(50_000) });
    const { service, state, handedOver, published } = await consoleOn();
    await service.check();
    await service.download();
    const folder = path.join(profile.folder, 'updates', 'download', 'pending');
    const name = readdirSync(folder).find((one) => one.endsWith('.deb')) ?? '';
    writeFileSync(path.join(folder, name), 'something else');
    await service.install();
    expect(codeOf(state())).toBe('update.file-tampered');
    expect(handedOver).toEqual([]);
    expect(published.at(-1)?.update.state).toBe('failed');
  });

  test('a server that is not there, with the network’s own code', async () => {
    const { service, state } = await consoleOn();
    await feed.close();
    await service.check();
    expect(codeOf(state())).toBe('network.refused');
    feed = await startFeed();
  });

  test('a folder without a feed', async () => {
    const { service, state } = await consoleOn();
    await service.check();
    expect(codeOf(state())).toBe('update.feed-missing');
  });
});

describe('a download that breaks off', () => {
  test('goes on where it stopped', async () => {
    const content = randomBytes(400_000);
    const name = feed.publish({ version: newer, content });
    feed.cuts.push(150_000, 100_000);
    const { service, state, handedOver } = await consoleOn();
    await service.check();
    await service.download();
    expect(state().state).toBe('ready');
    const ranges = feed.requestsFor(name).map(({ range }) => range);
    expect(ranges[0]).toBeNull();
    expect(ranges).toHaveLength(3);
    for (const range of ranges.slice(1)) expect(range).toMatch(/^bytes=[1-9]\d*-$/);
    await service.install();
    expect(readFileSync(handedOver[0] ?? '').equals(content)).toBe(true);
  });

  test('goes on after the console was closed', async () => {
    const content = randomBytes(400_000);
    const name = feed.publish({ version: newer, content });
    feed.cuts.push(150_000, 0, 0, 0);
    const before = await consoleOn();
    await before.service.check();
    await before.service.download();
    expect(codeOf(before.state())).toBe('network.reset');
    const after = updatesOn(profile.folder, { publicKeys: [feed.publicKey] });
    await after.service.check();
    await after.service.download();
    expect(after.state().state).toBe('ready');
    expect(feed.requestsFor(name).at(-1)?.range).toMatch(/^bytes=[1-9]\d*-$/);
  });

  test('begins again where the server knows no ranges', async () => {
    const content = randomBytes(400_000);
    feed.publish({ version: newer, content });
    feed.ignoreRanges();
    feed.cuts.push(150_000);
    const { service, state } = await consoleOn();
    await service.check();
    await service.download();
    expect(state().state).toBe('ready');
  });

  test('begins again when what was kept is damaged', async () => {
    const content = randomBytes(400_000);
    feed.publish({ version: newer, content });
    feed.cuts.push(150_000, 0, 0, 0);
    const { service, state } = await consoleOn();
    await service.check();
    await service.download();
    const parts = path.join(profile.folder, 'updates', 'parts');
    const [part = ''] = readdirSync(parts);
    writeFileSync(path.join(parts, part), Buffer.alloc(1000));
    await service.check();
    await service.download();
    expect(state().state).toBe('ready');
  });

  test.skipIf(process.platform === 'win32')('does not go on through a link in the place of what was kept', async () => {
    feed.publish({ version: newer, content: randomBytes(400_000) });
    feed.cuts.push(150_000, 0, 0, 0);
    const { service, state } = await consoleOn();
    await service.check();
    await service.download();
    const parts = path.join(profile.folder, 'updates', 'parts');
    const [part = ''] = readdirSync(parts);
    const target = path.join(profile.folder, 'somebody’s file');
    writeFileSync(target, 'theirs');
    rmSync(path.join(parts, part));
    symlinkSync(target, path.join(parts, part));
    await service.check();
    await service.download();
    expect([state().state, readFileSync(target, 'utf8')]).toEqual(['ready', 'theirs']);
  });

  test('can be stopped, and keeps what has come', async () => {
    const content = randomBytes(400_000);
    const name = feed.publish({ version: newer, content });
    feed.stallAfter(150_000);
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
    expect(feed.requestsFor(name).at(-1)?.range).toMatch(/^bytes=[1-9]\d*-$/);
  });
});

describe('a staged roll-out', () => {
  test('of no computers holds a version back, and says so', async () => {
    feed.publish({ version: newer, staging: 0 });
    const { service, state } = await consoleOn();
    await service.check();
    expect(state()).toEqual({ state: 'idle', heldBack: newer });
    await service.download();
    expect(feed.requestsFor('voxanne-console')).toEqual([]);
  });

  test('of all computers offers it', async () => {
    feed.publish({ version: newer, staging: 100 });
    const { service, state } = await consoleOn();
    await service.check();
    expect(state().state).toBe('available');
  });

  test('a computer stays in or out of it: its place is kept, and never sent', async () => {
    feed.publish({ version: newer, staging: 50 });
    const first = await consoleOn();
    await first.service.check();
    const place = readFileSync(path.join(profile.folder, 'updates', '.updaterId'), 'utf8');
    const again = updatesOn(profile.folder, { publicKeys: [feed.publicKey] });
    await again.service.check();
    expect(again.state().state).toBe(first.state().state);
    expect(readFileSync(path.join(profile.folder, 'updates', '.updaterId'), 'utf8')).toBe(place);
  });
});

describe('an installation waits', () => {
  test('for the test that runs and the dialog that is open, says so, and goes on by itself', async () => {
    feed.publish({ version: newer });
    const { service, state, running, handedOver, restarts } = await consoleOn();
    await service.check();
    await service.download();
    running.push('test');
    service.holdForWindow(true);
    await service.install();
    expect(state()).toMatchObject({ state: 'ready', install: { waitsFor: ['test', 'window'] } });
    running.pop();
    service.lookAgain();
    expect(state()).toMatchObject({ install: { waitsFor: ['window'] } });
    expect(handedOver).toEqual([]);
    service.holdForWindow(false);
    await expect.poll(restarts).toBe(1);
    expect(handedOver).toHaveLength(1);
  });

  test('and the restart too, for what was begun while the installer asked for the password', async () => {
    feed.publish({ version: newer });
    const { service, state, running, installer, handedOver, restarts } = await consoleOn();
    await service.check();
    await service.download();
    installer.asks = async () => void running.push('test');
    await service.install();
    expect(state()).toMatchObject({ state: 'ready', install: { waitsFor: ['test'] } });
    expect(restarts()).toBe(0);
    running.pop();
    service.lookAgain();
    await expect.poll(restarts).toBe(1);
    expect(handedOver).toHaveLength(1);
  });

  test('and can be called off meanwhile', async () => {
    feed.publish({ version: newer });
    const { service, state, running, handedOver } = await consoleOn();
    await service.check();
    await service.download();
    running.push('sign-in');
    await service.install();
    service.cancel();
    expect(state()).toMatchObject({ state: 'ready', install: null });
    running.pop();
    service.lookAgain();
    expect(handedOver).toEqual([]);
  });
});
