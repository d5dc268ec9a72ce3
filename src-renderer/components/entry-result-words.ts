/** The result of an entry of the audit trail: its word and its sign. Green is for success alone. */
import type { EntryResult } from '../../src-shared/audit/entry-result';
import type { Tone } from './status-badge';

export const entryResultWords: Record<EntryResult, { word: string; tone: Exclude<Tone, 'busy'> }> = {
  succeeded: { word: 'Succeeded', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  unconfirmed: { word: 'Unconfirmed', tone: 'warning' },
  stopped: { word: 'Stopped', tone: 'warning' },
  interrupted: { word: 'Interrupted', tone: 'warning' },
};
