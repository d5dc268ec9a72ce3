/** What a workspace keeps open, and that it closes all of it, in order, whatever else fails. */
import { describe, expect, test } from 'vitest';
import { compose } from '../../../../src-main/compose';
import { createJoined } from '../../../../src-main/joined';
import type { PracticeProviders } from '../../../../src-main/practice/practice-providers';
import { resumeUnfinishedWork } from '../../../../src-main/unfinished-work';
import { endpointsAt } from '../../../fakes/endpoints';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import { clinicWithCredential, codeOf, newProfileDir, note, platformOf, storageOf, vaultIn } from '../vault/profile';

async function workspaceIn(dir: string, keyStore = new FakeKeyStore(), practice: PracticeProviders | null = null) {
  const faults: string[] = [];
  const workspace = await compose({
    platform: platformOf(dir),
    env: { VOXANNE_TWILIO_URL: 'http://127.0.0.1:9', VOXANNE_GOOGLE_URL: 'http://127.0.0.1:9' },
    keyStore,
    publish: () => undefined,
    logger: {
      info: () => undefined,
      warn: () => undefined,
      fault: (where, thrown) => void faults.push(`${where}: ${thrown instanceof Error ? thrown.message : thrown}`),
    },
    practice,
  });
  return { workspace, faults };
}

describe('a workspace that closes', () => {
  const stubborn = (): PracticeProviders => ({
    endpoints: endpointsAt({}),
    scenarios: () => {
      throw new Error('not needed');
    },
    networks: {} as PracticeProviders['networks'],
    texts: () => [],
    close: () => Promise.reject(new Error('the port is stuck')),
  });

  test('drops its keys and its database although a part of it can’t be closed, and logs which', async () => {
    const { workspace, faults } = await workspaceIn(newProfileDir(), new FakeKeyStore(), stubborn());
    const storage = storageOf(workspace.vault);
    const { credentials } = await workspace.connections();
    credentials.forgetHeld = () => {
      throw new Error('it holds on');
    };
    await clinicWithCredential(storage);
    await workspace.close();
    expect(workspace.vault.storage).toBeNull();
    expect(
      await codeOf(
        storage.organizations.add({ name: 'New', timeZone: 'UTC', country: 'US' }, note('organization.changed')),
      ),
    ).toBe('vault.closed');
    expect(faults).toEqual(['closing connections: it holds on', 'closing the workspace: the port is stuck']);
  });

  test('twice at once closes once, and makes no connections afterwards', async () => {
    const { workspace, faults } = await workspaceIn(newProfileDir());
    await Promise.all([workspace.close(), workspace.close()]);
    expect(faults).toEqual([]);
    expect(await codeOf(() => workspace.connections())).toBe('vault.closed');
    expect(await codeOf(() => workspace.services())).toBe('vault.closed');
  });
});

describe('services of a database', () => {
  class Services {
    closed = false;
    constructor(
      readonly key: string,
      private readonly log: string[],
    ) {
      log.push(`made ${key}`);
    }
    async close() {
      await new Promise((resolve) => setImmediate(resolve));
      this.closed = true;
      this.log.push(`closed ${this.key}`);
      if (this.key === 'stubborn') throw new Error('it does not close');
    }
  }
  const joinedServices = () => {
    const log: string[] = [];
    const failed: unknown[] = [];
    const joined = createJoined<string, Services>({
      make: async (key) => new Services(key, log),
      closeFailed: (thrown) => void failed.push(thrown),
    });
    return { joined, log, failed };
  };

  test('are closed before those of another are made, also when both are asked for at once', async () => {
    const { joined, log } = joinedServices();
    const [one, again, other] = await Promise.all([joined.for('one'), joined.for('one'), joined.for('other')]);
    expect(again).toBe(one);
    expect(one.closed).toBe(true);
    expect(other.closed).toBe(false);
    expect(log).toEqual(['made one', 'closed one', 'made other']);
  });

  test('that can’t be closed don’t keep the next from being made', async () => {
    const { joined, log, failed } = joinedServices();
    await joined.for('stubborn');
    await joined.for('next');
    expect(log).toEqual(['made stubborn', 'closed stubborn', 'made next']);
    expect(failed).toHaveLength(1);
  });

  test('are closed as soon as their database is another one', async () => {
    const { workspace } = await workspaceIn(
      newProfileDir(),
      Object.assign(new FakeKeyStore(), { failure: { state: 'unavailable' } }),
    );
    const before = await workspace.connections();
    let closed = 0;
    const { forgetHeld } = before.credentials;
    before.credentials.forgetHeld = () => {
      closed += 1;
      forgetHeld.call(before.credentials);
    };
    await workspace.vault.useMemory();
    const after = await workspace.connections();
    expect(after).not.toBe(before);
    expect(closed).toBe(1);
    await workspace.close();
  });
});

