import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useRouter } from '../../src-renderer/router/router';
import { CommandPalette } from '../../src-renderer/shell/command-palette';
import { clinic } from '../unit/renderer/clinics/clinics-fixture';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

const field = page.getByRole('combobox', { name: 'Search commands and clinics' });
const option = (name: string | RegExp) => page.getByRole('option', { name });
const selected = () => document.querySelector('[role=option][aria-selected=true]');

beforeEach(async () => {
  useRouter.setState({ route: { screen: 'clinics' }, moves: 0 });
  await openConsole([
    clinic(1, { name: 'Harbor Dental', status: 'needs-attention', attention: 'Twilio sign-in has ended' }),
    clinic(2, { name: 'Hill Dental' }),
    { ...clinic(3, { name: 'Lake Dental' }), connections: { stripe: { rungs: 'ppuuu', times: [], mode: 'test' } } },
    { ...clinic(4, { name: 'Lake Clinic' }), connections: { stripe: { rungs: 'ppuuu', times: [], mode: 'live' } } },
  ]);
  await renderInTheme(<CommandPalette request={1} />);
  await expect.element(field).toHaveFocus();
});

test('a screen reader hears a list box whose selected option follows the arrows', async () => {
  await expect.element(page.getByRole('listbox', { name: 'Commands and clinics' })).toBeVisible();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.element(option('Go to Activity')).toHaveAttribute('aria-selected', 'true');
  await expect.element(field).toHaveAttribute('aria-activedescendant', selected()?.id);
  expect(document.querySelectorAll('[role=option][aria-selected=true]')).toHaveLength(1);
});

test('a clinic is found by its name, with what is wrong, and Enter opens it', async () => {
  await userEvent.keyboard('harbor');
  await expect.element(option(/Harbor Dental/)).toHaveTextContent('Twilio sign-in has ended');
  await expect.element(option(/Hill Dental/)).not.toBeInTheDocument();
  await expect.poll(() => selected()?.textContent).toContain('Harbor Dental');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => useRouter.getState().route).toEqual({ screen: 'clinic', organizationId: clinic(1).id });
});

test.each([
  ['settings', { screen: 'settings' }],
  ['documentation', { screen: 'help' }],
])('a command goes where it says: %s', async (typed, route) => {
  await userEvent.keyboard(`${typed}{Enter}`);
  await expect.poll(() => useRouter.getState().route).toEqual(route);
});

test('where nothing fits, it says so and Enter does nothing', async () => {
  await userEvent.keyboard('zzz');
  await expect.element(page.getByText('Nothing is called “zzz”.')).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(field).toHaveAttribute('aria-expanded', 'false');
  expect(useRouter.getState().moves).toBe(0);
});

test('a clinic whose account is only for trying is marked; one that works for real is not', async () => {
  await userEvent.keyboard('lake');
  await expect.element(option(/Lake Dental/)).toHaveTextContent('Test mode');
  await expect.element(option(/Lake Clinic/)).toBeVisible();
  await expect.element(option(/Lake Clinic/)).not.toHaveTextContent(/Test mode|Live/);
});

test('a name reads in its own direction', async () => {
  await userEvent.keyboard('harbor');
  await expect.element(page.getByText('Harbor Dental')).toHaveAttribute('dir', 'auto');
  await expect.element(page.getByText('Twilio sign-in has ended', { exact: false })).toHaveAttribute('dir', 'auto');
});
