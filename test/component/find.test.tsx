/** `Find` of the menu goes to the search field of the screen. */
import { lazy, Suspense } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { useRouter } from '../../src-renderer/router/router';
import { ClinicSearch } from '../../src-renderer/screens/clinics/clinic-search';
import { PaletteHost } from '../../src-renderer/shell/palette-host';
import { clinic } from '../unit/renderer/clinics/clinics-fixture';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

/** A window with one screen that can be searched. */
function Screens() {
  const screen = useRouter(({ route }) => route.screen);
  return (
    <>
      <PaletteHost />
      {screen === 'clinics' && <ClinicSearch />}
    </>
  );
}
const search = page.getByRole('textbox', { name: 'Search clinics' });

test('on its screen, and from a screen without one to that of the clinics', async () => {
  await openConsole([clinic(1)]);
  useRouter.setState({ route: { screen: 'clinics' } });
  await renderInTheme(<Screens />);
  await search.fill('sun');
  (document.activeElement as HTMLElement).blur();
  fake.emit('app.navigate', { to: 'find' });
  await expect.element(search).toHaveFocus();
  useRouter.setState({ route: { screen: 'settings' } });
  await expect.element(search).not.toBeInTheDocument();
  fake.emit('app.navigate', { to: 'find' });
  await expect.element(search).toHaveFocus();
});

afterEach(() => void vi.useRealTimers());

test('a screen that is long in coming has the focus in its field once there, unless the person went on', async () => {
  await openConsole([clinic(1)]);
  for (const goesOn of [false, true]) {
    let come: () => void = () => undefined;
    const Late = lazy(async () => {
      await new Promise<void>((resolve) => {
        come = resolve;
      });
      return { default: ClinicSearch };
    });
    useRouter.setState({ route: { screen: 'settings' } });
    const { unmount } = await renderInTheme(
      <>
        <PaletteHost />
        <Suspense>
          <Late />
        </Suspense>
      </>,
    );
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    fake.emit('app.navigate', { to: 'find' });
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    if (goesOn) fake.emit('app.navigate', { to: '/clinics' });
    come();
    await expect.element(search).toBeVisible();
    if (!goesOn) await expect.element(search).toHaveFocus();
    else await expect.element(search).not.toHaveFocus();
    await unmount();
  }
});
