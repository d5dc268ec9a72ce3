import { Button, CloseButton } from '@mantine/core';
import { useEffect } from 'react';
import { type BackgroundNotice, routeOfNotice } from '../../../src-shared/background/notice';
import { t } from '../../../src-shared/texts/translate';
import { RelativeTime } from '../../components/relative-time';
import { type Tone, ToneIcon } from '../../components/status-badge';
import { useNotices } from '../../console/notices-store';
import { navigate } from '../../router/router';
import classes from './notices-strip.module.css';

const tones: Readonly<Record<BackgroundNotice['kind'], Exclude<Tone, 'busy'>>> = {
  broken: 'bad',
  recovered: 'good',
  digest: 'warning',
  warning: 'warning',
};
/** The newest; the others come when these were seen. */
const mostShown = 3;

/** What background checks found since somebody looked last. */
export function NoticesStrip() {
  const { notices, see } = useNotices();
  useEffect(() => void useNotices.getState().load(), []);
  if (notices.length === 0) return null;
  const more = notices.length - mostShown;
  return (
    <section className={classes.strip} aria-label={t('Found in the background')}>
      <ul className={classes.notices}>
        {notices.slice(0, mostShown).map((notice) => (
          <li key={notice.id} className={classes.notice}>
            <ToneIcon tone={tones[notice.kind]} />
            <p className={classes.words} dir="auto">
              <strong>{notice.title}</strong> <span title={notice.text}>{notice.text}</span>
            </p>
            <span className={classes.time}>
              <RelativeTime at={notice.at} />
            </span>
            {notice.organizationId !== null && (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t('Open the clinic: {title}', { title: notice.title })}
                onClick={() => {
                  void see(notice.id);
                  navigate(routeOfNotice(notice));
                }}
              >
                {t('Open')}
              </Button>
            )}
            <CloseButton
              size="sm"
              aria-label={t('Dismiss: {title}', { title: notice.title })}
              onClick={() => void see(notice.id)}
            />
          </li>
        ))}
      </ul>
      {notices.length > 1 && (
        <div className={classes.all}>
          {more > 0 && <span>{t('And {more} more.', { more })}</span>}
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => void see(null)}>
            {t('Dismiss all')}
          </Button>
        </div>
      )}
    </section>
  );
}
