import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { toast } from '../../src-renderer/console/toast';
import { ToastsHost } from '../../src-renderer/shell/toasts-host';
import { renderInTheme } from './setup/render';

/** Files of the package that draws toasts. */
const read = () =>
  performance.getEntriesByType('resource').filter(({ name }) => /mantine.notifications(?!.*\.css)/.test(name));

test('nothing that draws toasts is read before the first one, which is shown all the same', async () => {
  await renderInTheme(<ToastsHost />);
  expect(read()).toEqual([]);
  toast({ tone: 'good', title: 'Name copied', message: 'Sunrise Dental' });
  await expect.element(page.getByText('Name copied')).toBeVisible();
  expect(read()).not.toEqual([]);
  toast({ tone: 'bad', title: 'Not copied' });
  await expect.element(page.getByText('Not copied')).toBeVisible();
  await page.getByRole('status').filter({ hasText: 'Name copied' }).getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(page.getByText('Name copied')).not.toBeInTheDocument();
});

test('a name in a toast reads in its own direction', async () => {
  await renderInTheme(<ToastsHost />);
  toast({ tone: 'good', title: 'مركز الأسنان', message: 'عيادة' });
  await expect.element(page.getByText('مركز الأسنان')).toHaveAttribute('dir', 'auto');
  await expect.element(page.getByText('عيادة')).toHaveAttribute('dir', 'auto');
});

test('a toast covers none of the buttons at the foot of a page', async () => {
  await renderInTheme(
    <>
      <footer style={{ position: 'fixed', insetInline: 0, bottom: 0, height: '3.75rem' }}>Save and continue</footer>
      <ToastsHost />
    </>,
  );
  toast({ tone: 'good', title: 'Sunrise Dental was removed' });
  const shown = page.getByRole('status').filter({ hasText: 'Sunrise Dental was removed' });
  await expect.element(shown).toBeVisible();
  const foot = page.getByText('Save and continue').element().getBoundingClientRect();
  expect(shown.element().getBoundingClientRect().bottom).toBeLessThanOrEqual(foot.top);
});
