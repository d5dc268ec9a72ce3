import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { HotLeadEditor } from '../../src-renderer/screens/setup/sms-test-step/hot-lead-editor';
import { defaultDrafts } from '../../src-shared/messaging/drafts';
import { fake } from './setup/bridge';
import { renderInTheme } from './setup/render';

const organizationId = '019ad7a2-1c2e-7b55-9f3a-0123456789ab';
const draw = (onCancel = () => undefined) =>
  renderInTheme(
    <HotLeadEditor
      organizationId={organizationId}
      drafts={defaultDrafts}
      values={{ clinic: 'Sunrise Dental', code: '4821', lead: '7730', time: '2:05 PM' }}
      onSaved={() => undefined}
      onCancel={onCancel}
    />,
  );
const close = () => window.dispatchEvent(new Event('pagehide'));

test('a text that was typed and not saved is kept when the window is closed', async () => {
  fake.succeed('messages.saveDrafts', defaultDrafts);
  await draw();
  close();
  expect(fake.requestsOf('messages.saveDrafts')).toEqual([]);
  await page.getByRole('textbox', { name: 'Hot-lead text' }).fill('Call back soon');
  close();
  expect(fake.requestsOf('messages.saveDrafts')).toEqual([
    { organizationId, drafts: { ...defaultDrafts, hotLead: 'Call back soon' } },
  ]);
});

test('one that can’t be sent, and one that was given up, is not kept', async () => {
  const onCancel = vi.fn();
  const drawn = await draw(onCancel);
  await page.getByRole('textbox', { name: 'Hot-lead text' }).fill('   ');
  close();
  await page.getByRole('textbox', { name: 'Hot-lead text' }).fill('Another text');
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(onCancel).toHaveBeenCalledOnce();
  await drawn.unmount();
  close();
  expect(fake.requestsOf('messages.saveDrafts')).toEqual([]);
});

test('Escape closes it, but never throws a changed text away', async () => {
  const onCancel = vi.fn();
  await draw(onCancel);
  const text = page.getByRole('textbox', { name: 'Hot-lead text' });
  await text.fill('Another text');
  await userEvent.keyboard('{Escape}');
  expect(onCancel).not.toHaveBeenCalled();
  await expect.element(text).toHaveValue('Another text');
  await text.fill(defaultDrafts.hotLead);
  await userEvent.keyboard('{Escape}');
  expect(onCancel).toHaveBeenCalledOnce();
});
