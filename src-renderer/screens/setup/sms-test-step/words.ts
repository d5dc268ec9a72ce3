/** How states and statuses are said, and with which sign. */
import type { SmsTestRun, SmsTestStep } from '../../../../src-shared/messaging/sms-test';
import { ownValue } from '../../../../src-shared/own-value';
import type { Tone } from '../../../components/status-badge';

export const stepStates: Record<SmsTestStep['state'], { word: string; tone: Tone }> = {
  waiting: { word: 'Waiting', tone: 'neutral' },
  running: { word: 'Running', tone: 'busy' },
  passed: { word: 'Passed', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  skipped: { word: 'Skipped', tone: 'neutral' },
  unconfirmed: { word: 'Unconfirmed', tone: 'warning' },
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
export const deliveryWord = (status: string): string => ownValue(deliveryWords, status) ?? status;

const deliveryTones: Record<string, Tone> = {
  delivered: 'good',
  'confirmed-by-code': 'good',
  undelivered: 'bad',
  failed: 'bad',
  unknown: 'warning',
};

/** Whether a status is an end, and a good or a bad one. */
export const deliveryTone = (status: string): Tone => ownValue(deliveryTones, status) ?? 'neutral';
