/** Which faults of the page become a report. */
import { expect, test } from 'vitest';
import { watchFaults } from '../../src-renderer/report-faults';
import { fake } from './setup/bridge';

test('an exception that nobody caught is reported; the word that sizes are told a frame later is none', async () => {
  fake.succeed('app.reportFault', { report: 'the report' });
  watchFaults();
  const withoutPrinting = (event: Event) => {
    event.preventDefault();
    window.dispatchEvent(event);
  };
  for (const message of [
    'ResizeObserver loop completed with undelivered notifications.',
    'ResizeObserver loop limit exceeded',
  ])
    withoutPrinting(new ErrorEvent('error', { message }));
  expect(fake.requestsOf('app.reportFault')).toEqual([]);

  withoutPrinting(new ErrorEvent('error', { message: 'Uncaught TypeError', error: new TypeError('no such clinic') }));
  withoutPrinting(new ErrorEvent('error', { message: 'Uncaught nothing', error: undefined }));
  expect(fake.requestsOf('app.reportFault')).toMatchObject([
    { name: 'TypeError', message: 'no such clinic' },
    { message: 'Uncaught nothing' },
  ]);
});
