/** Times are drawn from one clock. */
import { afterEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { RelativeTime } from '../../src-renderer/components/relative-time';

afterEach(() => vi.restoreAllMocks());

test('a drawing that asks the clock twice gets one answer, and the present one', async () => {
  const faults = vi.spyOn(console, 'error');
  // Two readings of a clock are never the same.
  const start = Date.now() + 3_600_000;
  let reading = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => {
    reading += 1;
    return start + reading;
  });
  const screen = await render(<RelativeTime at={new Date(start - 5 * 60_000).toISOString()} />);
  await expect.element(screen.getByText('5 minutes ago')).toBeVisible();
  expect(faults).not.toHaveBeenCalled();
});

test('an exact time of long ago says its date once', async () => {
  await render(<RelativeTime at="2024-12-12T12:00:00.000Z" isExact />);
  const shown = document.querySelector('time')?.textContent ?? '';
  expect(shown.match(/2024/g)).toHaveLength(1);
});

test('the exact time is on it, for the pointer and for paper', async () => {
  const at = new Date(Date.now() - 5 * 60_000).toISOString();
  await render(<RelativeTime at={at} />);
  const time = document.querySelector('time');
  expect(time?.dateTime).toBe(at);
  expect(time?.dataset.exact).toContain(String(new Date(at).getFullYear()));
  expect(time?.dataset.exact).toBe(time?.title);
});
