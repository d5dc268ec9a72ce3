/** An upgrade may take the program's files away while it runs: a fault is then not recorded, and ends. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLateCrashReports } from '../../../../src-main/logging/late-crash-reports';
import { createLateLogger } from '../../../../src-main/logging/late-logger';

const gone = () => Promise.reject(new Error('Cannot find module'));
const unhandled: unknown[] = [];
const keep = (reason: unknown) => void unhandled.push(reason);
const others = process.listeners('unhandledRejection');

beforeEach(() => {
  unhandled.length = 0;
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', keep);
});
afterEach(() => {
  process.off('unhandledRejection', keep);
  for (const other of others) process.on('unhandledRejection', other);
});

test('a report whose code is gone is no new fault', async () => {
  const reports = createLateCrashReports('profile', '1.0.0', gone);
  reports.record('main', new Error('first'));
  reports.record('main', new Error('second'));
  await nextTurn();
  expect(unhandled).toEqual([]);
});

test('a line of the log whose code is gone is no fault', async () => {
  const logger = createLateLogger('profile', gone);
  logger.fault('start', new Error('first'));
  logger.warn('second');
  await nextTurn();
  expect(unhandled).toEqual([]);
});
