import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { SetupStepper } from '../../src-renderer/screens/setup/setup-stepper';
import type { SetupStep } from '../../src-shared/organizations/organization';
import { setupSteps } from '../../src-shared/setup/setup-steps';
import { renderInTheme } from './setup/render';

const button = (name: string) => page.getByRole('button', { name, exact: true });
const names = () => [...document.querySelectorAll('nav button')].map((one) => one.ariaLabel);

test('each step can be opened, and says whether its work is done', async () => {
  const onOpen = vi.fn();
  await renderInTheme(<SetupStepper current="twilio" done={new Set<SetupStep>(['clinic'])} onOpen={onOpen} />);
  expect(names()).toEqual(setupSteps.map(({ id, label }) => (id === 'clinic' ? 'Clinic, done' : label)));
  await expect.element(button('Twilio')).toHaveAttribute('aria-current', 'step');
  await button('Handoff').click();
  await button('Clinic, done').click();
  expect(onOpen.mock.calls).toEqual([['handoff'], ['clinic']]);
});

test('the step that is open is not opened again', async () => {
  const onOpen = vi.fn();
  await renderInTheme(<SetupStepper current="twilio" done={new Set<SetupStep>()} onOpen={onOpen} />);
  await button('Twilio').click();
  expect(onOpen).not.toHaveBeenCalled();
});

test('before there is a clinic, no other step can be opened', async () => {
  await renderInTheme(<SetupStepper current="clinic" done={new Set<SetupStep>()} onOpen={null} />);
  for (const { id, label } of setupSteps) {
    if (id === 'clinic') await expect.element(button(label)).toBeEnabled();
    else await expect.element(button(label)).toBeDisabled();
  }
});
