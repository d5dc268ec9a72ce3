/** Updates against a real feed on this computer: what is offered, held back and waited for. */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { feedName } from '../../../src-main/updates/feed';
import { updateError } from '../../../src-main/updates/update-error';
import { codeOf, feedForEachTest, newer } from './console-on-feed';
import { updatesOn } from './updates-on';

const { at, consoleOn } = feedForEachTest();

describe('before a feed is configured', () => {
  test('updates are off, and nothing is asked', async () => {
    const { service, state } = updatesOn(at.profile.folder, { publicKeys: [at.feed.publicKey] });
    await service.checkWhenDue();
    expect(state()).toEqual({ state: 'off', reason: 'no-feed' });
    await expect(service.check()).rejects.toMatchObject({ data: { code: 'update.off' } });
    expect(at.feed.asked).toEqual([]);
  });

  test('a program without a key never asks', async () => {
    const { service, state } = await consoleOn({ publicKeys: [] });
    await service.checkWhenDue();
    expect(state()).toEqual({ state: 'off', reason: 'no-key' });
    expect(at.feed.asked).toEqual([]);
  });

  test.each([
    'http://updates.example/',
    'http://127.0.0.1:1/',
    'ftp://updates.example/',
    'https://name:word@updates.example/',
    'updates.example',
  ])('%s is no address of a feed for a release', async (address) => {
    const { service } = updatesOn(at.profile.folder, {
      publicKeys: [at.feed.publicKey],
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
    at.feed.publish({ version: newer, notes: '<b>Faster</b> list\n\u001b[31m- and calmer\u202e', content });
    const { service, state, recorded, handedOver, restarts, published } = await consoleOn();
    await service.check();
    expect(state()).toMatchObject({
      state: 'available',
      offer: { version: newer, notes: 'Faster  list\n[31m- and calmer', size: content.length },
    });
    expect(at.feed.asked.map(({ name }) => name)).toEqual([feedName(), `${feedName()}.sig`]);

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
    at.feed.publish({ version: newer, notes: 'Faster list' });
    const before = await consoleOn();
    await before.service.check();
    await before.service.download();
    await before.service.install();
    const after = updatesOn(at.profile.folder, { publicKeys: [at.feed.publicKey], version: newer });
    await after.service.takeUp();
    expect(after.service.snapshot().news).toEqual({ from: '1.0.0-rehearsal.1', version: newer, notes: 'Faster list' });
    expect(after.recorded).toMatchObject([{ action: 'update.installed', outcome: 'succeeded' }]);
    expect(readdirSync(path.join(at.profile.folder, 'updates'))).not.toContain('download');
    await after.service.check();
    expect(after.state()).toEqual({ state: 'idle', heldBack: null });
    after.service.dismissNews();
    expect(
      updatesOn(at.profile.folder, { publicKeys: [at.feed.publicKey], version: newer }).service.snapshot().news,
    ).toBeNull();
  });

  test('an installation that did not take is said after the restart', async () => {
    at.feed.publish({ version: newer });
    const before = await consoleOn();
    await before.service.check();
    await before.service.download();
    await before.service.install();
    const after = updatesOn(at.profile.folder, { publicKeys: [at.feed.publicKey] });
    await after.service.takeUp();
    expect(codeOf(after.state())).toBe('update.install-failed');
    expect(after.recorded).toMatchObject([{ action: 'update.installed', outcome: 'failed' }]);
  });

  test('when the administrator’s password is not given, nothing changes and the command is told', async () => {
    at.feed.publish({ version: newer });
    const { service, state, installer, restarts } = await consoleOn();
    await service.check();
    await service.download();
    installer.refuses = updateError('install-refused', 'sudo dpkg -i /there.deb');
    await service.install();
    expect(state()).toMatchObject({ state: 'failed', error: { code: 'update.install-refused' } });
    expect(restarts()).toBe(0);
    // It is still on the disk: nothing is downloaded again.
    installer.refuses = null;
    const packages = at.feed.asked.length;
    await service.download();
    await service.install();
    expect(at.feed.asked).toHaveLength(packages);
    expect(restarts()).toBe(1);
  });

  test('a copy that no package installed is told of it, and can’t take it', async () => {
    at.feed.publish({ version: newer });
    const { service, state } = await consoleOn({ installedBy: null });
    await service.check();
    expect(state().state).toBe('available');
    await expect(service.download()).rejects.toMatchObject({ data: { code: 'update.not-installable' } });
  });

  test('one without a file for this kind of installation is refused', async () => {
    at.feed.publish({ version: newer, file: 'voxanne-console.AppImage' });
    const { service, state } = await consoleOn();
    await service.check();
    expect(codeOf(state())).toBe('update.no-package');
  });

  test('the feed is asked once a day by itself, and not where a person switched that off', async () => {
    at.feed.publish({ version: newer });
    const { service, state } = await consoleOn();
    await service.configure({ automatic: false });
    await service.checkWhenDue();
    expect(at.feed.asked).toEqual([]);
    await service.configure({ automatic: true });
    await service.checkWhenDue();
    expect(state().state).toBe('available');
    const next = updatesOn(at.profile.folder, { publicKeys: [at.feed.publicKey] });
    const asked = at.feed.asked.length;
    await next.service.checkWhenDue();
    expect(at.feed.asked).toHaveLength(asked);
  });
});

describe('a staged roll-out', () => {
  test('of no computers holds a version back, and says so', async () => {
    at.feed.publish({ version: newer, staging: 0 });
    const { service, state } = await consoleOn();
    await service.check();
    expect(state()).toEqual({ state: 'idle', heldBack: newer });
    await service.download();
    expect(at.feed.requestsFor('voxanne-console')).toEqual([]);
  });

  test('of all computers offers it', async () => {
    at.feed.publish({ version: newer, staging: 100 });
    const { service, state } = await consoleOn();
    await service.check();
    expect(state().state).toBe('available');
  });

  test('a computer stays in or out of it: its place is kept, and never sent', async () => {
    at.feed.publish({ version: newer, staging: 50 });
    const first = await consoleOn();
    await first.service.check();
    const place = readFileSync(path.join(at.profile.folder, 'updates', '.updaterId'), 'utf8');
    const again = updatesOn(at.profile.folder, { publicKeys: [at.feed.publicKey] });
    await again.service.check();
    expect(again.state().state).toBe(first.state().state);
    expect(readFileSync(path.join(at.profile.folder, 'updates', '.updaterId'), 'utf8')).toBe(place);
  });
});

describe('an installation waits', () => {
  test('for the test that runs and the dialog that is open, says so, and goes on by itself', async () => {
    at.feed.publish({ version: newer });
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
    at.feed.publish({ version: newer });
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
    at.feed.publish({ version: newer });
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
