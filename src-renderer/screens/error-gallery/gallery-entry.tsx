import { Button } from '@mantine/core';
import type { CatalogueEntry } from '../../../src-shared/errors-catalogue';
import { t } from '../../../src-shared/texts/translate';
import { Busy } from '../../components/busy';
import { Card } from '../../components/card';
import { ErrorNotice } from '../../components/error-notice';
import { PhoneText } from '../../components/phone-text';
import { Said } from '../../components/said';
import { SidText } from '../../components/sid-text';
import { choosePracticeNetwork } from '../../console/practice';
import { useAppStatus } from '../../console/use-console';
import { usePracticeScenarios } from '../../console/use-practice-scenarios';
import { navigate } from '../../router/router';
import classes from './error-gallery.module.css';
import { rehearsalOf } from './gallery';

/** One failure: its screen, and how to see it happen. */
export function GalleryEntry({ entry }: { entry: CatalogueEntry }) {
  const scenarios = usePracticeScenarios();
  const rehearsal = rehearsalOf(entry, scenarios);
  return (
    <>
      <p className={classes.note} role="status">
        {t('{title} is shown like this:', { title: entry.title })}
      </p>
      <ErrorNotice error={entry.data} announce={false} />
      <Card title={t('See it happen')}>
        {rehearsal === null && <Busy>{t('Reading the practice accounts…')}</Busy>}
        {rehearsal?.kind === 'none' && <p>{rehearsal.why}</p>}
        {rehearsal?.kind === 'account' && (
          <>
            <p>
              <Said
                text="Set up a clinic and, in the {step} step, choose <account>{label}</account> under “{menu}”: {detail}."
                values={{
                  step: rehearsal.step,
                  label: rehearsal.label,
                  menu: rehearsal.menu,
                  detail: rehearsal.detail,
                }}
                parts={{ account: (label) => <b>{label}</b> }}
              />
            </p>
            {rehearsal.copy !== null && (
              <p className={classes.copy}>
                {rehearsal.copy.label} <SidText value={rehearsal.copy.value} name={rehearsal.copy.label} />
              </p>
            )}
          </>
        )}
        {rehearsal?.kind === 'networks' && (
          <>
            <p>
              {t(
                'On this network everything that is asked of a provider ends like this: Verify, checks, tests, sign-ins. It is made on this computer.',
              )}
            </p>
            <NetworkList networks={rehearsal.networks} />
          </>
        )}
        {rehearsal?.kind === 'recipient' && (
          <>
            <p>
              <Said
                text="Send the SMS test of any practice clinic to this number. It is called <recipient>{label}</recipient> under “Practice recipients”."
                values={{ label: rehearsal.label }}
                parts={{ recipient: (label) => <b>{label}</b> }}
              />
            </p>
            <p className={classes.copy}>
              <PhoneText number={rehearsal.number} />{' '}
              <SidText value={rehearsal.number} name={t('Recipient number')} whole />
            </p>
          </>
        )}
        {rehearsal !== null && rehearsal.kind !== 'none' && (
          <div className={classes.actions}>
            <Button variant="default" onClick={() => navigate('/setup')}>
              {t('Set up a practice clinic')}
            </Button>
          </div>
        )}
      </Card>
    </>
  );
}

/** The bad networks that lead to one failure, each with the button that puts practice mode on it, or back. */
function NetworkList({ networks }: { networks: readonly { id: string; label: string; detail: string }[] }) {
  const { practiceNetwork } = useAppStatus();
  return (
    <ul className={classes.networks}>
      {networks.map(({ id, label, detail }) => (
        <li key={id} className={classes.network}>
          <span>
            <b>{label}</b>
            <span className={classes.networkDetail}>{detail}</span>
          </span>
          {practiceNetwork?.id === id ? (
            <Button variant="default" size="compact-sm" onClick={() => void choosePracticeNetwork(null)}>
              {t('Back to a normal network')}
            </Button>
          ) : (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t('Use this network: {label}', { label })}
              onClick={() => void choosePracticeNetwork(id)}
            >
              {t('Use this network')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
