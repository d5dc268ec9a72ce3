/**
 * `Check all now` over clinics that share Google accounts: one account is asked by one clinic at a time, and others do
 * not wait for it.
 */
import { expect, test } from 'vitest';
import { createCheckAll } from '../../../src-main/checks/check-all';
import type { CheckAllProgress } from '../../../src-shared/organizations/organization';
import { clientFields, openConsole } from './clinic';

test('clinics of one account take turns; other accounts, and other projects of it, run at the same time', async () => {
  const console = await openConsole();
  const add = async (name: string, client: string, account: string) => {
    const id = await console.addClinic(name);
    await console.connect(id, clientFields(client), { account });
    return id;
  };
  const accountOf = new Map<string, string>();
  for (const name of ['A', 'B', 'C']) accountOf.set(await add(name, 'google.full', 'front.desk@'), 'front desk');
  accountOf.set(await add('D', 'google.full', 'office@maple-street.example'), 'maple');
  accountOf.set(await add('E', 'google.testing', 'front.desk@'), 'front desk, other project');
  console.control.setLatency(20);

  const running: string[] = [];
  let atOnce = 0;
  const progress: CheckAllProgress[] = [];
  const credentials = {
    ...console.credentials,
    async attempt(...[clinic, provider, signal]: Parameters<typeof console.credentials.attempt>) {
      const account = accountOf.get(clinic) ?? '';
      expect(running).not.toContain(account);
      running.push(account);
      atOnce = Math.max(atOnce, running.length);
      try {
        return await console.credentials.attempt(clinic, provider, signal);
      } finally {
        running.splice(running.indexOf(account), 1);
      }
    },
  };
  const checkAll = createCheckAll({
    storage: console.storage,
    credentials,
    publish: (event, payload) =>
      void (event === 'organizations.checkAllProgress' && progress.push(payload as CheckAllProgress)),
  });
  expect(await checkAll.start()).toMatchObject({ total: 5 });
  await expect.poll(() => progress.at(-1)?.state).toBe('finished');
  expect(progress.at(-1)).toMatchObject({ done: 5, failed: 0 });
  expect(atOnce).toBe(3);
});

test('when the connections can’t be listed, it says so, and the next start works', async () => {
  const console = await openConsole();
  await console.connect(await console.addClinic());
  let isBroken = true;
  const { organizations } = console.storage;
  const connectionsAfter: typeof organizations.connectionsAfter = (...asked) =>
    isBroken ? Promise.reject(new Error('disk full')) : organizations.connectionsAfter(...asked);
  const storage = { ...console.storage, organizations: { ...organizations, connectionsAfter } };
  const states: string[] = [];
  const checkAll = createCheckAll({
    storage,
    credentials: console.credentials,
    publish: (event, payload) =>
      void (event === 'organizations.checkAllProgress' && states.push((payload as CheckAllProgress).state)),
  });
  await expect(checkAll.start()).rejects.toThrow('disk full');
  isBroken = false;
  expect(await checkAll.start()).toMatchObject({ total: 1 });
  await expect.poll(() => states.at(-1)).toBe('finished');
});

test('cancelling it leaves a person’s own check of the same clinic alone', async () => {
  const console = await openConsole();
  const clinic = await console.addClinic();
  await console.connect(clinic);
  console.control.setLatency(100);
  const ended: string[] = [];
  const checkAll = createCheckAll({
    storage: console.storage,
    credentials: console.credentials,
    publish: (event, payload) =>
      void (event === 'organizations.checkAllProgress' && ended.push((payload as CheckAllProgress).state)),
  });
  await checkAll.start();
  const own = console.credentials.check(clinic, 'google', console.signal);
  checkAll.cancel();
  expect((await own).status).toBe('active');
  await expect.poll(() => ended.at(-1)).toBe('cancelled');
});
