/** Every item of the menu does something, also where no window is open, as on macOS after the last one was closed. */
import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, expect, test, vi } from 'vitest';
import { installMenu } from '../../../../src-main/window/menu';

const built = vi.hoisted(() => ({ template: [] as unknown[] }));
vi.mock('electron', () => ({
  app: { setAboutPanelOptions: () => undefined, getVersion: () => '1.0.0', getAppPath: () => process.cwd() },
  Menu: {
    buildFromTemplate: (template: unknown[]) => {
      built.template = template;
    },
    setApplicationMenu: () => undefined,
  },
}));
vi.mock('../../../../src-main/program-files', () => ({ programVersion: () => '1.0.0' }));
afterEach(() => vi.unstubAllGlobals());

/** The items of the menu on a system, without separators. */
function itemsOn(platform: NodeJS.Platform) {
  vi.stubGlobal('process', { ...process, platform });
  const done: string[] = [];
  installMenu({
    publish: (event, payload) => void done.push(`${event} ${JSON.stringify(payload)}`),
    showWindow: (then) => {
      done.push('window');
      then();
    },
    lock: () => void done.push('lock'),
    showLogs: () => void done.push('logs'),
    developer: false,
  });
  const items = (built.template as MenuItemConstructorOptions[]).flatMap((menu) =>
    Array.isArray(menu.submenu) ? menu.submenu : [menu],
  );
  return { items: items.filter(({ type }) => type !== 'separator'), done };
}
const press = ({ click }: MenuItemConstructorOptions) => (click as (() => void) | undefined)?.();

test.each(['darwin', 'win32', 'linux'] as const)('on %s every item of ours does something', (platform) => {
  const { items, done } = itemsOn(platform);
  const own = items.filter(({ role }) => role === undefined);
  expect(own.length).toBeGreaterThan(8);
  for (const item of own) {
    done.length = 0;
    press(item);
    expect(done, item.label).not.toEqual([]);
  }
});

test('a place is shown in a window, which is opened first where there is none', () => {
  const { items, done } = itemsOn('darwin');
  const settings = items.find(({ label }) => label === 'Settings');
  press(settings ?? {});
  expect(done).toEqual(['window', 'app.navigate {"to":"/settings"}']);
});

test('on macOS the menu of the program quits, and that of files closes the window', () => {
  const roles = (platform: NodeJS.Platform) => itemsOn(platform).items.map(({ role }) => role);
  expect(roles('darwin')).toEqual(expect.arrayContaining(['appMenu', 'close']));
  expect(roles('darwin')).not.toContain('quit');
  expect(roles('win32')).toContain('quit');
});
