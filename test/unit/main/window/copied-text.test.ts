import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCopiedText, valueStaysMs } from '../../../../src-main/window/copied-text';

const clipboard = {
  text: '',
  readText: () => clipboard.text,
  writeText: (text: string) => {
    clipboard.text = text;
  },
  clear: () => {
    clipboard.text = '';
  },
};
const copied = () => createCopiedText(() => clipboard);

beforeEach(() => {
  vi.useFakeTimers();
  clipboard.text = '';
});
afterEach(() => vi.useRealTimers());

test('a value goes after half a minute', async () => {
  copied().copy('AC123', 'value');
  await vi.advanceTimersByTimeAsync(valueStaysMs - 1);
  expect(clipboard.text).toBe('AC123');
  await vi.advanceTimersByTimeAsync(1);
  expect(clipboard.text).toBe('');
  expect(valueStaysMs).toBe(30_000);
});

test('what somebody else copied since is left alone, after half a minute and at the lock', async () => {
  const text = copied();
  text.copy('AC123', 'value');
  clipboard.text = 'a shopping list';
  await vi.advanceTimersByTimeAsync(valueStaysMs);
  await text.clear();
  expect(clipboard.text).toBe('a shopping list');
});

test('a second value has its own half minute', async () => {
  const text = copied();
  text.copy('one', 'value');
  await vi.advanceTimersByTimeAsync(valueStaysMs - 1);
  text.copy('two', 'value');
  await vi.advanceTimersByTimeAsync(valueStaysMs - 1);
  expect(clipboard.text).toBe('two');
  await vi.advanceTimersByTimeAsync(1);
  expect(clipboard.text).toBe('');
});

test('a document stays until the console locks or ends', async () => {
  const text = copied();
  text.copy('a report', 'document');
  await vi.advanceTimersByTimeAsync(valueStaysMs * 100);
  expect(clipboard.text).toBe('a report');
  await text.clear();
  expect(clipboard.text).toBe('');
});

test('what was taken away once is not taken from another who copied the same', async () => {
  const text = copied();
  text.copy('same', 'value');
  await text.clear();
  clipboard.text = 'same';
  await text.clear();
  expect(clipboard.text).toBe('same');
});
