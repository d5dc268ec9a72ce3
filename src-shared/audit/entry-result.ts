/** The result of an audit entry in one word. The trail stores two results; unconfirmed ones are not successes. */
import { type Text, text } from '../texts/translate.ts';
import type { AuditEntry } from './audit-entry';

/** In one word. */
export const resultWords: Readonly<Record<EntryResult, Text>> = {
  succeeded: text('succeeded'),
  failed: text('failed'),
  unconfirmed: text('unconfirmed'),
  stopped: text('stopped'),
  interrupted: text('interrupted'),
};

export type EntryResult = 'succeeded' | 'failed' | 'unconfirmed' | 'stopped' | 'interrupted';

const named: Readonly<Record<string, EntryResult>> = {
  'test.unconfirmed': 'unconfirmed',
  'test.stopped': 'stopped',
  'test.interrupted': 'interrupted',
  // Actions as earlier versions wrote them.
  'sms-test.stopped': 'stopped',
  'sms-test.interrupted': 'interrupted',
};

/** Actions that are neither a success nor a failure. */
export const inconclusiveActions: readonly string[] = Object.keys(named);

export function resultOf({ action, outcome, detail }: Pick<AuditEntry, 'action' | 'outcome' | 'detail'>): EntryResult {
  if (Object.hasOwn(named, action)) return named[action] ?? outcome;
  const hadUnconfirmed = action === 'sms-test.finished' && / unconfirmed\b/.test(detail);
  return outcome === 'succeeded' && hadUnconfirmed ? 'unconfirmed' : outcome;
}
