/** How states, statuses and spans of time are said. */
import type { SmsTestRun, SmsTestStep } from '../../../../src-shared/messaging/sms-test';

export const stepStateWords: Record<SmsTestStep['state'], string> = {
  waiting: 'Waiting',
  running: 'Running',
  passed: 'Passed',
  failed: 'Failed',
  skipped: 'Skipped',
  unconfirmed: 'Unconfirmed',
};

export const runStateWords: Record<SmsTestRun['state'], string> = {
  running: 'Running',
  finished: 'Finished',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
};

const deliveryWords: Record<string, string> = {
  accepted: 'Accepted',
  scheduled: 'Scheduled',
  queued: 'Queued',
  sending: 'Sending',
  sent: 'Sent',
  delivered: 'Delivered',
  undelivered: 'Not delivered',
  failed: 'Failed',
  'confirmed-by-code': 'Confirmed by code',
  unknown: 'Answer lost',
};

/** A provider may add statuses: one that is not known is shown as it came. */
export const deliveryWord = (status: string): string => deliveryWords[status] ?? status;

/** `340 ms`, `2.4 s`, `1 min 12 s`. */
export function spanInWords(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
