import { Button } from '@mantine/core';
import { IconEye, IconLock } from '@tabler/icons-react';
import { Suspense, useEffect, useState } from 'react';
import type { Inspector } from '../../src-shared/network/network';
import { askingWords, inspectorWords } from '../../src-shared/network/network-words';
import { t } from '../../src-shared/texts/translate';
import { voxanne } from '../bridge';
import { later } from '../components/later';
import { keepPending, useNetwork } from '../console/network-store';
import type { AskingProxy } from '../console/proxy-sign-in-dialog';
import classes from './banners.module.css';

const ProxySignInDialog = later(() =>
  import('../console/proxy-sign-in-dialog').then(({ ProxySignInDialog }) => ProxySignInDialog),
);

/** Shows network notices: a proxy that asks for a sign-in, and once who can read the connections. */
export function NetworkHost() {
  const { asking, inspectors } = useNetwork();
  useEffect(() => {
    const { load, set } = useNetwork.getState();
    void load();
    return voxanne.on['network.pending'](set);
  }, []);
  const [inspector] = inspectors;
  return (
    <div role="status">
      {asking !== null && <AskingStrip key={`${asking.host} ${asking.port}`} proxy={asking} />}
      {inspector !== undefined && <InspectorStrip inspector={inspector} />}
    </div>
  );
}

/** A strip instead of a dialog, so that it does not interrupt typing. */
function AskingStrip({ proxy }: { proxy: AskingProxy }) {
  const [signingIn, setSigningIn] = useState(false);
  return (
    <div className={classes.network}>
      <IconLock size="1.125rem" aria-hidden />
      <p>
        <strong>{t('The network needs a sign-in.')}</strong> {askingWords(proxy)}
      </p>
      {proxy.unsupported === null && (
        <Button variant="default" size="compact-sm" onClick={() => setSigningIn(true)}>
          {t('Sign in to the proxy…')}
        </Button>
      )}
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t('Not now: the proxy’s sign-in')}
        onClick={() => void voxanne.network.dismiss({}).then(keepPending)}
      >
        {t('Not now')}
      </Button>
      {signingIn && (
        <Suspense>
          <ProxySignInDialog proxy={proxy} onClose={() => setSigningIn(false)} />
        </Suspense>
      )}
    </div>
  );
}

function InspectorStrip({ inspector }: { inspector: Inspector }) {
  const { fingerprint } = inspector;
  return (
    <div className={classes.network}>
      <IconEye size="1.125rem" aria-hidden />
      <p>
        <strong>{t('Your connections are inspected.')}</strong> {inspectorWords(inspector)}{' '}
        {t('Settings, Network can forbid it.')}
      </p>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => void voxanne.network.acknowledge({ fingerprint }).then(keepPending)}
      >
        {t('Understood')}
      </Button>
    </div>
  );
}
