import { useEffect, useRef } from 'react';
import { t } from '../../../../src-shared/texts/translate';
import { PhoneText } from '../../../components/phone-text';
import { RelativeTime } from '../../../components/relative-time';
import type { PracticeTexts } from '../../../console/use-practice-texts';
import classes from './practice-phone.module.css';

/** A simulated phone and the texts that arrived on it, so that reading the code from a phone can be rehearsed. */
export function PracticePhone({ number, texts }: { number: string | null; texts: PracticeTexts }) {
  const screen = useRef<HTMLDivElement>(null);
  const own = texts.filter(({ to }) => to === number);
  const arrived = own.filter(({ arrivedAt }) => arrivedAt !== null);
  const isOneOnItsWay = own.length > arrived.length;
  const newest = arrived.at(-1)?.id;
  useEffect(() => {
    // The newest is at the bottom, as on a phone.
    if (newest !== undefined) screen.current?.scrollTo({ top: screen.current.scrollHeight });
  }, [newest]);
  return (
    <section className={classes.phone} aria-label={t('Practice phone')}>
      <header className={classes.head}>
        <span className={classes.title}>{t('Practice phone')}</span>
        <span className={classes.number}>{number === null ? t('No number yet') : <PhoneText number={number} />}</span>
      </header>
      <div
        ref={screen}
        className={classes.screen}
        role="log"
        aria-label={t('Texts on the practice phone')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        tabIndex={0}
      >
        {own.length === 0 && (
          <p className={classes.empty}>
            {t('The texts of the test arrive here. Read the code as you would on a real phone.')}
          </p>
        )}
        {arrived.map(({ id, text, arrivedAt }) => (
          <div key={id} className={classes.text}>
            <p className={classes.bubble} dir="auto">
              {text}
            </p>
            <p className={classes.time}>{arrivedAt !== null && <RelativeTime at={arrivedAt} />}</p>
          </div>
        ))}
        {isOneOnItsWay && <p className={classes.coming}>{t('A text is on its way.')}</p>}
      </div>
    </section>
  );
}
