import { NativeSelect, Switch } from '@mantine/core';
import type { Settings } from '../../../src-shared/settings/settings';
import { t } from '../../../src-shared/texts/translate';
import { Card } from '../../components/card';
import { NoticeBox } from '../../components/notice';
import { useNotices } from '../../console/notices-store';
import { useAppStatus } from '../../console/use-console';
import { deliveryChoices, hourChoices, intervalChoices } from './choices';
import { Setting } from './setting';
import classes from './settings-screen.module.css';

type Update = (patch: Partial<Settings>) => Promise<void>;

/** Background checks, and how a person is told what they find. */
export function ChecksCard({ update }: { update: Update }) {
  const { settings } = useAppStatus();
  const isRefused = useNotices((state) => state.isRefused);
  const { backgroundChecks, notifications, quietHours, keepInTray } = settings;
  const toggle = (name: SwitchName, label: string, help: string, disabled = false) => (
    <Setting label={label} help={help}>
      <Switch
        aria-label={label}
        checked={settings[name] && !disabled}
        disabled={disabled}
        onChange={(event) => void update({ [name]: event.currentTarget.checked })}
      />
    </Setting>
  );
  return (
    <Card title={t('Checks')}>
      {toggle(
        'backgroundChecks',
        t('Background checks'),
        t(
          'While the console runs, it checks your connections by itself. It only reads: it never sends a text and never opens a browser.',
        ),
      )}
      <Setting
        label={t('Check interval')}
        help={t('Each connection is checked at least this often. An older proof turns amber on the ladder.')}
      >
        <NativeSelect
          aria-label={t('Check interval')}
          value={String(settings.checkIntervalHours)}
          onChange={(event) => void update({ checkIntervalHours: Number(event.currentTarget.value) })}
          data={intervalChoices(settings.checkIntervalHours)}
        />
      </Setting>
      <Setting
        label={t('How long a delivery counts')}
        help={t(
          'What only a test or real use can prove, like a delivered text, counts this long. Then it turns amber on the ladder, until it is proven again.',
        )}
      >
        <NativeSelect
          aria-label={t('How long a delivery counts')}
          value={String(settings.deliveryDays)}
          onChange={(event) => void update({ deliveryDays: Number(event.currentTarget.value) })}
          data={deliveryChoices(settings.deliveryDays)}
        />
      </Setting>
      {toggle(
        'checksWhileLocked',
        t('Check while locked'),
        t('Background checks go on while the console is locked. The key then stays in memory; the page stays locked.'),
        !backgroundChecks,
      )}
      {toggle(
        'notifications',
        t('Notifications'),
        t(
          'One when a connection breaks, one when it works again. Many at once are one. The list of clinics says it too.',
        ),
        !backgroundChecks,
      )}
      {isRefused && backgroundChecks && notifications && (
        <NoticeBox tone="warning" title={t('This computer did not show the last notification')}>
          {t(
            'Allow them for Voxanne Console in the system’s settings. Until then look at the list of clinics: what checks find stands above it.',
          )}
        </NoticeBox>
      )}
      <Setting
        label={t('Quiet hours')}
        help={t('No notification between these times; what still holds is told after them.')}
      >
        <div className={classes.hours}>
          <Switch
            aria-label={t('Quiet hours')}
            checked={quietHours !== null}
            disabled={!backgroundChecks || !notifications}
            onChange={(event) =>
              void update({ quietHours: event.currentTarget.checked ? { from: '20:00', until: '07:00' } : null })
            }
          />
          {quietHours !== null && (
            <>
              <NativeSelect
                aria-label={t('Quiet from')}
                value={quietHours.from}
                data={hourChoices(quietHours.from)}
                onChange={(event) => void update({ quietHours: { ...quietHours, from: event.currentTarget.value } })}
              />
              <NativeSelect
                aria-label={t('Quiet until')}
                value={quietHours.until}
                data={hourChoices(quietHours.until)}
                onChange={(event) => void update({ quietHours: { ...quietHours, until: event.currentTarget.value } })}
              />
            </>
          )}
        </div>
      </Setting>
      {toggle(
        'keepInTray',
        t('Stay in the tray'),
        t(
          'Closing the window leaves the console in the tray, where its checks go on. Quit it from there or from the menu.',
        ),
      )}
      {toggle('startAtLogin', t('Start when you sign in'), t('In the tray, without a window.'), !keepInTray)}
    </Card>
  );
}

type SwitchName = 'backgroundChecks' | 'checksWhileLocked' | 'notifications' | 'keepInTray' | 'startAtLogin';
