import { useEffect, useMemo } from 'react';
import { draftOf, keepDraft } from './drafts';

export type Draft<Form> = {
  /** What was typed and neither saved nor given up; null where nothing was. */
  read(): Form | null;
  keep(form: Form): void;
  forget(): void;
};

/**
 * What was typed in a form, for when it is opened again: Escape and a click beside it close a dialog too easily to
 * throw a page of notes away, and a reload or the lock takes the whole page. Saving it forgets it, and so do `Cancel`
 * and leaving the screen.
 * @param key which form of which clinic
 * @param before what the form shows untouched; once that is another, the draft is of an older one and gone
 */
export function useDraft<Form extends Record<string, string>>(key: string, before: Form): Draft<Form> {
  const about = JSON.stringify(before);
  useEffect(() => () => keepDraft(key, null), [key]);
  return useMemo(
    () => ({
      read: () => {
        const draft = draftOf(key);
        return draft?.about === about ? { ...(JSON.parse(about) as Form), ...draft.fields } : null;
      },
      keep: (form) => keepDraft(key, form, about),
      forget: () => keepDraft(key, null),
    }),
    [key, about],
  );
}
