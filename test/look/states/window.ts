/** What opens over any screen, and the pages that belong to none. */
import { ok } from '../../../src-shared/result';
import * as world from '../world';
import { byCommand, inPractice, longName, openPalette, over, quiet, type State, to } from './start';

const minute = 60_000;

export const windowStates: readonly State[] = [
  {
    name: 'palette',
    answers: quiet,
    go: async (page) => {
      await page.getByText('Old Mill Physio').first().waitFor();
      await page.keyboard.press('Control+K');
      await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
    },
  },
  { name: 'documentation', answers: quiet, go: to('/help', 'At a terminal') },
  {
    name: 'about',
    answers: over({
      'app.about': ok({
        versions: [
          { name: 'Voxanne Console', version: '1.4.0' },
          { name: 'Electron', version: '33.2.1' },
        ],
        ownLicence: 'MIT License',
        licences: [{ name: '@fontsource-variable/inter', version: '5.3.0', licence: 'OFL-1.1', text: longName }],
      }),
    }),
    go: byCommand('About Voxanne Console', 'About Voxanne Console'),
  },
  {
    name: 'support-bundle',
    answers: over({
      'support.prepare': ok({
        madeAt: world.ago(minute),
        parts: [
          { id: 'versions', title: 'Versions', text: 'Voxanne Console: 1.4.0\nNode: 24.0.0' },
          { id: 'log', title: 'Log', text: `started ${'a long line of the log '.repeat(12)}` },
        ],
      }),
    }),
    go: async (page) => {
      await byCommand('Support bundle…', 'Support bundle')(page);
      await page.getByText('a long line of the log').first().waitFor({ state: 'attached' });
    },
  },
  {
    name: 'error-gallery',
    answers: over({ 'app.status': inPractice }),
    go: async (page) => {
      await to('/error-gallery')(page);
      await page.getByRole('heading', { level: 1, name: 'Error gallery' }).waitFor();
    },
  },
  {
    name: 'palette-nothing-found',
    answers: quiet,
    go: async (page) => {
      await openPalette(page);
      await page.keyboard.type('xyzzy');
      await page.getByText(/xyzzy/).first().waitFor();
    },
  },
  {
    name: 'error-gallery-code',
    answers: over({ 'app.status': inPractice }),
    go: async (page) => {
      await to('/error-gallery/twilio.20003')(page);
      await page.getByText('20003').first().waitFor();
    },
  },
];
