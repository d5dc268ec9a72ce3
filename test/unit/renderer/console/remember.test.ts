import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parseRoute } from '../../../../src-renderer/router/route';
import { ok } from '../../../../src-shared/result';
import { defaultSettings, type Settings } from '../../../../src-shared/settings/settings';
import { FakeBridge } from '../../../fakes/fake-bridge';

let fake: FakeBridge;
let kept: Settings;
let stop: () => void;
let navigate: typeof import('../../../../src-renderer/router/router').navigate;
let route: () => unknown;
let load: () => Promise<void>;

beforeEach(async () => {
  kept = { ...defaultSettings, lastScreen: '/activity' };
  fake = new FakeBridge()
    .answer('app.status', () =>
      ok({
        version: '0.1.0',
        platform: 'linux',
        vault: { state: 'locked' },
        practice: false,
        practiceNetwork: null,
        redirected: [],
        settings: kept,
        keychainName: 'login keyring',
        computer: 'front-desk',
        lock: null,
        locksWith: { screenLock: true, userSwitch: true },
        unlockPrompt: null,
        actor: 'maria',
      }),
    )
    .answer('settings.update', (change) => {
      for (const [key, value] of Object.entries(change)) if (value !== undefined) Object.assign(kept, { [key]: value });
      return ok(kept);
    });
  vi.stubGlobal('window', { voxanne: fake.bridge });
  vi.resetModules();
  const router = await import('../../../../src-renderer/router/router');
  const { useConsole } = await import('../../../../src-renderer/console/use-console');
  const { rememberLastScreen } = await import('../../../../src-renderer/console/remember');
  navigate = router.navigate;
  route = () => router.useRouter.getState().route;
  load = () => useConsole.getState().load();
  stop = rememberLastScreen();
});

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

/** All that a window does before it can be closed: the task that is running ends. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

it('opens where the console was left, and does not write that down again', async () => {
  await load();
  await nextTask();
  expect(route()).toEqual({ screen: 'activity' });
  expect(fake.requestsOf('settings.update')).toEqual([]);
});

it('remembers a screen in the same task that opens it: the page may be closed before the next task', async () => {
  await load();
  navigate('/clinics/one');
  await Promise.resolve();
  expect(kept.lastScreen).toBe('/clinics/one');
});

it('remembers the last of several places', async () => {
  await load();
  navigate('/clinics');
  navigate('/clinics/one');
  navigate('/settings');
  await nextTask();
  expect(fake.requestsOf('settings.update')).toEqual([{ lastScreen: '/settings' }]);
});

it('remembers a place that was asked for before the settings were read, and stays there', async () => {
  navigate('/clinics/one');
  await nextTask();
  await load();
  await nextTask();
  expect(route()).toEqual({ screen: 'clinic', organizationId: 'one' });
  expect(kept.lastScreen).toBe('/clinics/one');
});

it('does not come back to an empty form', async () => {
  await load();
  navigate('/setup');
  await nextTask();
  expect(kept.lastScreen).toBe('/activity');
});

it('comes back to a step that was opened for a new sign-in as it is then: nobody asks for another one', async () => {
  await load();
  navigate('/setup/one/google');
  await nextTask();
  expect(parseRoute(kept.lastScreen)).toEqual({ screen: 'setup', organizationId: 'one', step: 'google', toTest: true });
});
