import { Button, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
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
        <NoticeBox tone="warning" title="Updates are off: this program carries no key to check a feed with">
          Install new versions in the way in which this one was installed.
        </NoticeBox>
      ) : null;
    case 'available':
      return (
        <OfferBox
          title={`Version ${update.offer.version} is there`}
          offer={update.offer}
          actions={
            installedBy === null ? undefined : (
              <Button onClick={download}>Download ({megabytes(update.offer.size)})</Button>
            )
          }
        >
          {installedBy === null
            ? 'This copy was not installed by a package that can be updated from here. Install the new version in ' +
              'the way in which this one was installed.'
            : `You have ${version}. Nothing is installed before you say so.`}
        </OfferBox>
      );
    case 'downloading': {
      const percent = Math.floor((100 * update.received) / Math.max(1, update.offer.size));
      return (
        <OfferBox
          title={`Downloading version ${update.offer.version}`}
          offer={update.offer}
          actions={
            <Button variant="default" onClick={cancel}>
              Stop
            </Button>
          }
        >
          <Progress value={percent} aria-label="Downloaded" my="xs" />
          {megabytes(update.received)} of {megabytes(update.offer.size)}. What has come is kept when it breaks off.
        </OfferBox>
      );
    }
    case 'ready': {
      const waitsFor = update.install?.waitsFor ?? [];
      return (
        <OfferBox
          title={`Version ${update.offer.version} is ready to be installed`}
          offer={update.offer}
          actions={
            update.install === null ? (
              <Button onClick={() => void voxanne.updates.install({}).then(take)}>Restart and install</Button>
            ) : waitsFor.length > 0 ? (
              <Button variant="default" onClick={cancel}>
                Don’t install now
              </Button>
            ) : undefined
          }
        >
          {update.install === null
            ? 'It was checked against the signed feed. Your data is backed up before the new version changes it.'
            : waitsFor.length > 0
              ? waitsForWords(waitsFor)
              : 'Installing. The system may ask for the administrator’s password; then the console restarts.'}
        </OfferBox>
      );
    }
    case 'failed': {
      const { error, offer } = update;
      return (
        <ErrorNotice
          error={error}
          {...(offer === null ? {} : { onRetry: download, retryLabel: `Go on with version ${offer.version}` })}
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
