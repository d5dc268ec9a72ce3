import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { feedWords } from '../../../src-shared/updates/update-words';
import type { Updates } from '../../../src-shared/updates/updates';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { Card } from '../../components/card';
import { ErrorNotice } from '../../components/error-notice';
import { RelativeTime } from '../../components/relative-time';
import { useUpdates } from '../../console/updates-store';
import { Setting } from './setting';
import classes from './settings-screen.module.css';
import { UpdateStatus } from './update-status';

/** Which feed is asked, when, and how far an update is. Every step is a person's. */
export function UpdatesCard() {
  const { updates, error, load, take } = useUpdates();
  useEffect(() => void load(), [load]);
  return (
    <Card title="Updates">
      {updates === null && error === null && <Busy>Reading what is set…</Busy>}
      {updates !== null && (
        <>
          <FeedSetting key={updates.feed?.address ?? ''} feed={updates.feed} />
          {updates.feed !== null && (
            <>
              <Setting
                label="Automatic check"
                help={
                  'Asks the feed once a day whether there is a newer version. Nothing is downloaded or installed ' +
                  'by itself.'
                }
              >
                <SegmentedControl
                  aria-label="Automatic check"
                  value={updates.automatic ? 'on' : 'off'}
                  onChange={(value) => void voxanne.updates.configure({ automatic: value === 'on' }).then(take)}
                  data={[
                    { value: 'on', label: 'On' },
                    { value: 'off', label: 'Off' },
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
          Feed address
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
          Save
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
        <p className={classes.label}>Version {version}</p>
        <p className={classes.help} role="status">
          {update.state === 'checking' && 'Asking the feed…'}
          {update.state !== 'checking' && lastCheckedAt === null && 'Not asked yet.'}
          {update.state !== 'checking' && lastCheckedAt !== null && (
            <>
              {update.state === 'idle' && update.heldBack === null && 'This is the newest version. '}
              {update.state === 'idle' &&
                update.heldBack !== null &&
                `Version ${update.heldBack} is rolled out step by step; the turn of this computer has not come. `}
              Asked <RelativeTime at={lastCheckedAt} />.
            </>
          )}
        </p>
      </div>
      <div className={classes.control}>
        {update.state === 'checking' ? (
          <Button variant="default" onClick={() => void voxanne.updates.cancel({}).then(take)}>
            Cancel
          </Button>
        ) : (
          <Button
            variant="default"
            disabled={isBusy || update.state === 'off'}
            onClick={() => void voxanne.updates.check({}).then(take)}
          >
            Check for updates
          </Button>
        )}
      </div>
    </div>
  );
}
