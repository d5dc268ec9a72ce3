import { useMemo, useRef } from 'react';

export type Draft<Form> = {
  /** What was typed and neither saved nor given up; null where nothing was. */
  read(): Form | null;
  keep(form: Form): void;
  forget(): void;
};

/**
 * What was typed in a dialog, for when it is opened again: Escape and a click beside it close a dialog too easily to
 * throw a page of notes away. Saving it forgets it, and so does `Cancel`.
 * @param of what the form is about, as it was read; once it is another, the draft is of an older one and gone
 */
export function useDraft<Form>(of: object): Draft<Form> {
  const kept = useRef<{ of: object; form: Form } | null>(null);
  return useMemo(
    () => ({
      read: () => (kept.current?.of === of ? kept.current.form : null),
      keep: (form) => {
        kept.current = { of, form };
      },
      forget: () => {
        kept.current = null;
      },
    }),
    [of],
  );
}
