import { Button, SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import type { NetworkStatus, ProxyPlace } from '../../../src-shared/network/network';
import { inspectorWords, placeWords } from '../../../src-shared/network/network-words';
import type { Result } from '../../../src-shared/result';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { Card } from '../../components/card';
import { ErrorNotice } from '../../components/error-notice';
import { NoticeBox } from '../../components/notice';
import { ProxySignInDialog } from '../../console/proxy-sign-in-dialog';
import { RouteList } from './route-list';
import { Setting } from './setting';

/** The way to the providers, sign-ins to proxies, and whose certificates count. */
export function NetworkCard() {
  const [status, setStatus] = useState<NetworkStatus | null>(null);
  const [error, setError] = useState<AppErrorData | null>(null);
  const [signingIn, setSigningIn] = useState<ProxyPlace | null>(null);
  const take = (answer: Result<NetworkStatus>) => {
    if (answer.ok) setStatus(answer.value);
    setError(answer.ok ? null : answer.error);
  };
  useEffect(() => {
    let isHere = true;
    void voxanne.network.status({}).then((answer) => {
      if (!isHere) return;
      if (answer.ok) setStatus(answer.value);
      else setError(answer.error);
    });
    return () => {
      isHere = false;
    };
  }, []);
  const reload = async () => take(await voxanne.network.status({}));

  return (
    <Card title={t('Network')}>
      {error !== null && <ErrorNotice error={error} />}
      {status === null && error === null && <Busy>{t('Reading the network’s settings…')}</Busy>}
      {status !== null && (
        <>
          <RouteList routes={status.routes} />
          {status.proxies
            .filter((proxy) => !status.signIns.some((kept) => placeWords(kept) === placeWords(proxy)))
            .map((proxy) => (
              <Setting
                key={placeWords(proxy)}
                label={t('Proxy {proxy}', { proxy: placeWords(proxy) })}
                help={t('If it asks for a user name and a password, enter them here.')}
              >
                <Button
                  variant="default"
                  aria-label={t('Sign in to {proxy}…', { proxy: placeWords(proxy) })}
                  onClick={() => setSigningIn(proxy)}
                >
                  {t('Sign in…')}
                </Button>
              </Setting>
            ))}
          {status.signIns.map((proxy) => (
            <Setting
              key={placeWords(proxy)}
              label={t('Sign-in to {proxy}', { proxy: placeWords(proxy) })}
              help={t('Kept on this computer, encrypted. It is never shown.')}
            >
              <Button
                variant="default"
                aria-label={t('Remove the sign-in to {proxy}', { proxy: placeWords(proxy) })}
                onClick={() => void voxanne.network.removeSignIn(proxy).then(take)}
              >
                {t('Remove')}
              </Button>
            </Setting>
          ))}
          <Setting label={t('Trusted certificates')} help={trustHelp(status)}>
            <SegmentedControl
              aria-label={t('Trusted certificates')}
              value={status.trust.trustsSystem ? 'computer' : 'public'}
              onChange={(whose) => void voxanne.network.setTrust({ trustsSystem: whose === 'computer' }).then(take)}
              data={[
                { value: 'computer', label: t('This computer’s') },
                { value: 'public', label: t('Public ones only') },
              ]}
            />
          </Setting>
          {status.inspectors.map((inspector) => (
            <NoticeBox key={inspector.fingerprint} tone="warning" title={t('Your connections are inspected')}>
              {inspectorWords(inspector)}
            </NoticeBox>
          ))}
        </>
      )}
      {signingIn !== null && (
        <ProxySignInDialog
          proxy={{ ...signingIn, name: null, refused: false, unsupported: null }}
          onClose={() => {
            setSigningIn(null);
            void reload();
          }}
        />
      )}
    </Card>
  );
}

function trustHelp({ trust }: NetworkStatus): string {
  if (!trust.trustsSystem)
    return t('A company or a virus scanner that opens secure connections is refused. Behind one, nothing works.');
  const system =
    trust.systemCount === null
      ? t('This computer’s own certificates can’t be read here.')
      : t(
          'A company or a virus scanner whose certificate this computer trusts may read along; you are told of it once.',
        );
  if (trust.extra === null) return system;
  const extra =
    trust.extra.count === null || trust.extra.count === 0
      ? t('NODE_EXTRA_CA_CERTS names {file}, where no certificate can be read.', { file: trust.extra.file })
      : t('The certificates in {file} (NODE_EXTRA_CA_CERTS) count too.', { file: trust.extra.file });
  return `${system} ${extra}`;
}
