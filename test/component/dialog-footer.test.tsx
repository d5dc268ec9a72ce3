/** What a dialog is for can be pressed without scrolling, also where the dialog is higher than the window. */
import type { ReactNode } from 'react';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ContactDialog } from '../../src-renderer/components/clinic-contact/contact-dialog';
import { GuideDialog } from '../../src-renderer/console/guides/guide-dialog';
import { RestoreDialog } from '../../src-renderer/console/vault/restore-dialog';
import { EditClinicDialog } from '../../src-renderer/screens/clinic/edit-clinic-dialog';
import { RecoveryKitDialog } from '../../src-renderer/screens/settings/recovery-kit-dialog';
import { providerDescriptors } from '../../src-shared/providers';
import { clinic } from '../unit/renderer/setup/fixtures';
import { renderInTheme } from './setup/render';

const onClose = vi.fn();
const dialogs: [what: string, action: string, dialog: ReactNode][] = [
  [
    'of a clinic',
    'Save',
    <EditClinicDialog key="edit" opened organization={clinic} onClose={onClose} onSaved={vi.fn()} />,
  ],
  [
    'of a contact',
    'Save',
    <ContactDialog key="contact" opened organization={clinic} onClose={onClose} onSaved={vi.fn()} />,
  ],
  ['of a new recovery kit', 'Choose where to save…', <RecoveryKitDialog key="kit" opened onClose={onClose} />],
  ['of a kit to restore', 'Choose file…', <RestoreDialog key="restore" opened onClose={onClose} />],
  [
    'of a guide',
    'Back to the console',
    <GuideDialog key="guide" descriptor={providerDescriptors.twilio} methodId={null} onClose={onClose} />,
  ],
];

beforeEach(async () => {
  onClose.mockClear();
  document.documentElement.style.fontSize = '200%';
  await page.viewport(800, 560);
  onTestFinished(async () => {
    document.documentElement.style.fontSize = '';
    await page.viewport(1024, 700);
  });
});

test.each(dialogs)('in the dialog %s, with text at 200 % in the smallest window', async (_what, action, dialog) => {
  await renderInTheme(dialog);
  const shown = page.getByRole('dialog');
  const button = shown.getByRole('button', { name: action, exact: true });
  await expect.element(button).toBeVisible();
  // Higher than the window, so that it scrolls.
  await expect.poll(() => shown.element().scrollHeight - shown.element().clientHeight).toBeGreaterThan(0);
  const isInSight = () => {
    const { top, bottom } = button.element().getBoundingClientRect();
    const place = shown.element().getBoundingClientRect();
    return top >= place.top && bottom <= Math.min(place.bottom, window.innerHeight);
  };
  for (const at of [0, shown.element().scrollHeight]) {
    shown.element().scrollTop = at;
    await expect.poll(isInSight).toBe(true);
  }
});

test('what the focus goes to is not under the buttons', async () => {
  await renderInTheme(<EditClinicDialog opened organization={clinic} onClose={onClose} onSaved={vi.fn()} />);
  const shown = page.getByRole('dialog');
  await expect.element(shown.getByRole('button', { name: 'Save' })).toBeVisible();
  // The dialog takes the focus in a turn of its own; a Tab before that would start at the page.
  await expect.element(shown.getByRole('button', { name: 'Close' })).toHaveFocus();
  shown.element().scrollTop = 0;
  for (const name of ['Clinic name', 'Country', 'Time zone']) {
    await userEvent.tab();
    const field = shown.getByRole(name === 'Clinic name' ? 'textbox' : 'combobox', { name });
    await expect.element(field).toHaveFocus();
    await expect
      .poll(() => {
        const box = field.element().getBoundingClientRect();
        const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return hit !== null && (hit === field.element() || field.element().parentElement?.contains(hit) === true);
      })
      .toBe(true);
  }
});

test('a dialog that only saves can be left by Cancel as well', async () => {
  await renderInTheme(<RecoveryKitDialog opened onClose={onClose} />);
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(onClose).toHaveBeenCalledOnce();
});
