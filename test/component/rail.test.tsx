/** The navigation at the left says wherever one is how many clinics need attention. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Rail } from '../../src-renderer/shell/rail';
import { clinic } from '../unit/renderer/clinics/clinics-fixture';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

const places = page.getByRole('navigation', { name: 'Main' });
const place = (name: string) => places.getByRole('button', { name, exact: true });

test('clinics that need attention are counted beside the name, which stays as it is', async () => {
  await openConsole([
    clinic(1, { status: 'needs-attention', attention: 'Twilio sign-in has ended' }),
    clinic(2, { status: 'needs-attention', attention: 'Twilio sign-in has ended' }),
    clinic(3),
  ]);
  await renderInTheme(<Rail />);
  await expect.element(place('Clinics')).toHaveAttribute('aria-description', '2 clinics need attention');
  await expect.element(place('Clinics')).toHaveTextContent('Clinics2');
  await expect.element(place('Settings')).not.toHaveAttribute('aria-description');
});

test('where none does, nothing is counted', async () => {
  await openConsole([clinic(1)]);
  await renderInTheme(<Rail />);
  await expect.element(place('Clinics')).not.toHaveAttribute('aria-description');
  await expect.element(place('Clinics')).toHaveTextContent(/^Clinics$/);
});
