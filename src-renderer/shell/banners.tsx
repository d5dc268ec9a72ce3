import { Button } from '@mantine/core';
import { IconFlask, IconPlugConnectedX, IconWifiOff } from '@tabler/icons-react';
import { listOf } from '../../src-shared/list-words';
import { allProviders, providerDescriptors } from '../../src-shared/providers';
import { t } from '../../src-shared/texts/translate';
import type { AppStatus } from '../console/console-store';
import { choosePracticeNetwork, leavePractice } from '../console/practice';
import { isSimulated, useConsole } from '../console/use-console';
import classes from './banners.module.css';

const companies = allProviders.map(({ company }) => company);

/** Shown while no request reaches a real provider. */
export function SimulatedBanner({ status }: { status: AppStatus }) {
  const names = status.redirected.map(({ provider }) => providerDescriptors[provider].name);
  const origins = status.redirected.map(({ origin }) => origin).join(', ');
  return (
    <div className={classes.simulated} role="status">
      <IconFlask size="1.125rem" aria-hidden />
      <p>
        <strong>{status.practice ? t('Practice with simulated accounts.') : t('Simulated.')}</strong>{' '}
        <span title={origins}>
          {status.practice
            ? t('No message leaves this computer. Your real clinics are untouched.')
            : t('Requests to {names} go to {origins} instead. No result here says anything about a real account.', {
                names: listOf(names),
                origins,
              })}
        </span>
      </p>
      {status.practice && (
        <Button variant="default" size="compact-sm" onClick={() => void leavePractice()}>
          {t('Leave practice')}
        </Button>
      )}
    </div>
  );
}

/** Shown while practice mode uses a bad network. */
export function PracticeNetworkStrip({ network }: { network: AppStatus['practiceNetwork'] }) {
  return (
    <div role="status">
      {network !== null && (
        <div className={classes.network}>
          <IconPlugConnectedX size="1.125rem" aria-hidden />
          <p>
            <strong>{t('Practice network: {label}.', { label: network.label })}</strong>{' '}
            {t('{detail}. It affects {companies} alike.', { detail: network.detail, companies: listOf(companies) })}
          </p>
          <Button variant="default" size="compact-sm" onClick={() => void choosePracticeNetwork(null)}>
            {t('Back to a normal network')}
          </Button>
        </div>
      )}
    </div>
  );
}

/**
 * While the system says that there is no network, or practice does. Simulated providers are on this computer, so they
 * don't care about the system.
 */
export function OfflineStrip() {
  const offline = useConsole(({ online, boot }) => {
    if (boot.phase !== 'ready') return false;
    return isSimulated(boot.status) ? boot.status.practiceNetwork?.id === 'network.offline' : !online;
  });
  return (
    <div role="status">
      {offline && (
        <div className={classes.offline}>
          <IconWifiOff size="1.125rem" aria-hidden />
          <p>
            <strong>{t('No network.')}</strong>{' '}
            {t('Clinics, activity and settings work as usual; checks and tests wait until you are back online.')}
          </p>
        </div>
      )}
    </div>
  );
}
