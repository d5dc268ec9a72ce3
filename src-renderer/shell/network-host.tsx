import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { Suspense, useEffect } from 'react';
import { inspectorWords } from '../../src-shared/network/network-words';
import { voxanne } from '../bridge';
import { keepPending, useNetwork } from '../console/network-store';
import classes from './banners.module.css';
import { later } from './later';

const ProxySignInDialog = later(() =>
  import('../console/proxy-sign-in-dialog').then(({ ProxySignInDialog }) => ProxySignInDialog),
);

/** Tells what of the network needs a person: once who can read along, and the dialog of a proxy that asks for a sign-in. */
export function NetworkHost() {
  const { asking, inspectors } = useNetwork();
  useEffect(() => {
    const { load, set } = useNetwork.getState();
    void load();
    return voxanne.on['network.pending'](set);
  }, []);
  const [inspector] = inspectors;
  return (
    <>
      <div role="status">
        {inspector !== undefined && (
          <div className={classes.network}>
            <IconEye size="1.125rem" aria-hidden />
            <p>
              <strong>Your connections are inspected.</strong> {inspectorWords(inspector)} Settings, Network can forbid
              it.
            </p>
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => void voxanne.network.acknowledge({ fingerprint: inspector.fingerprint }).then(keepPending)}
            >
              Understood
            </Button>
          </div>
        )}
      </div>
      {asking !== null && (
        <Suspense>
          <ProxySignInDialog
            key={`${asking.host} ${asking.port} ${asking.refused}`}
            proxy={asking}
            onClose={() => void voxanne.network.dismiss({}).then(keepPending)}
          />
        </Suspense>
      )}
    </>
  );
}
