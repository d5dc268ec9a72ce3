import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { resultOf } from '../../../src-shared/audit/entry-result';
import type { Organization } from '../../../src-shared/organizations/organization';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { Card } from '../../components/card';
import { entryResultWords } from '../../components/entry-result-words';
import { ErrorNotice } from '../../components/error-notice';
import { useLoader } from '../../components/loader';
import { RelativeTime } from '../../components/relative-time';
import { ToneIcon } from '../../components/status-badge';
import { navigate } from '../../router/router';
import classes from './clinic.module.css';

const shown = 10;

/** The newest entries of the audit trail that concern this clinic. `changes` differs whenever there may be new ones. */
export function ClinicActivity({ organization, changes }: { organization: Organization; changes: string }) {
  const { loaded, loader } = useLoader(organization.id, () =>
    voxanne.audit.list({ organizationId: organization.id, before: null, limit: shown, search: '', outcome: null }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when `changes` differs
  useEffect(() => {
    void loader.reload();
  }, [loader, changes, organization]);

  return (
    <Card
      title={t('Activity')}
      actions={
        <Button variant="subtle" size="compact-md" onClick={() => navigate('/activity')}>
          {t('All activity')}
        </Button>
      }
    >
      {loaded.state === 'loading' && <Busy>{t('Reading the audit trail…')}</Busy>}
      {loaded.state === 'failed' && <ErrorNotice error={loaded.error} onRetry={() => void loader.reload()} />}
      {loaded.state === 'ready' && loaded.value.entries.length === 0 && (
        <p className={classes.explain}>{t('Nothing was done to this clinic yet.')}</p>
      )}
      {loaded.state === 'ready' && loaded.value.entries.length > 0 && (
        <ul className={classes.entries}>
          {loaded.value.entries.map((entry) => (
            <li key={entry.sequence}>
              <ToneIcon tone={entryResultWords[resultOf(entry)].tone} />
              <span className={classes.entry}>
                <span className="vx-hidden">{entryResultWords[resultOf(entry)].word}: </span>
                {entry.detail}
                {entry.simulated && <span className={classes.quiet}>{t('(simulated)')}</span>}
              </span>
              <span className={classes.quiet}>
                {entry.actor} · <RelativeTime at={entry.at} timeZone={organization.timeZone} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
