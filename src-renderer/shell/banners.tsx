import { Button } from '@mantine/core';
import { IconFlask, IconPlugConnectedX, IconWifiOff } from '@tabler/icons-react';
import { listOf } from '../../src-shared/list-words';
import { allProviders, providerDescriptors } from '../../src-shared/providers';
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
        <strong>{status.practice ? 'Practice with simulated accounts.' : 'Simulated.'}</strong>{' '}
        <span title={origins}>
          {status.practice
            ? 'No message leaves this computer. Your real clinics are untouched.'
            : `Requests to ${listOf(names)} go to ${origins} instead. No result here says anything about a real ` +
              'account.'}
        </span>
      </p>
      {status.practice && (
        <Button variant="default" size="compact-sm" onClick={() => void leavePractice()}>
          Leave practice
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
            <strong>Practice network: {network.label}.</strong> {network.detail}. It affects {listOf(companies)} alike.
          </p>
          <Button variant="default" size="compact-sm" onClick={() => void choosePracticeNetwork(null)}>
            Back to a normal network
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
            <strong>No network.</strong> Clinics, activity and settings work as usual; checks and tests wait until you
            are back online.
          </p>
        </div>
      )}
    </div>
  );
}
