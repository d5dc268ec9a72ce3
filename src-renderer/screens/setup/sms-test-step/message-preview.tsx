import type { ReactNode } from 'react';
import { countSegments } from '../../../../src-shared/messaging/segments';
import classes from './sms-test.module.css';

/** How a text will look on the phone, and how it travels. */
export function MessagePreview({ title, text, actions }: { title: string; text: string; actions?: ReactNode }) {
  return (
    <section className={classes.preview} aria-label={`${title} preview`}>
      <div className={classes.previewHead}>
        <h4 className={classes.previewTitle}>{title}</h4>
        {actions}
      </div>
      <p className={classes.bubble}>{text}</p>
      <SegmentWords text={text} />
    </section>
  );
}

/** Encoding, length and segments of a text, and what makes it longer than it looks. */
export function SegmentWords({ text }: { text: string }) {
  const { encoding, units, segments, forcing } = countSegments(text);
  return (
    <p className={classes.segments}>
      <span>
        <strong>{encoding}</strong> · {units} {units === 1 ? 'character' : 'characters'} ·{' '}
        <strong>
          {segments} {segments === 1 ? 'segment' : 'segments'}
        </strong>
      </span>
      {forcing.length > 0 && (
        <span className={classes.forcing}>
          {forcing.join(' ')} {forcing.length === 1 ? 'makes' : 'make'} it UCS-2: 70 characters to a segment instead of
          160.
        </span>
      )}
    </p>
  );
}
