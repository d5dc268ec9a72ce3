import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { AboutDialog } from '../../src-renderer/console/dialogs/about-dialog';
import type { About } from '../../src-shared/support/about';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';

const about = (version: string): About => ({
  versions: [
    { name: 'Voxanne Console', version },
    { name: 'Electron', version: '45.4.1' },
    { name: 'Chromium', version: '150.0.1' },
    { name: 'Node.js', version: '24.2.0' },
  ],
  ownLicence: 'MIT License',
  licences: [
    { name: 'react', version: '19.3.1', licence: 'MIT', text: 'Copyright Meta' },
    { name: '@fontsource-variable/inter', version: '5.3.0', licence: 'OFL-1.1', text: 'SIL OPEN FONT LICENSE' },
  ],
});
const draw = () => renderInTheme(<AboutDialog onClose={() => undefined} />);
const dialog = () => page.getByRole('dialog', { name: 'About Voxanne Console' });

test('names the product, what it is made of, and the licence of everything in it', async () => {
  fake.succeed('app.about', about('1.2.0'));
  await draw();
  await expect.element(dialog()).toHaveTextContent(/Version 1\.2\.0.*Electron45\.4\.1.*Chromium150\.0\.1.*Node\.js24/);
  await expect.element(dialog()).not.toHaveTextContent('Rehearsal');
  await page.getByText('react 19.3.1').click();
  await expect.element(page.getByRole('region', { name: 'Licence of react' })).toHaveTextContent('Copyright Meta');
  await page.getByRole('textbox', { name: 'Find a package or a licence' }).fill('ofl');
  await expect.element(page.getByText('@fontsource-variable/inter 5.3.0')).toBeVisible();
  await expect.element(page.getByText('react 19.3.1')).not.toBeInTheDocument();
});

test('a rehearsal says that it is one, and its versions can be copied', async () => {
  fake.succeed('app.about', about('1.2.0-rehearsal.7'));
  fake.succeed('app.copyText', {});
  await draw();
  await expect.element(dialog()).toHaveTextContent('Rehearsal, not published');
  await page.getByRole('button', { name: 'Copy versions' }).click();
  await expect
    .poll(() => fake.requestsOf('app.copyText'))
    .toEqual([
      {
        text: 'Voxanne Console 1.2.0-rehearsal.7\nElectron 45.4.1\nChromium 150.0.1\nNode.js 24.2.0',
        kind: 'document',
      },
    ]);
});
