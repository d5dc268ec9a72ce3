import { useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { clinicStateWords } from '../../../src-shared/organizations/clinic-state';
import type { NextAction } from '../../../src-shared/organizations/next-action';
import { t } from '../../../src-shared/texts/translate';
import { NextBar } from '../../components/next-bar';
import { useClinics } from '../../console/clinics/use-clinics';
import { actAtOnce, placeOf } from '../../console/next-action';
import { navigate } from '../../router/router';
import classes from './entry-panel.module.css';

/**
 * Under an entry that did not succeed: what its clinic needs now, which follows the newest error. The entry's own may
 * have been mended since, and then that is said. Nothing once the clinic was removed.
 */
export function EntryFix({ organizationId }: { organizationId: string }) {
  const clinic = useClinics(({ index }) => {
    const listed = index.get(organizationId);
    return listed === undefined ? null : index.summary(listed);
  });
  const [acting, setActing] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  if (clinic === null) return null;
  const { nextAction, attention } = clinic;
  const { tone, word } = clinicStateWords[clinic.state];

  const act = async (action: NextAction) => {
    const place = placeOf(action, organizationId);
    if (place !== null) return navigate(place);
    setActing(true);
    setError(null);
    const failure = await actAtOnce(action, organizationId);
    setActing(false);
    setError(failure);
  };

  return (
    <section className={classes.now} aria-label={t('The clinic now')}>
      <h3>{t('The clinic now: {state}', { state: t(word) })}</h3>
      {nextAction === null ? (
        <p>{t('Nothing has to be done.')}</p>
      ) : (
        <NextBar
          action={nextAction}
          attention={attention}
          tone={tone}
          busy={acting}
          error={error}
          onAct={() => void act(nextAction)}
        />
      )}
    </section>
  );
}
