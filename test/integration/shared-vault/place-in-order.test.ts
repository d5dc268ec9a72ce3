/** Where a console stands in its vault: readings overlap, and the one that saw less may end last. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SharedPlace } from '../../../src-shared/vault/clinics-place';
import { startSharedVault, type TestConsole } from './consoles';
import { holdAnswer, holdNothing } from './held-answer';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;

beforeAll(async () => {
  vault = await startSharedVault();
  anna = vault.anna;
});
afterEach(holdNothing);
afterAll(() => vault.close());

const wholeLog = 'select * from "voxanne"."membership_log"';

const placeOf = async (by: TestConsole): Promise<SharedPlace> => {
  const { sharedVault, vault: own } = await by.workspace();
  if (sharedVault === null) throw new Error('in no shared vault');
  return sharedVault.place(own.requireStorage());
};

test('a reading from before an admission says nothing older than the one after it', async () => {
  const ben = await vault.admit('Ben');
  expect(await placeOf(ben)).toMatchObject({ members: 2 });
  await vault.admit('Cleo');
  const held = holdAnswer(ben, wholeLog);
  const first = placeOf(ben);
  await held.isHeld;
  await vault.admit('Dora');
  const second = await placeOf(ben);
  expect(second).toMatchObject({ members: 4, problem: null });
  held.release();
  expect(await first).toEqual({ ...second, answeredAt: expect.any(String) });
});

test('who waits is a member from then on, also for a reading from before the admission', async () => {
  const { newcomer, words } = await vault.join('Emil');
  const held = holdAnswer(newcomer, wholeLog);
  const first = placeOf(newcomer);
  await held.isHeld;
  await (await anna.admission()).admit('Emil', words);
  const second = await placeOf(newcomer);
  expect(second).toMatchObject({ standing: 'member', members: 5 });
  held.release();
  expect(await first).toEqual({ ...second, answeredAt: expect.any(String) });
});
