import type { ReactNode } from 'react';
import { countSegments } from '../../../../src-shared/messaging/segments';
import { t } from '../../../../src-shared/texts/translate';
import { Said } from '../../../components/said';
import classes from './sms-test.module.css';

/** How a text will look on the phone, and how it travels. */
export function MessagePreview({ title, text, actions }: { title: string; text: string; actions?: ReactNode }) {
  return (
    <section className={classes.preview} aria-label={t('{title} preview', { title })}>
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
        <Said
          text="<strong>{encoding}</strong> · {units, plural, one {1 character} other {{units} characters}} · <strong>{segments, plural, one {# segment} other {# segments}}</strong>"
          values={{ encoding, units, segments }}
          parts={{ strong: (words) => <strong>{words}</strong> }}
        />
      </span>
      {forcing.length > 0 && (
        <span className={classes.forcing}>
          {t(
            '{count, plural, one {{signs} makes} other {{signs} make}} it UCS-2: 70 characters to a segment instead of 160.',
            { count: forcing.length, signs: forcing.join(' ') },
          )}
        </span>
      )}
    </p>
  );
}
