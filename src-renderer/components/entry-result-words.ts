/** The word and the icon for the result of an audit entry. Only success is green. */
import type { EntryResult } from '../../src-shared/audit/entry-result';
import type { Tone } from './status-badge';

export const entryResultWords: Record<EntryResult, { word: string; tone: Exclude<Tone, 'busy'> }> = {
  succeeded: { word: 'Succeeded', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  unconfirmed: { word: 'Unconfirmed', tone: 'warning' },
  stopped: { word: 'Stopped', tone: 'warning' },
  interrupted: { word: 'Interrupted', tone: 'warning' },
};
