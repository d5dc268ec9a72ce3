/** The words and icons of states and statuses. */
import { ownValue } from '../../../src-shared/own-value';
import type { RunOutcome } from '../../../src-shared/tests/outcome';
import type { TestRun, TestStep } from '../../../src-shared/tests/test-run';
import { type Text, t, text } from '../../../src-shared/texts/translate';
import type { Tone } from '../status-badge';

export const stepStates: Record<TestStep['state'], { word: Text; tone: Tone }> = {
  waiting: { word: text('Waiting'), tone: 'neutral' },
  running: { word: text('Running'), tone: 'busy' },
  passed: { word: text('Passed'), tone: 'good' },
  failed: { word: text('Failed'), tone: 'bad' },
  skipped: { word: text('Skipped'), tone: 'neutral' },
  unconfirmed: { word: text('Unconfirmed'), tone: 'warning' },
};

export const runStateWords: Record<TestRun['state'], Text> = {
  running: text('Running'),
  finished: text('Finished'),
  stopped: text('Stopped'),
  interrupted: text('Interrupted'),
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

const deliveryWords: Record<string, Text> = {
  accepted: text('Accepted'),
  scheduled: text('Scheduled'),
  queued: text('Queued'),
  sending: text('Sending'),
  sent: text('Sent'),
  delivered: text('Delivered'),
  undelivered: text('Not delivered'),
  failed: text('Failed'),
  'confirmed-by-code': text('Confirmed by code'),
  unknown: text('Answer lost'),
};

/** A provider may add statuses: one that is not known is shown as it came. */
export function deliveryWord(status: string): string {
  const known = ownValue(deliveryWords, status);
  return known === undefined ? status : t(known);
}

const deliveryTones: Record<string, Tone> = {
  delivered: 'good',
  'confirmed-by-code': 'good',
  undelivered: 'bad',
  failed: 'bad',
  unknown: 'warning',
};

/** Whether a status is an end, and a good or a bad one. */
export const deliveryTone = (status: string): Tone => ownValue(deliveryTones, status) ?? 'neutral';
