/** The words and icons of states and statuses. */
import { ownValue } from '../../../src-shared/own-value';
import type { RunOutcome } from '../../../src-shared/tests/outcome';
import type { TestRun, TestStep } from '../../../src-shared/tests/test-run';
import type { Tone } from '../status-badge';

export const stepStates: Record<TestStep['state'], { word: string; tone: Tone }> = {
  waiting: { word: 'Waiting', tone: 'neutral' },
  running: { word: 'Running', tone: 'busy' },
  passed: { word: 'Passed', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  skipped: { word: 'Skipped', tone: 'neutral' },
  unconfirmed: { word: 'Unconfirmed', tone: 'warning' },
};

export const runStateWords: Record<TestRun['state'], string> = {
  running: 'Running',
  finished: 'Finished',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
};

/** Only proven states are green. */
export const outcomeTones: Record<RunOutcome, Tone> = {
  running: 'busy',
  passed: 'good',
  failed: 'bad',
  unconfirmed: 'warning',
  stopped: 'warning',
  interrupted: 'warning',
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
