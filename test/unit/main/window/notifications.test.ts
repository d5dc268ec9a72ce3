/** What a person hears outside of the window, and where a click leads. */
import { beforeEach, expect, test, vi } from 'vitest';
import { createNotifications } from '../../../../src-main/window/notifications';
import type { BackgroundNotice } from '../../../../src-shared/background/notice';
import { FakeNotification } from '../../../fakes/fake-electron';

vi.mock('electron', async () => ({
  Notification: (await import('../../../fakes/fake-electron')).FakeNotification,
}));

beforeEach(() => FakeNotification.reset());

const clinic = '01900000-0000-7000-8000-000000000001';
const notice = (over: Partial<BackgroundNotice> = {}): BackgroundNotice => ({
  id: '01900000-0000-7000-8000-000000000002',
  at: '2026-05-04T12:00:00.000Z',
  kind: 'broken',
  organizationId: clinic,
  title: 'Sunrise Dental: Twilio does not work',
  text: 'Twilio refused the sign-in.',
  ...over,
});

function open(isLocked = false) {
  const opened: string[] = [];
  const state = { isLocked, changes: 0 };
  const { show, isRefused } = createNotifications({
    open: (route) => void opened.push(route),
    isLocked: () => state.isLocked,
    changed: () => {
      state.changes += 1;
    },
  });
  return { opened, show, isRefused, state };
}
const [shown, only] = [() => FakeNotification.all, () => FakeNotification.all[0] as FakeNotification];

test('one for each notice, and its click opens that clinic', () => {
  const { opened, show } = open();
  show([notice(), notice({ organizationId: null, kind: 'digest', title: '35 connections broke' })]);
  expect(shown().map(({ options, isShown }) => [options.title, isShown])).toEqual([
    ['Sunrise Dental: Twilio does not work', true],
    ['35 connections broke', true],
  ]);
  expect(opened).toEqual([]);
  only().emit('click');
  shown()[1]?.emit('click');
  expect(opened).toEqual([`/clinics/${clinic}`, '/clinics']);
});

test('of a locked console: one for all, without a clinic’s name, also behind its click', () => {
  const { opened, show } = open(true);
  show([notice(), notice({ title: 'Maple Street: Stripe does not work' })]);
  expect(shown()).toHaveLength(1);
  expect(JSON.stringify(only().options)).not.toMatch(/Sunrise|Maple|Twilio|Stripe/);
  only().emit('click');
  expect(opened).toEqual(['/clinics']);
});

test('nothing found: nothing shown', () => {
  open().show([]);
  expect(shown()).toEqual([]);
});

test('where the system has no notifications none is made, and that is told', () => {
  FakeNotification.supported = false;
  const { show, isRefused, state } = open();
  expect(isRefused()).toBe(false);
  show([notice()]);
  expect(shown()).toEqual([]);
  expect([isRefused(), state.changes]).toEqual([true, 1]);
});

test('one that the system refuses is told, once, until it shows one again', () => {
  const { show, isRefused, state } = open();
  show([notice(), notice()]);
  for (const each of shown()) each.emit('failed', {}, 'Notifications are not allowed');
  expect([isRefused(), state.changes]).toEqual([true, 1]);
  show([notice()]);
  shown()[2]?.emit('show');
  expect([isRefused(), state.changes]).toEqual([false, 2]);
});
