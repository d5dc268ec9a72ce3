/** Holds the record of a run against what the server took: every message accounted for, and none of them twice. */
import type { MessageRecord } from '../../../src-main/storage/repositories';
import type { TestRun } from '../../../src-shared/tests/test-run';

export type Taken = { sid: string; to: string; body: string };

/**
 * What is wrong, in sentences; empty when everything is accounted for.
 * @param taken what the server has of this clinic's messages
 */
export function discrepancies(records: readonly MessageRecord[], taken: readonly Taken[]): string[] {
  const wrong: string[] = [];
  for (const record of records) {
    const copies = taken.filter(({ to, body }) => to === record.to && body === record.body);
    const name = `${record.step} (${record.state})`;
    if (copies.length > 1) wrong.push(`${name} was sent ${copies.length} times`);
    if (record.state === 'accepted' && copies[0]?.sid !== record.sid)
      wrong.push(`${name} has the SID ${record.sid}, the server has ${copies[0]?.sid}`);
    if ((record.state === 'refused' || record.state === 'not-sent') && copies.length > 0)
      wrong.push(`${name} is at the server`);
  }
  const recorded = (message: Taken) => records.some(({ to, body }) => to === message.to && body === message.body);
  for (const message of taken.filter((message) => !recorded(message))) wrong.push(`${message.sid} was never recorded`);
  return wrong;
}

/** What is still in doubt: by the record, or by what the run shows of it. */
export function doubts(records: readonly MessageRecord[], run: TestRun | null): string[] {
  const open = records
    .filter(({ state }) => state === 'unknown' || state === 'intended')
    .map(({ step, state }) => `${step} is ${state}`);
  const shown = (run?.steps ?? [])
    .filter(({ error }) => error?.code === 'sms.outcome-unknown')
    .map(({ id }) => `${id} is shown as unknown`);
  return [...open, ...shown, ...(run === null || run.state === 'running' ? ['the run is still open'] : [])];
}

/** Where what the run shows of a message is not what the record says of it. */
export function contradictions(records: readonly MessageRecord[], run: TestRun): string[] {
  const wrong: string[] = [];
  for (const step of run.steps.filter(({ id }) => id === 'test-sms' || id === 'hot-lead-sms')) {
    const record = records.find((candidate) => candidate.step === step.id);
    const fits: Record<string, readonly MessageRecord['state'][]> = {
      passed: ['accepted'],
      unconfirmed: ['accepted', 'unknown'],
      failed: ['accepted', 'refused', 'not-sent'],
      skipped: ['not-sent'],
    };
    const expected = fits[step.state] ?? [];
    if (record !== undefined && !expected.includes(record.state))
      wrong.push(`${step.id} is shown as ${step.state} and recorded as ${record.state}`);
    if (record === undefined && step.state !== 'skipped' && !(step.state === 'failed' && step.reference === null))
      wrong.push(`${step.id} is ${step.state}, unrecorded`);
    if ((record?.sid ?? null) !== step.reference)
      wrong.push(`${step.id} shows the SID ${step.reference}, recorded is ${record?.sid}`);
  }
  return wrong;
}