describe('unfinished work', () => {
  /** A clinic whose last test was interrupted, so that there is a run to resume. */
  const withCutOffRun = async (vault: Awaited<ReturnType<typeof vaultIn>>) => {
    const { organizationId } = await clinicWithCredential(storageOf(vault));
    await storageOf(vault).forOrganization(organizationId).tests.begin(
      {
        provider: 'twilio',
        simulated: true,
        startedAt: new Date().toISOString(),
        startedBy: 'somebody',
        subject: '+14155550134',
        recipient: null,
        steps: [],
      },
      { action: 'test.started', outcome: 'succeeded', detail: '', simulated: true },
    );
  };
  const fakeWork = (vault: Awaited<ReturnType<typeof vaultIn>>, failures = 0) => {
    const begun: unknown[] = [];
    let left = failures;
    const faults: string[] = [];
    resumeUnfinishedWork(
      {
        vault,
        clinicStorage: () => vault.storage,
        signal: new AbortController().signal,
        connections: (async () => {
          if (left > 0) {
            left -= 1;
            throw new Error('not yet');
          }
          begun.push(vault.storage);
          return {
            credentials: { retryRevocations: async () => undefined },
            tests: { recover: async () => undefined },
          };
        }) as never,
      },
      { fault: (where, thrown) => void faults.push(`${where}: ${thrown}`) },
      0,
    );
    return { begun, faults };
  };
  const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

  test('of a database that a kit brought is taken up at once, although the vault looks as before', async () => {
    const made = await vaultIn(newProfileDir(), new FakeKeyStore());
    await withCutOffRun(made);
    const kit = `${newProfileDir()}/kit`;
    await made.exportKit('four words for a kit', kit);
    const dir = newProfileDir();
    const keyStore = new FakeKeyStore();
    await (await vaultIn(dir, keyStore)).close();
    const vault = await vaultIn(dir, keyStore);
    const { begun } = fakeWork(vault);
    await turn();
    expect(begun).toEqual([]);
    await vault.restoreKit(kit, 'four words for a kit');
    await expect.poll(() => begun).toEqual([vault.storage]);
  });

  test('there is none: the services that talk to providers are not read', async () => {
    const vault = await vaultIn(newProfileDir(), new FakeKeyStore());
    await clinicWithCredential(storageOf(vault));
    const { begun, faults } = fakeWork(vault);
    await turn();
    expect([begun, faults]).toEqual([[], []]);
  });

  test('that could not be taken up is taken up when the vault opens again', async () => {
    const keyStore = new FakeKeyStore();
    const vault = await vaultIn(newProfileDir(), keyStore);
    await withCutOffRun(vault);
    const { begun, faults } = fakeWork(vault, 1);
    await expect.poll(() => [begun.length, faults.length]).toEqual([0, 1]);
    await vault.lock();
    await vault.retry();
    await expect.poll(() => begun).toHaveLength(1);
  });
});
