import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { t } from '../../../src-shared/texts/translate';
import { ToneIcon } from '../../components/status-badge';
import { useCameBack } from '../../console/came-back/came-back-store';
import { openDialog } from '../../console/dialogs/dialogs-store';
import classes from './notices-strip.module.css';

/** After a restore: what came back with it and waits for a person's word. */
export function CameBackStrip() {
  const waiting = useCameBack((state) => state.waiting);
  useEffect(() => void useCameBack.getState().load(), []);
  if (waiting.length === 0) return null;
  const revoked = waiting.filter(({ cameBack: { how } }) => how === 'revoked' || how === 'removed').length;
  return (
    <section className={classes.strip} aria-label={t('Came back')}>
      <div className={classes.notice}>
        <ToneIcon tone="warning" />
        <p className={classes.whole}>
          <strong>
            {t(
              '{count, plural, one {A credential came back with an earlier database.} other {# credentials came back with an earlier database.}}',
              { count: waiting.length },
            )}
          </strong>{' '}
          <span>
            {revoked > 0 &&
              (waiting.length === 1
                ? t('It was revoked.')
                : t('{revoked, plural, one {# of them was revoked.} other {# of them were revoked.}}', {
                    revoked,
                  }))}{' '}
            {t('Not used before you decide.')}
          </span>
        </p>
        <Button variant="default" size="compact-sm" onClick={() => openDialog('came-back')}>
          {t('Decide')}
        </Button>
      </div>
    </section>
  );
}
