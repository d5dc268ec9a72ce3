/** What locking a workspace ends, what it keeps, and what comes back. */
import { describe, expect, test } from 'vitest';
import { compose } from '../../../../src-main/compose';
import { resumeUnfinishedWork } from '../../../../src-main/unfinished-work';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import { clinicWithCredential, codeOf, newProfileDir, platformOf, storageOf } from '../vault/profile';

async function workspaceIn(keyStore = new FakeKeyStore()) {
  const workspace = await compose({
    platform: platformOf(newProfileDir()),
    env: { VOXANNE_TWILIO_URL: 'http://127.0.0.1:9', VOXANNE_GOOGLE_URL: 'http://127.0.0.1:9' },
    keyStore,
    publish: () => undefined,
    logger: { info: () => undefined, warn: () => undefined, fault: () => undefined },
    practice: null,
  });
  return { workspace, keyStore, storage: storageOf(workspace.vault) };
}

describe('a locked workspace', () => {
  test('opens nothing that is sealed until it is unlocked, and everything then', async () => {
    const { workspace, storage } = await workspaceIn();
    const { open } = await clinicOf(storage);
    await workspace.lock();
    expect(workspace.vault.state()).toEqual({ state: 'locked' });
    expect(workspace.vault.opensForChecks()).toBe(false);
    expect(await codeOf(open())).toBe('vault.locked');
    expect((await workspace.vault.retry()).state).toBe('ready');
    expect(await open()).toBeTruthy();
    await workspace.close();
  });

  test('has stopped what ran, and forgotten what was typed and not saved', async () => {
    const { workspace } = await workspaceIn();
    const before = await workspace.connections();
    const ended: string[] = [];
    const watch = <Name extends string>(service: Record<Name, () => unknown>, end: Name) => {
      const act = service[end];
      service[end] = () => {
        ended.push(end);
        return act.call(service);
      };
    };
    watch<'stopAll'>(before.tests, 'stopAll');
    watch<'stopAll'>(before.signIns, 'stopAll');
    watch<'forgetHeld'>(before.credentials, 'forgetHeld');
    watch<'close'>(before.checkAll, 'close');
    await workspace.lock();
    expect(ended.toSorted()).toEqual(['close', 'forgetHeld', 'stopAll', 'stopAll']);
    expect(await workspace.connections()).not.toBe(before);
    await workspace.close();
  });

  test('keeps its key for background checks only where the person chose that, and shows itself as locked', async () => {
    const { workspace, storage } = await workspaceIn();
    const { open } = await clinicOf(storage);
    await workspace.settings.update({ checksWhileLocked: true });
    await workspace.lock();
    expect(workspace.vault.state()).toEqual({ state: 'locked' });
    expect(workspace.vault.opensForChecks()).toBe(true);
    expect(await open()).toBeTruthy();
    // Calls of a person are still refused.
    expect(await codeOf(workspace.vault.exportKit('four words for a kit', '/nowhere/kit'))).toBe('vault.locked');
    await workspace.close();
  });

  test('keeps that key also while the keychain says no to the person, and takes the real one after', async () => {
    const { workspace, keyStore, storage } = await workspaceIn();
    const { open } = await clinicOf(storage);
    await workspace.settings.update({ checksWhileLocked: true });
    await workspace.lock();
    keyStore.failure = { state: 'denied' };
    expect(await workspace.vault.retry()).toEqual({ state: 'denied' });
    expect(await open()).toBeTruthy();
    keyStore.failure = null;
    expect((await workspace.vault.retry()).state).toBe('ready');
    expect(await open()).toBeTruthy();
    await workspace.settings.update({ checksWhileLocked: false });
    await workspace.lock();
    expect(await codeOf(open())).toBe('vault.locked');
    await workspace.close();
  });

  test('takes up after the unlocking what the lock has stopped, once', async () => {
    const { workspace } = await workspaceIn();
    const { vault, connections, signal, clinicStorage } = workspace;
    const { organizations } = storageOf(vault);
    let looks = 0;
    const look = organizations.unfinishedRuns;
    organizations.unfinishedRuns = () => {
      looks += 1;
      return look();
    };
    const takeUp = resumeUnfinishedWork({ vault, clinicStorage, signal, connections }, { fault: () => undefined }, 0);
    await expect.poll(() => looks).toBe(1);
    await workspace.lock();
    await vault.retry();
    takeUp();
    await expect.poll(() => looks).toBe(2);
    await workspace.close();
  });

  test('in memory alone keeps its key, which is nowhere else, and stops what ran', async () => {
    const { workspace } = await workspaceIn(
      Object.assign(new FakeKeyStore(), { failure: { state: 'unavailable' as const } }),
    );
    await workspace.vault.useMemory();
    const { open } = await clinicOf(storageOf(workspace.vault));
    const before = await workspace.connections();
    await workspace.lock();
    expect(workspace.vault.state()).toMatchObject({ state: 'ready', protection: 'memory' });
    expect(await open()).toBeTruthy();
    expect(await workspace.connections()).not.toBe(before);
    await workspace.close();
  });
});

async function clinicOf(storage: ReturnType<typeof storageOf>) {
  const scope = await clinicWithCredential(storage);
  return { open: () => scope.credentials.open('twilio') };
}
