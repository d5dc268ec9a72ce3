/** What has the focus does not lose it by being disabled: buttons keep it, fields get it back. */
import { ActionIcon, Button, CloseButton, Menu, PasswordInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { giveFocusBack } from '../../src-renderer/components/returned-focus';
import { ClinicsScreen } from '../../src-renderer/screens/clinics/clinics-screen';
import { clinic } from '../unit/renderer/clinics/clinics-fixture';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

let stop: () => void;
beforeEach(() => {
  stop = giveFocusBack(document);
});
afterEach(() => stop());

const button = (name: string) => page.getByRole('button', { name, exact: true });
const disabledSaid = (element: Element) => element.getAttribute('aria-disabled') === 'true';

/** Works from the click on until `Done` is pressed. */
function Work({ children, heard }: { children: (busy: boolean, work: () => void) => ReactNode; heard: () => void }) {
  const [busy, setBusy] = useState(false);
  return (
    <>
      {children(busy, () => {
        heard();
        setBusy(true);
      })}
      <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={() => setBusy(false)}>
        Done
      </button>
    </>
  );
}

const kinds: [string, (busy: boolean, work: () => void) => ReactNode][] = [
  ['a button', (busy, work) => <Button {...{ disabled: busy, onClick: work }}>Work</Button>],
  ['an icon', (busy, work) => <ActionIcon aria-label="Work" {...{ disabled: busy, onClick: work }} />],
  ['a cross', (busy, work) => <CloseButton aria-label="Work" {...{ disabled: busy, onClick: work }} />],
];

test.each(kinds)('%s that is disabled while it works keeps the focus and does nothing', async (_kind, children) => {
  const heard = vi.fn();
  await renderInTheme(<Work heard={heard}>{children}</Work>);
  const work = button('Work');
  (work.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => disabledSaid(work.element())).toBe(true);
  await expect.element(work).toHaveFocus();
  expect(work.element()).toHaveAttribute('data-disabled');
  await userEvent.keyboard('{Enter} ');
  expect(heard).toHaveBeenCalledTimes(1);
  await button('Done').click();
  await expect.poll(() => disabledSaid(work.element())).toBe(false);
  await expect.element(work).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(heard).toHaveBeenCalledTimes(2);
});

test('once the focus has gone on it is disabled as every other, and is no stop of Tab', async () => {
  await renderInTheme(
    <Work heard={vi.fn()}>{(busy, work) => <Button {...{ disabled: busy, onClick: work }}>Work</Button>}</Work>,
  );
  await button('Work').click();
  await userEvent.tab();
  await expect.element(button('Done')).toHaveFocus();
  await expect.element(button('Work')).toBeDisabled();
  await userEvent.tab({ shift: true });
  expect(document.activeElement).not.toBe(button('Work').element());
});

test('a button that sends a form sends it once', async () => {
  const sent = vi.fn((event: { preventDefault(): void }) => event.preventDefault());
  function Form() {
    const [busy, setBusy] = useState(false);
    return (
      <form
        onSubmit={(event) => {
          sent(event);
          setBusy(true);
        }}
      >
        <Button type="submit" disabled={busy}>
          Send
        </Button>
      </form>
    );
  }
  await renderInTheme(<Form />);
  await button('Send').dblClick();
  await userEvent.keyboard('{Enter}');
  expect(sent).toHaveBeenCalledTimes(1);
  await expect.element(button('Send')).toHaveFocus();
});

test('an entry of a menu that cannot be used is passed over, as before', async () => {
  await renderInTheme(
    <Menu opened withinPortal={false}>
      <Menu.Target>
        <Button>Actions</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled>Check</Menu.Item>
        <Menu.Item>Open</Menu.Item>
      </Menu.Dropdown>
    </Menu>,
  );
  await expect.element(page.getByRole('menuitem', { name: 'Check' })).toBeDisabled();
});

test('“Check all now” keeps the focus while all are checked', async () => {
  await openConsole([clinic(1), clinic(2)]);
  fake.succeed('notices.list', { notices: [], refused: false });
  fake.hold('organizations.checkAll');
  await renderInTheme(
    <div style={{ height: '100vh' }}>
      <ClinicsScreen />
    </div>,
  );
  const all = button('Check all now');
  (all.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('Starting the check…')).toBeVisible();
  await expect.element(all).toHaveFocus();
  expect(disabledSaid(all.element())).toBe(true);
});

test('a field that is disabled while what it holds is tried gets the focus back', async () => {
  function Form() {
    const [busy, setBusy] = useState(false);
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setBusy(true);
        }}
      >
        <PasswordInput label="Passphrase" disabled={busy} />
        <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={() => setBusy(false)}>
          Done
        </button>
      </form>
    );
  }
  await renderInTheme(<Form />);
  const field = page.getByLabelText('Passphrase', { exact: true });
  await field.fill('four words');
  await userEvent.keyboard('{Enter}');
  await expect.element(field).toBeDisabled();
  (button('Done').element() as HTMLElement).click();
  await expect.element(field).toHaveFocus();
});
