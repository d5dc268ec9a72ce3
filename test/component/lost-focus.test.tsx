/** Where the focus is once what had it is gone. Time passes here when a test says so. */
import { Modal } from '@mantine/core';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDialog } from '../../src-renderer/components/open-dialog';
import { pageTitle, useLostFocus } from '../../src-renderer/components/use-lost-focus';
import { renderInTheme } from './setup/render';

/** A screen with a dialog; what is done there may take the button away that opened it, and the one that was pressed. */
function Screen() {
  const [isOpen, setOpen] = useState(false);
  const [isInvited, setInvited] = useState(false);
  useLostFocus(pageTitle);
  return (
    <>
      <h1 id="page-title" tabIndex={-1}>
        Members
      </h1>
      {!isInvited && (
        <button id="opener" type="button" onClick={() => setOpen(true)}>
          Invite
        </button>
      )}
      <Modal opened={isOpen} onClose={() => setOpen(false)} title="Invite a member">
        {isOpen && (
          <>
            <button id="done" type="button" data-autofocus onClick={() => setOpen(false)}>
              Done
            </button>
            {!isInvited && (
              <button id="take-away" type="button" onClick={() => setInvited(true)}>
                Take both buttons away
              </button>
            )}
          </>
        )}
      </Modal>
    </>
  );
}

const find = (id: string) => document.getElementById(id);
const press = (id: string) => {
  find(id)?.focus();
  find(id)?.click();
};
const { setTimeout: realTimeout } = globalThis;
/** Waits for what is drawn, while no time passes. `expect.poll` would let some pass. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => realTimeout(resolve));
}
const focused = () => document.activeElement?.id;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** @returns takes the screen away */
async function open(forMs: number): Promise<() => Promise<void>> {
  const { unmount } = await renderInTheme(<Screen />);
  press('opener');
  await until(() => find('done') !== null);
  // Nothing at all: not even what waits for the next turn.
  if (forMs > 0) vi.advanceTimersByTime(forMs);
  return unmount;
}
async function close(): Promise<void> {
  press('done');
  await faded();
}
async function faded(): Promise<void> {
  await until(() => find('done') === null);
  // It fades by frames and timers.
  await until(() => {
    vi.advanceTimersByTime(5);
    return openDialog() === null;
  });
  vi.advanceTimersByTime(1_000);
}

test('a dialog gives the focus back to what opened it, however long it was open', async () => {
  for (let openMs = 285; openMs < 305; openMs += 1) {
    const unmount = await open(openMs);
    await close();
    expect(focused(), `after ${openMs} ms`).toBe('opener');
    await unmount();
  }
});

test('a dialog that Escape closes before the focus came into it gives it back too', async () => {
  for (const openMs of [0, 1, 5, 10, 20]) {
    const unmount = await open(openMs);
    expect(focused()).toBe(openMs === 0 ? 'opener' : 'done');
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await faded();
    expect(focused(), `after ${openMs} ms`).toBe('opener');
    await unmount();
  }
});

test('where what opened it is gone, the title of the page takes up the focus', async () => {
  await open(1_000);
  press('take-away');
  await until(() => find('opener') === null);
  await close();
  expect(focused()).toBe('page-title');
});

test('in a dialog that goes on after what had the focus, the focus stays in it', async () => {
  await open(1_000);
  press('take-away');
  await until(() => find('take-away') === null);
  vi.advanceTimersByTime(1_000);
  expect(focused()).toBe('done');
});
