/** The error gallery has one scroll area: the page. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { useRouter } from '../../src-renderer/router/router';
import { ErrorGalleryScreen } from '../../src-renderer/screens/error-gallery/error-gallery-screen';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

function Gallery() {
  const route = useRouter((state) => state.route);
  return (
    <div style={{ height: '100vh' }}>
      <ErrorGalleryScreen code={route.screen === 'error-gallery' ? (route.code ?? null) : null} />
    </div>
  );
}

test('a failure higher than the page begins in sight when it is picked, and has no scroll bar of its own', async () => {
  await openConsole([]);
  fake.succeed('practice.scenarios', { credentials: [], recipients: [], networks: [] });
  await renderInTheme(<Gallery />);
  const entries = page.getByRole('navigation', { name: 'Known failures' }).getByRole('button');
  await expect.element(entries.first()).toBeVisible();
  for (const entry of [entries.nth(30), entries.last(), entries.first()]) {
    await entry.click();
    const shown = page.getByText(/is shown like this:$/);
    await expect.element(shown).toBeInViewport();
    const scrollers = [...document.querySelectorAll('*')].filter(
      (element) =>
        element.scrollHeight > element.clientHeight + 1 &&
        ['auto', 'scroll'].includes(getComputedStyle(element).overflowY),
    );
    expect(scrollers.map(({ tagName, className }) => `${tagName} ${className}`)).toHaveLength(1);
  }
});
