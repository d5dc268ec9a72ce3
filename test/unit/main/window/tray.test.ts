/** The console in the tray: there while a person wants it, and a way back to the window, to the lock and to the end. */
import { beforeEach, expect, test, vi } from 'vitest';
import { createStay } from '../../../../src-main/window/stay';
import { createTray } from '../../../../src-main/window/tray';
import { defaultSettings, type Settings } from '../../../../src-shared/settings/settings';
import { FakeTray } from '../../../fakes/fake-electron';

const login = vi.hoisted(() => ({ asked: [] as [boolean, string][] }));
vi.mock('electron', async () => ({
  Tray: (await import('../../../fakes/fake-electron')).FakeTray,
  Menu: { buildFromTemplate: (items: unknown) => items },
  nativeImage: { createFromPath: (file: string) => ({ resize: () => file }) },
}));
vi.mock('../../../../src-main/window/login-start', () => ({
  startAtLogin: (isWanted: boolean, argument: string) => void login.asked.push([isWanted, argument]),
}));

/** Modules are loaded on the way; a busy computer takes its time. */
const long = { timeout: 30_000 };

beforeEach(() => {
  FakeTray.reset();
  login.asked = [];
});

function deps() {
  const done: string[] = [];
  return {
    done,
    distDir: '/dist',
    showWindow: () => void done.push('window'),
    show: (route: string) => void done.push(route),
    lock: () => void done.push('lock'),
    quit: () => void done.push('quit'),
    env: {},
    logger: { fault: (where: string, thrown: unknown) => void done.push(`${where}: ${String(thrown)}`) },
  };
}
const trays = () => FakeTray.all.filter(({ isDestroyed }) => !isDestroyed);
const settings = (over: Partial<Settings>): Settings => ({ ...defaultSettings, ...over });

test('its click and its menu lead back to the window, to the settings, to the lock and to the end', () => {
  const given = deps();
  createTray(given).keep(true);
  const [tray] = trays();
  expect(tray?.toolTip).toBe('Voxanne Console');
  tray?.emit('click');
  for (const label of ['Open Voxanne Console', 'Settings', 'Lock', 'Quit']) tray?.choose(label);
  expect(given.done).toEqual(['window', 'window', '/settings', 'lock', 'quit']);
});

test('there is one, however often it is asked for; it goes, and comes again', () => {
  const { keep } = createTray(deps());
  keep(false);
  expect(FakeTray.all).toEqual([]);
  keep(true);
  keep(true);
  expect(trays()).toHaveLength(1);
  keep(false);
  keep(false);
  expect(trays()).toEqual([]);
  keep(true);
  expect(trays()).toHaveLength(1);
});

test('the program goes on without a window from the moment that a person wants it, and no longer', async () => {
  const stay = createStay(deps());
  expect(stay.isWanted()).toBe(false);
  stay.apply(settings({ keepInTray: true }), true);
  expect(stay.isWanted()).toBe(true);
  await vi.waitFor(() => expect(trays()).toHaveLength(1), long);
  stay.apply(settings({ keepInTray: false }), true);
  expect(stay.isWanted()).toBe(false);
  await vi.waitFor(() => expect(trays()).toEqual([]), long);
});

test('on and off again at once leaves no tray, and no start with the session', async () => {
  const stay = createStay(deps());
  stay.apply(settings({ keepInTray: true, startAtLogin: true }), true);
  stay.apply(settings({ keepInTray: false, startAtLogin: true }), true);
  await vi.waitFor(() => expect(login.asked.map(([isWanted]) => isWanted)).toEqual([true, false]), long);
  expect(trays()).toEqual([]);
});

test('it starts with the session only if the person wants both; a start itself changes nothing of that', async () => {
  const stay = createStay(deps());
  stay.apply(settings({ keepInTray: true, startAtLogin: true }), false);
  await vi.waitFor(() => expect(trays()).toHaveLength(1), long);
  expect(login.asked).toEqual([]);
  stay.apply(settings({ keepInTray: true, startAtLogin: true }), true);
  stay.apply(settings({ keepInTray: false, startAtLogin: true }), true);
  await vi.waitFor(
    () =>
      expect(login.asked).toEqual([
        [true, '--in-background'],
        [false, '--in-background'],
      ]),
    long,
  );
});

test('who never wants it has no tray made', async () => {
  const stay = createStay(deps());
  stay.apply(settings({}), false);
  stay.apply(settings({}), true);
  await vi.waitFor(() => expect(login.asked).toEqual([[false, '--in-background']]), long);
  expect(FakeTray.all).toEqual([]);
});
