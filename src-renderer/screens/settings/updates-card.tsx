import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { t } from '../../../src-shared/texts/translate';
import { feedWords } from '../../../src-shared/updates/update-words';
import type { Updates } from '../../../src-shared/updates/updates';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { Card } from '../../components/card';
import { ErrorNotice } from '../../components/error-notice';
import { RelativeTime } from '../../components/relative-time';
import { Said } from '../../components/said';
import { useUpdates } from '../../console/updates-store';
import { Setting } from './setting';
import classes from './settings-screen.module.css';
import { UpdateStatus } from './update-status';

/** Which feed is asked, when, and how far an update is. Every step is a person's. */
export function UpdatesCard() {
  const { updates, error, load, take } = useUpdates();
  useEffect(() => void load(), [load]);
  return (
    <Card title={t('Updates')}>
      {updates === null && error === null && <Busy>{t('Reading what is set…')}</Busy>}
      {updates !== null && (
        <>
          <FeedSetting key={updates.feed?.address ?? ''} feed={updates.feed} />
          {updates.feed !== null && (
            <>
              <Setting
                label={t('Automatic check')}
                help={t(
                  'Asks the feed once a day whether there is a newer version. Nothing is downloaded or installed by itself.',
                )}
              >
                <SegmentedControl
                  aria-label={t('Automatic check')}
                  value={updates.automatic ? 'on' : 'off'}
                  onChange={(value) => void voxanne.updates.configure({ automatic: value === 'on' }).then(take)}
                  data={[
                    { value: 'on', label: t('On') },
                    { value: 'off', label: t('Off') },
                  ]}
                />
              </Setting>
              <CheckSetting updates={updates} />
            </>
          )}
          <UpdateStatus updates={updates} />
        </>
      )}
      {error !== null && <ErrorNotice error={error} />}
    </Card>
  );
}

function FeedSetting({ feed }: Pick<Updates, 'feed'>) {
  const set = feed?.setBy === 'person' ? feed.address : '';
  const [address, setAddress] = useState(set);
  const { take } = useUpdates.getState();
  const save = (event: FormEvent) => {
    event.preventDefault();
    const typed = address.trim();
    void voxanne.updates.configure({ feed: typed === '' ? null : typed }).then(take);
  };
  return (
    <form className={classes.setting} onSubmit={save}>
      <div className={classes.words}>
        <label className={classes.label} htmlFor="feed-address">
          {t('Feed address')}
        </label>
        <p className={classes.help}>{feedWords({ feed })}</p>
      </div>
      <div className={classes.feed}>
        <TextInput
          id="feed-address"
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          placeholder="https://updates.example/console"
          maxLength={500}
          spellCheck={false}
        />
        <Button type="submit" variant="default" disabled={address.trim() === set}>
          {t('Save')}
        </Button>
      </div>
    </form>
  );
}

function CheckSetting({ updates: { version, update, lastCheckedAt } }: { updates: Updates }) {
  const { take } = useUpdates.getState();
  const isBusy = update.state === 'downloading' || update.state === 'ready';
  return (
    <div className={classes.setting}>
      <div className={classes.words}>
        <p className={classes.label}>{t('Version {version}', { version })}</p>
        <p className={classes.help} role="status">
          {update.state === 'checking' && t('Asking the feed…')}
          {update.state !== 'checking' && lastCheckedAt === null && t('Not asked yet.')}
          {update.state !== 'checking' && lastCheckedAt !== null && (
            <>
              {update.state === 'idle' &&
                (update.heldBack === null
                  ? t('This is the newest version.')
                  : t('Version {version} is rolled out step by step; the turn of this computer has not come.', {
                      version: update.heldBack,
                    }))}{' '}
              <Said text="Asked <when>then</when>." parts={{ when: () => <RelativeTime at={lastCheckedAt} /> }} />
            </>
          )}
        </p>
      </div>
      <div className={classes.control}>
        {update.state === 'checking' ? (
          <Button variant="default" onClick={() => void voxanne.updates.cancel({}).then(take)}>
            {t('Cancel')}
          </Button>
        ) : (
          <Button
            variant="default"
            disabled={isBusy || update.state === 'off'}
            onClick={() => void voxanne.updates.check({}).then(take)}
          >
            {t('Check for updates')}
          </Button>
        )}
      </div>
    </div>
  );
}
