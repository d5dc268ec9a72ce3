import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { reportFault } from '../../src-renderer/report-faults';
import { BrokenPage } from '../../src-renderer/shell/broken-page';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';

function Broken(): never {
  throw new TypeError('no such clinic');
}

test('a page that can’t be drawn says so, is reported, and its report can be copied', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  fake.succeed('app.reportFault', { report: 'the report' });
  fake.succeed('app.copyText', {});
  await renderInTheme(
    <BrokenPage reportFault={reportFault}>
      <Broken />
    </BrokenPage>,
  );
  await expect.element(page.getByRole('heading', { name: 'This page stopped working' })).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Start again' })).toBeVisible();
  expect(fake.requestsOf('app.reportFault')[0]).toMatchObject({ name: 'TypeError', message: 'no such clinic' });
  await page.getByRole('button', { name: 'Copy report' }).click();
  await expect.element(page.getByRole('status')).toHaveTextContent('Copied.');
  expect(fake.requestsOf('app.copyText')).toEqual([{ text: 'the report', kind: 'document' }]);
});
