import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { GuideBeside } from '../../src-renderer/console/guides/guide-beside';
import { providerDescriptors } from '../../src-shared/providers';
import { renderInTheme } from './setup/render';

const { innerWidth: width, innerHeight: height } = window;
afterEach(() => page.viewport(width, height));

/** As on a page of the wizard, whose width decides. */
async function open(methodId: string, pageWidth: number) {
  await page.viewport(pageWidth, 900);
  await renderInTheme(
    <div style={{ containerType: 'inline-size', width: pageWidth }}>
      <GuideBeside descriptor={providerDescriptors.twilio} methodId={methodId}>
        <label>
          Account SID <input />
        </label>
      </GuideBeside>
    </div>,
  );
}
const guide = (name: string) => page.getByRole('region', { name });

test('a wide window has the guide beside the form, to the way to sign in that is picked', async () => {
  await open('api-key', 1360);
  await expect.element(guide('Make a Twilio API key')).toBeVisible();
  await expect
    .element(page.getByRole('img', { name: /“Copy secret key” at console\.twilio\.com\. Outlined: SID, Secret\./ }))
    .toBeVisible();
  const [form, beside] = [page.getByRole('textbox', { name: 'Account SID' }), guide('Make a Twilio API key')].map(
    (locator) => locator.element().getBoundingClientRect(),
  );
  expect(beside?.left).toBeGreaterThan(form?.right ?? Number.NaN);
  expect(Math.abs((beside?.top ?? 0) - (form?.top ?? Number.NaN))).toBeLessThan(40);
});

test('a window without the room has the form alone, and reads no guide', async () => {
  await open('auth-token', 944);
  await expect.element(page.getByRole('textbox', { name: 'Account SID' })).toBeVisible();
  await expect.element(guide('Find the Twilio auth token')).not.toBeInTheDocument();
  await page.viewport(1360, 900);
  document.querySelector<HTMLElement>('[style*="container-type"]')?.style.setProperty('width', '1360px');
  await expect.element(guide('Find the Twilio auth token')).toBeVisible();
});
