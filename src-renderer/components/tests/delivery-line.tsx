import type { DeliveryEvent } from '../../../src-shared/tests/test-run';
import { t } from '../../../src-shared/texts/translate';
import { ToneIcon } from '../status-badge';
import { durationWords } from '../time-words';
import classes from './tests.module.css';
import { deliveryTone, deliveryWord } from './words';

/** The statuses of one message, each with the seconds since the request to send. */
export function DeliveryLine({ delivery }: { delivery: readonly DeliveryEvent[] }) {
  return (
    <ol className={classes.delivery} aria-label={t('Delivery')}>
      {delivery.map((event, index) => {
        const tone = deliveryTone(event.status);
        return (
          <li
            key={`${event.at} ${event.status}`}
            data-tone={tone}
            data-last={index === delivery.length - 1 || undefined}
          >
            {tone !== 'neutral' && <ToneIcon tone={tone} size="0.875rem" />}
            <span>{deliveryWord(event.status)}</span>{' '}
            <span className={classes.after}>{durationWords(event.elapsedMs)}</span>
          </li>
        );
      })}
    </ol>
  );
}
