import { t } from '../../src-shared/texts/translate';
import classes from './release-notes.module.css';

/** What is new in a version: the publisher's words as plain text. */
export function ReleaseNotes({ notes }: { notes: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled with the keyboard.
    <section className={classes.notes} aria-label={t('What is new')} tabIndex={0}>
      {notes === '' ? t('The publisher says nothing about what is new.') : notes}
    </section>
  );
}
