/** The four lines of the test as they stand: the newest word on each, whichever run it came from. Pure. */
import { countOutcomes, summarise, wasSelected } from '../../../../src-shared/messaging/report';
import {
  type SmsTestRun,
  type SmsTestStep,
  type SmsTestStepId,
  smsTestStepIds,
} from '../../../../src-shared/messaging/sms-test';
import type { Tone } from '../../../components/status-badge';

/** A line that no run has tried yet has neither step nor run. */
export type TestLine =
  | { id: SmsTestStepId; step: SmsTestStep; run: SmsTestRun }
  | { id: SmsTestStepId; step: null; run: null };

/** @param runs newest first; a run of some lines alone says nothing about the others */
export function testLines(runs: readonly SmsTestRun[]): TestLine[] {
  return smsTestStepIds.map((id) => {
    for (const run of runs) {
      const step = run.steps.find((candidate) => candidate.id === id && wasSelected(candidate));
      if (step !== undefined) return { id, step, run };
    }
    return { id, step: null, run: null };
  });
}

export const isSend = (id: SmsTestStepId): boolean => id === 'test-sms' || id === 'hot-lead-sms';

const hasEnded = (step: SmsTestStep | null): step is SmsTestStep =>
  step !== null && step.state !== 'waiting' && step.state !== 'running';

export type TestSummary = { tone: Exclude<Tone, 'busy'>; title: string; text: string };

/** The test as a whole, in words. Null as long as a line is open and nothing was stopped. */
export function summaryOf(lines: readonly TestLine[]): TestSummary | null {
  const steps = lines.map((line) => line.step);
  const ended = steps.filter(hasEnded);
  if (ended.length === 0) return null;
  const newest = lines
    .flatMap((line) => (line.run === null ? [] : [line.run]))
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt))[0];
  if (newest === undefined || newest.state === 'running') return null;
  const counts = countOutcomes(ended);
  const title = summarise(ended);
  if (newest.state === 'interrupted')
    return {
      tone: 'warning',
      title: `Interrupted: ${title}`,
      text: 'The console ended while the test was running. What is known of each message is below; nothing was sent again.',
    };
  if (newest.state === 'stopped')
    return {
      tone: 'warning',
      title: `Stopped: ${title}`,
      text: 'A message that had already left could not be called back; its line says so.',
    };
  if (counts.failed > 0)
    return { tone: 'bad', title, text: 'Each red line says why and what to do. Then run that line again.' };
  if (ended.some((step) => step.state === 'unconfirmed' && step.sid === null))
    return {
      tone: 'warning',
      title,
      text: 'It is not known whether every message went out. Look at the phone before anything is sent again.',
    };
  if (counts.unconfirmed > 0)
    return {
      tone: 'warning',
      title,
      text: 'Accepted by the carrier, without a receipt. The code from the phone proves that it arrived.',
    };
  if (ended.length < steps.length || counts.skipped > 0)
    return { tone: 'info', title, text: 'The rest has not been tried yet.' };
  if (newest.simulated)
    return { tone: 'good', title: 'All four passed', text: 'Simulated: it says nothing about a real account.' };
  return { tone: 'good', title: 'All four passed', text: 'This clinic can send text messages.' };
}

/**
 * What sending a line again to the same number could do twice.
 * `unknown`: nobody knows whether the earlier message went out. `accepted`: it went out, and may have arrived.
 */
export function repeatRisk(line: TestLine): 'unknown' | 'accepted' | null {
  if (line.step === null || !isSend(line.id)) return null;
  if (line.step.delivery.at(-1)?.status === 'unknown') return 'unknown';
  if (line.step.state === 'unconfirmed') return line.step.sid === null ? 'unknown' : 'accepted';
  const wasCutOff = line.run.state === 'interrupted' && line.step.startedAt !== null && !hasEnded(line.step);
  return wasCutOff ? 'unknown' : null;
}

/** The newest run whose test SMS was accepted and whose arrival nobody has confirmed by its code yet. */
export function runAwaitingCode(runs: readonly SmsTestRun[]): SmsTestRun | null {
  const newest = runs.find((run) => run.steps.some((step) => step.id === 'test-sms' && wasSelected(step)));
  const step = newest?.steps.find((candidate) => candidate.id === 'test-sms');
  if (newest === undefined || step === undefined || step.sid === null || step.state === 'failed') return null;
  return step.delivery.some((event) => event.status === 'confirmed-by-code') ? null : newest;
}
