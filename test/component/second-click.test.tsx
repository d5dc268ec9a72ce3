/** A double click never presses two different things. */
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { keepDoubleClicksTogether } from '../../src-renderer/components/second-click';
import { renderInTheme } from './setup/render';

let stop: () => void;
beforeEach(() => {
  stop = keepDoubleClicksTogether(document);
});
afterEach(() => stop());

const button = (name: string) => page.getByRole('button', { name, exact: true });

/** Steps with a button in one place, as those of the wizard. */
function Steps({ isSame }: { isSame: boolean }) {
  const [step, setStep] = useState(1);
  return (
    <>
      <p>Step {step}</p>
      <button key={isSame ? 'same' : step} type="button" onClick={() => setStep(step + 1)}>
        Skip for now
      </button>
    </>
  );
}

test('a double click on the button of a step does not press that of the next', async () => {
  await renderInTheme(<Steps isSame={false} />);
  await button('Skip for now').dblClick();
  await expect.element(page.getByText('Step 2')).toBeVisible();
  await button('Skip for now').click();
  await expect.element(page.getByText('Step 3')).toBeVisible();
});

test('what stays the same is pressed twice, as by whoever pages on quickly', async () => {
  await renderInTheme(<Steps isSame />);
  await button('Skip for now').dblClick();
  await expect.element(page.getByText('Step 3')).toBeVisible();
});

/** `Check now` becomes `Cancel` under the pointer. */
function Toggle({ heard }: { heard: (pressed: string) => void }) {
  const [on, setOn] = useState(false);
  const label = on ? 'Cancel' : 'Check now';
  return (
    <button
      type="button"
      onClick={() => {
        heard(label);
        setOn(!on);
      }}
    >
      {label}
    </button>
  );
}

test('a button that has become another one is not pressed by the same double click', async () => {
  const heard = vi.fn();
  await renderInTheme(<Toggle heard={heard} />);
  await button('Check now').dblClick();
  await expect.element(button('Cancel')).toBeVisible();
  expect(heard.mock.calls).toEqual([['Check now']]);
  await button('Cancel').click();
  expect(heard).toHaveBeenCalledTimes(2);
});

test('a line that opens stays open', async () => {
  function Line() {
    const [opened, setOpened] = useState(false);
    return (
      <button type="button" aria-expanded={opened} onClick={() => setOpened(!opened)}>
        Credentials saved
      </button>
    );
  }
  await renderInTheme(<Line />);
  await button('Credentials saved').dblClick();
  await expect.element(button('Credentials saved')).toHaveAttribute('aria-expanded', 'true');
});

test('keys press as often as they are pressed, and a double click selects a word', async () => {
  const heard = vi.fn();
  await renderInTheme(
    <>
      <Toggle heard={heard} />
      <input aria-label="Name" defaultValue="Sunrise Dental" />
    </>,
  );
  (button('Check now').element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}{Enter}');
  expect(heard).toHaveBeenCalledTimes(2);
  await userEvent.dblClick(page.getByRole('textbox', { name: 'Name' }).element(), { position: { x: 8, y: 8 } });
  expect(document.getSelection()?.toString()).toBe('Sunrise');
});
