/** A run over several connections a clinic counts its clinics, and checks those that were picked. */
import { expect, test } from 'vitest';
import { createCheckAll } from '../../../../src-main/checks/check-all';
import type { OrganizationOverview, Storage } from '../../../../src-main/storage/repositories';
import type { ProviderId } from '../../../../src-shared/primitives';
import { allProviders } from '../../../../src-shared/providers';
import { clinic } from '../../renderer/setup/fixtures';

function overview(id: string): OrganizationOverview {
  const credentials = allProviders.map(({ id: provider }) => ({
    provider,
    status: 'active' as const,
    choice: null,
    metadata: {},
    accountKey: `${id} ${provider}`,
    addedAt: clinic.createdAt,
    verifiedAt: null,
    attemptedAt: null,
    expiresAt: null,
    lastError: null,
  }));
  return { organization: { ...clinic, id }, credentials, checks: [], pendingRevocations: [] };
}

const refusal = { code: 'refused', message: '', cause: '', fix: '', retryable: false };

const unreadable = new Error('database disk image is malformed');

/** @param listings what is done before each reading of a list, in order: it may fail, or take its time */
function setUp(...listings: (() => Promise<void>)[]) {
  const list = async () => listings.shift()?.();
  const asked: string[] = [];
  const all = ['a', 'b', 'c'].map(overview);
  const organizations = {
    connectionsAfter: async (after: string) => {
      await list();
      return {
        items: all
          .filter(({ organization }) => organization.id > after)
          .slice(0, 2)
          .flatMap(({ organization: { id, name }, credentials }) =>
            credentials.map(({ provider, accountKey }) => ({ organizationId: id, name, provider, accountKey })),
          ),
        next: after === '' ? 'b' : null,
      };
    },
    overviewsOf: async (ids: readonly string[]) => {
      await list();
      return all.filter(({ organization }) => ids.includes(organization.id));
    },
  };
  const checkAll = createCheckAll({
    storage: { organizations } as unknown as Storage,
    credentials: {
      attempt: async (organizationId: string, provider: ProviderId) => {
        asked.push(`${organizationId} ${provider}`);
        // Two of the connections of b fail: b is one clinic that failed.
        return organizationId === 'b' && provider !== 'google'
          ? { kind: 'disproved', error: refusal, thrown: refusal }
          : { kind: 'proved', connection: { problem: null, status: 'active', ladder: { rungs: [] } } as never };
      },
    },
    publish: () => undefined,
  });
  return { asked, checkAll };
}

test('a clinic is done with the last of its connections, and failed once', async () => {
  const { checkAll } = setUp();
  expect(await checkAll.run(null, {})).toMatchObject({
    total: 9,
    done: 9,
    failed: 2,
    clinics: { total: 3, done: 3, failed: 1, notChecked: 0 },
  });
});

test('only the clinics that were picked are checked', async () => {
  const { asked, checkAll } = setUp();
  expect(await checkAll.start(['c'])).toMatchObject({ total: 3, clinics: { total: 1 } });
  await expect.poll(() => checkAll.isRunning()).toBe(false);
  expect(asked.every((connection) => connection.startsWith('c '))).toBe(true);
});

const failing = () => Promise.reject(unreadable);

test.each<[string, readonly string[] | undefined, number]>([
  ['of all', undefined, 9],
  ['of some', ['c'], 3],
])('a list %s that can’t be read is told, and the next check works', async (_which, ids, total) => {
  const { asked, checkAll } = setUp(failing);
  await expect(checkAll.start(ids)).rejects.toBe(unreadable);
  expect(checkAll.isRunning()).toBe(false);
  expect(checkAll.told()).toBeNull();
  expect(asked).toEqual([]);
  expect(await checkAll.start(ids)).toMatchObject({ state: 'running', total });
  await expect.poll(() => checkAll.told()).toMatchObject({ state: 'finished', done: total });
});

test('whoever joins a run while its list is read is told of the failure too', async () => {
  let fail: (thrown: Error) => void = () => undefined;
  const { checkAll } = setUp(() => new Promise((_resolve, reject) => (fail = reject)));
  const starts = Promise.allSettled([checkAll.start(), checkAll.start()]);
  fail(unreadable);
  const rejected = { status: 'rejected', reason: unreadable };
  expect(await starts).toEqual([rejected, rejected]);
});

test('whoever joins a run is answered once its connections are counted', async () => {
  let read: () => void = () => undefined;
  const { checkAll } = setUp(() => new Promise((resolve) => (read = resolve)));
  const starts = Promise.all([checkAll.start(), checkAll.start()]);
  read();
  expect(await starts).toMatchObject([{ total: 9 }, { total: 9 }]);
});

test('a run whose list can’t be read rejects with it, and the next works', async () => {
  const { checkAll } = setUp(failing);
  await expect(checkAll.run(null, {})).rejects.toBe(unreadable);
  expect(await checkAll.run(null, {})).toMatchObject({ state: 'finished', done: 9 });
});

test('a page that is loaded anew hears of a run once its list was read', async () => {
  let fail: (thrown: Error) => void = () => undefined;
  const { checkAll } = setUp(() => new Promise((_resolve, reject) => (fail = reject)));
  const start = checkAll.start();
  expect(checkAll.isRunning()).toBe(true);
  expect(checkAll.told()).toBeNull();
  fail(unreadable);
  await expect(start).rejects.toBe(unreadable);
  expect(await checkAll.start()).toMatchObject({ total: 9 });
  expect(checkAll.told()).toMatchObject({ state: 'running', total: 9 });
});

test('a person’s cancel ends no run of the background', async () => {
  const { checkAll } = setUp();
  await checkAll.run(null, {});
  const quiet = checkAll.run(null, { isQuiet: true });
  checkAll.cancel();
  expect(await quiet).toMatchObject({ state: 'finished', done: 9 });
});

test('closing ends a run of the background too', async () => {
  const { checkAll } = setUp();
  const quiet = checkAll.run(null, { isQuiet: true });
  checkAll.close();
  expect(await quiet).toMatchObject({ state: 'cancelled' });
});
