import { Button, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../../src-shared/texts/translate';
import { megabytes, waitsForWords } from '../../../src-shared/updates/update-words';
import type { Offer, Updates } from '../../../src-shared/updates/updates';
import { voxanne } from '../../bridge';
import { ErrorNotice } from '../../components/error-notice';
import { NoticeBox } from '../../components/notice';
import { ReleaseNotes } from '../../components/release-notes';
import { useUpdates } from '../../console/updates-store';
import classes from './settings-screen.module.css';

/** How far an update is, and the next step of it. */
export function UpdateStatus({ updates: { update, version, installedBy, feed } }: { updates: Updates }) {
  const { take } = useUpdates.getState();
  const download = () => void voxanne.updates.download({}).then(take);
  const cancel = () => void voxanne.updates.cancel({}).then(take);
  switch (update.state) {
    case 'checking':
    case 'idle':
      return null;
    case 'off':
      return update.reason === 'no-key' && feed !== null ? (
        <NoticeBox tone="warning" title={t('Updates are off: this program carries no key to check a feed with')}>
          {t('Install new versions in the way in which this one was installed.')}
        </NoticeBox>
      ) : null;
    case 'available':
      return (
        <OfferBox
          title={t('Version {version} is there', { version: update.offer.version })}
          offer={update.offer}
          actions={
            installedBy === null ? undefined : (
              <Button onClick={download}>{t('Download ({size})', { size: megabytes(update.offer.size) })}</Button>
            )
          }
        >
          {installedBy === null
            ? t(
                'This copy was not installed by a package that can be updated from here. Install the new version in the way in which this one was installed.',
              )
            : t('You have {version}. Nothing is installed before you say so.', { version })}
        </OfferBox>
      );
    case 'downloading': {
      const percent = Math.floor((100 * update.received) / Math.max(1, update.offer.size));
      return (
        <OfferBox
          title={t('Downloading version {version}', { version: update.offer.version })}
          offer={update.offer}
          actions={
            <Button variant="default" onClick={cancel}>
              {t('Stop')}
            </Button>
          }
        >
          <Progress value={percent} aria-label={t('Downloaded')} my="xs" />
          {t('{received} of {size}. What has come is kept when it breaks off.', {
            received: megabytes(update.received),
            size: megabytes(update.offer.size),
          })}
        </OfferBox>
      );
    }
    case 'ready': {
      const waitsFor = update.install?.waitsFor ?? [];
      return (
        <OfferBox
          title={t('Version {version} is ready to be installed', { version: update.offer.version })}
          offer={update.offer}
          actions={
            update.install === null ? (
              <Button onClick={() => void voxanne.updates.install({}).then(take)}>{t('Restart and install')}</Button>
            ) : waitsFor.length > 0 ? (
              <Button variant="default" onClick={cancel}>
                {t('Don’t install now')}
              </Button>
            ) : undefined
          }
        >
          {update.install === null
            ? t('It was checked against the signed feed. Your data is backed up before the new version changes it.')
            : waitsFor.length > 0
              ? waitsForWords(waitsFor)
              : t('Installing. The system may ask for the administrator’s password; then the console restarts.')}
        </OfferBox>
      );
    }
    case 'failed': {
      const { error, offer } = update;
      return (
        <ErrorNotice
          error={error}
          {...(offer === null
            ? {}
            : { onRetry: download, retryLabel: t('Go on with version {version}', { version: offer.version }) })}
        />
      );
    }
  }
}

function OfferBox({
  title,
  offer,
  actions,
  children,
}: {
  title: string;
  offer: Offer;
  actions: ReactNode;
  children: ReactNode;
}) {
  return (
    <NoticeBox tone="info" title={title} actions={actions}>
      <div>{children}</div>
      <div className={classes.notes}>
        <ReleaseNotes notes={offer.notes} />
      </div>
    </NoticeBox>
  );
}
