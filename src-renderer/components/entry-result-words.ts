/** The word and the icon for the result of an audit entry. Only success is green. */
import type { EntryResult } from '../../src-shared/audit/entry-result';
import { type Text, t, text } from '../../src-shared/texts/translate';
import type { Tone } from './status-badge';

type ResultTone = Exclude<Tone, 'busy'>;
const said = (word: Text, tone: ResultTone) => ({
  get word() {
    return t(word);
  },
  tone,
});

export const entryResultWords: Record<EntryResult, { readonly word: string; tone: ResultTone }> = {
  succeeded: said(text('Succeeded'), 'good'),
  failed: said(text('Failed'), 'bad'),
  unconfirmed: said(text('Unconfirmed'), 'warning'),
  stopped: said(text('Stopped'), 'warning'),
  interrupted: said(text('Interrupted'), 'warning'),
};
